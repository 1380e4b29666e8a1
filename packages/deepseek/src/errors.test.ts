import { isDialectError } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { type Answer, scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { classify, createDeepSeek } from "./index.js";

const body = (message: string, type = "invalid_request_error"): string =>
  JSON.stringify({ error: { message, type, param: null, code: "invalid_request_error" } });

describe("the error table (api-docs.deepseek.com/quick_start/error_codes, read 2026-11-20)", () => {
  it.each<[number, string, string, boolean]>([
    [
      400,
      body("The `reasoning_content` in the thinking mode must be passed back to the API."),
      "invalid_request",
      false,
    ],
    [
      400,
      body("Missing `reasoning_content` field in the assistant message at message index 2"),
      "invalid_request",
      false,
    ],
    [400, body("Thinking mode does not support this tool_choice"), "invalid_request", false],
    [
      400,
      body("This model's maximum context length is 1048576 tokens. However, you requested 1283793 tokens"),
      "context_length_exceeded",
      false,
    ],
    [
      400,
      body(
        "The supported API model names are deepseek-v4-pro, deepseek-v4-flash, and deepseek-v4-flash-vision-exp, but you passed x.",
      ),
      "model_not_found",
      false,
    ],
    [400, body("Model Not Exist"), "model_not_found", false],
    [400, "Failed to deserialize the JSON body", "invalid_request", false],
    [
      401,
      body("Authentication Fails, Your api key: ****_KEY is invalid", "authentication_error"),
      "authentication_failed",
      false,
    ],
    [401, "", "authentication_failed", false],
    [402, body("Insufficient Balance", "unknown_error"), "insufficient_quota", false],
    [403, "", "permission_denied", false],
    [404, "404 page not found", "endpoint_not_supported", false],
    [405, "", "endpoint_not_supported", false],
    [408, "", "provider_error", true],
    [418, "", "invalid_request", false],
    [422, body("Failed to deserialize the JSON body into the target type"), "invalid_request", false],
    [429, body("Rate limit reached"), "rate_limited", true],
    [500, "", "provider_error", true],
    [501, "", "endpoint_not_supported", false],
    [502, "<html>Bad gateway</html>", "provider_error", true],
    [503, body("Service is too busy"), "overloaded", true],
    [504, "", "provider_error", true],
    [529, "", "provider_error", true],
  ])("%i %s → %s, retryable %s", (status, text, code, retryable) => {
    expect(classify(status, {}, text)).toMatchObject({ code, retryable });
  });

  it("the request id is x-ds-trace-id, a Retry-After is read, the message is the vendor's own", () => {
    expect(classify(429, { "x-ds-trace-id": "t-1", "retry-after": "3" }, body("slow down"))).toEqual({
      code: "rate_limited",
      retryable: true,
      message: "slow down",
      requestId: "t-1",
      retryAfterMs: 3_000,
    });
  });

  it("a socket error is judged by its cause", () => {
    expect(classify(undefined, {}, "", Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toMatchObject({
      code: "connect_failed",
      retryable: true,
    });
  });
});

describe("errors of a turn", () => {
  const messages = [{ role: "user", content: "hi" }] as const;
  const ask = async (...answers: readonly Answer[]): Promise<{ outcome: unknown; requests: number }> => {
    const { transport, requests } = scripted(...answers);
    const outcome = await createDeepSeek({ apiKey: "sk-secret-canary", transport })
      .chat("deepseek-v4-pro")
      .stream({ messages })
      .result()
      .catch((error: unknown) => error);
    return { outcome, requests: requests.length };
  };

  it("semantic 400s come as application/octet-stream and are read all the same (recorded 2026-09-01)", async () => {
    const { outcome, requests } = await ask({
      status: 400,
      headers: { "content-type": "application/octet-stream" },
      chunks: [body("Insufficient context")],
    });
    expect(outcome).toMatchObject({
      code: "invalid_request",
      status: 400,
      requestId: "trace-1",
      provider: "deepseek",
      route: "chat",
      model: "deepseek-v4-pro",
      attempts: 1,
      message: "deepseek answered 400: Insufficient context",
    });
    expect(requests).toBe(1);
  });

  it("the retry is one, and only for what may pass", async () => {
    const good = { chunks: [sse([{ delta: { content: "ok" }, finish_reason: "stop", usage }])] };
    const cut = { refused: "ECONNRESET" };
    expect(await ask({ status: 503, headers: { "content-type": "application/json" } }, good)).toMatchObject({
      outcome: { text: "ok" },
      requests: 2,
    });
    expect(await ask(cut, good)).toMatchObject({ outcome: { text: "ok" }, requests: 2 });
    expect(
      await ask(
        { status: 402, headers: { "content-type": "application/json" }, chunks: [body("Insufficient Balance")] },
        good,
      ),
    ).toMatchObject({ outcome: { code: "insufficient_quota" }, requests: 1 });
  });

  it("an interruption before any content is tried once more, after content it is not", async () => {
    const good = { chunks: [sse([{ delta: { content: "ok" }, finish_reason: "stop", usage }])] };
    const interrupted = { finish_reason: "insufficient_system_resource" };
    expect(await ask({ chunks: [sse([interrupted])] }, good)).toMatchObject({ outcome: { text: "ok" }, requests: 2 });
    expect(await ask({ chunks: [sse([{ delta: { content: "x" } }, interrupted])] }, good)).toMatchObject({
      outcome: { code: "overloaded", retryable: true },
      requests: 1,
    });
  });

  it("retry: false in the settings means one request", async () => {
    const { transport, requests } = scripted(
      { status: 503, headers: { "content-type": "application/json" } },
      whole({ content: "ok" }),
    );
    const model = createDeepSeek({ apiKey: "sk-test", transport, retry: false }).chat("deepseek-v4-pro");
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "overloaded", attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  it("the key is in the request and nowhere in an error, a preview or a description", async () => {
    const { transport, requests } = scripted({
      status: 401,
      headers: { "content-type": "application/json" },
      chunks: [body("Authentication Fails, Your api key: ****nary is invalid")],
    });
    const provider = createDeepSeek({ apiKey: "sk-secret-canary", transport });
    const error = await provider
      .chat("deepseek-v4-pro")
      .generate({ messages })
      .catch((thrown: unknown) => thrown);
    expect(isDialectError(error) && error.code).toBe("authentication_failed");
    expect(requests[0]?.headers["authorization"]).toBe("Bearer sk-secret-canary");
    const shown = JSON.stringify([
      error,
      String(error),
      provider.describe(),
      provider.chat("deepseek-v4-pro").prepare({ messages }),
    ]);
    expect(shown).not.toContain("sk-secret-canary");
  });
});
