import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readErrorBody } from "./error-body.js";

describe("JSON error bodies", () => {
  it.each([
    [
      "error.message with type, code and param",
      {
        error: {
          message: "Unsupported value",
          type: "invalid_request_error",
          param: "temperature",
          code: "unsupported_value",
        },
      },
      { message: "Unsupported value", type: "invalid_request_error", param: "temperature", code: "unsupported_value" },
    ],
    [
      "a code that is a number, and null fields",
      { error: { message: "Invalid API Key", type: null, param: null, code: 401 } },
      { message: "Invalid API Key", code: "401" },
    ],
    ["error as text", { error: "Unauthorized" }, { message: "Unauthorized" }],
    ["error as text beside a code", { error: "Unauthorized", code: 16 }, { message: "Unauthorized", code: "16" }],
    ["detail as text (FastAPI)", { detail: "Method Not Allowed" }, { message: "Method Not Allowed" }],
    [
      "detail as a list (FastAPI)",
      {
        detail: [
          { loc: ["body", "messages", 0, "role"], msg: "Field required", type: "missing" },
          "and more",
          { message: "x" },
          7,
        ],
      },
      { message: "body.messages.0.role: Field required; and more; x; 7" },
    ],
    ["detail as an object", { detail: { error: { message: "inner" }, code: "a" } }, { message: "inner", code: "a" }],
    [
      "a message on top",
      { object: "error", message: "too long", type: "BadRequestError", code: 400 },
      { message: "too long", type: "BadRequestError", code: "400" },
    ],
    ["a list of one error", [{ error: { message: "quota", code: 429 } }], { message: "quota", code: "429" }],
    ["a bare text", "just text", { message: "just text" }],
    [
      "an error object without a message, beside one",
      { error: { type: "server_error" }, message: "beside" },
      { message: "beside", type: "server_error" },
    ],
    [
      "the error body of a server behind, as the message",
      {
        error: {
          message: JSON.stringify({ error: { code: 500, message: "image input is not supported" } }),
          type: "api_error",
        },
      },
      { message: "image input is not supported", type: "api_error" },
    ],
    ["a message that only starts like JSON", { error: { message: "{a} is not set" } }, { message: "{a} is not set" }],
  ])("%s", (_, body, expected) => {
    expect(readErrorBody(JSON.stringify(body))).toEqual(expected);
  });
  it.each(["{}", '{"error":{}}', "[]", "null", "12", '{"ok":false}', '{"error":""}'])(
    "%s is its own message",
    (text) => {
      expect(readErrorBody(text)).toEqual({ message: text });
    },
  );
});

describe("other error bodies", () => {
  it("are their text", () => {
    expect(readErrorBody("  upstream connect error\n")).toEqual({ message: "upstream connect error" });
  });
  it("are empty if there is none", () => {
    expect(readErrorBody("")).toEqual({ message: "" });
  });
  it("of HTML lose tags, scripts and comments", () => {
    const page =
      "<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title><style>p{}</style><script>x<y</script></head>" +
      "<body><!-- ray --><h1>Error &amp; more</h1>\n<p>nginx&nbsp;1</p></body></html>";
    expect(readErrorBody(page)).toEqual({ message: "502 Bad Gateway Error & more nginx 1" });
  });
});

describe("bounds", () => {
  it.each([
    ["JSON", JSON.stringify({ error: { message: "x".repeat(5_000) } })],
    ["text", "x".repeat(5_000)],
    ["HTML", `<p>${"x".repeat(5_000)}</p>`],
    ["no message", JSON.stringify({ other: "x".repeat(5_000) })],
  ])("%s gives at most 2,000 characters", (_, text) => {
    const { message } = readErrorBody(text);
    expect(message).toHaveLength(2_000);
    expect(message.endsWith("…")).toBe(true);
  });
  it("keeps a message of exactly 2,000 characters", () => {
    expect(readErrorBody("x".repeat(2_000)).message).toBe("x".repeat(2_000));
  });
  it("never throws, whatever the body", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.jsonValue().map((value) => JSON.stringify({ error: value, detail: value })),
        ),
        (text) => {
          expect(readErrorBody(text).message.length).toBeLessThanOrEqual(2_000);
        },
      ),
    );
  });
});
