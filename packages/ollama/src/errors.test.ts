import { describe, expect, it } from "vitest";
import { classifyFor, streamError } from "./errors.js";

const classify = classifyFor("http://127.0.0.1:11434/api/chat");
const body = (error: string): string => JSON.stringify({ error });

describe("the table (recorded cases are in test/*-recordings.test.ts)", () => {
  it.each([
    [503, body("server busy, please try again.  maximum pending requests exceeded"), "overloaded", true],
    [
      500,
      body("model runner has unexpectedly stopped, this may be due to resource limitations"),
      "provider_error",
      true,
    ],
    [500, body("something new"), "provider_error", true],
    [502, body('Post "https://ollama.com:443/api/chat": dial tcp: no such host'), "provider_error", true],
    [429, body("too many requests"), "rate_limited", true],
    [499, body("request canceled"), "provider_error", true],
    [401, body("unauthorized"), "authentication_failed", false],
    // A foreign Host header: an empty body.
    [403, "", "permission_denied", false],
    [400, body("illegal base64 data at input byte 4"), "invalid_request", false],
    [404, "404 page not found", "endpoint_not_supported", false],
    [405, "405 method not allowed", "endpoint_not_supported", false],
    [404, body("model 'qwen3:8b' not found"), "model_not_found", false],
    [418, body("teapot"), "invalid_request", false],
    [507, body("full"), "provider_error", true],
  ])("%i %s", (status, text, code, retryable) => {
    expect(classify(status, {}, text)).toMatchObject({ code, retryable });
  });

  it("says what to do", () => {
    expect(classify(404, {}, body("model 'qwen3:8b' not found")).hint).toContain("ollama pull qwen3:8b");
    expect(classify(403, {}, "").hint).toContain("Host: localhost");
    const signIn = JSON.stringify({ error: "unauthorized", signin_url: "https://ollama.com/connect?name=a&key=b" });
    expect(classify(401, {}, signIn).hint).toContain("https://ollama.com/connect");
    expect(classify(503, { "retry-after": "2" }, body("server busy"))).toMatchObject({ retryAfterMs: 2000 });
  });

  it("only a connection that nobody takes asks whether the server runs", () => {
    const broken = (code: string): unknown => Object.assign(new Error(code), { code });
    expect(classify(undefined, {}, "", broken("ECONNREFUSED"))).toMatchObject({
      code: "connect_failed",
      hint: expect.stringContaining("ollama serve") as string,
    });
    expect(classify(undefined, {}, "", broken("ECONNRESET"))).toEqual({ code: "connection_reset", retryable: true });
  });

  it("an error inside an answer keeps its name, or is provider_stream_error", () => {
    expect(streamError(body("model 'x' not found")).code).toBe("model_not_found");
    expect(streamError(body("an error was encountered while running the model: CUDA error"))).toMatchObject({
      code: "provider_stream_error",
      retryable: true,
    });
  });
});
