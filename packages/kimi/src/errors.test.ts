import { describe, expect, it } from "vitest";
import { type Answer, json, scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { classify, createKimi } from "./index.js";

const body = (message: string, type = "invalid_request_error"): string => JSON.stringify({ error: { message, type } });

describe("the error table (platform.kimi.ai/docs/api/errors, kimi.com/code error reference; read 2026-11-20)", () => {
  it.each<[number, string, string, boolean]>([
    [
      400,
      body("Invalid request: Your request exceeded model token limit: 262144 (requested: 269030)"),
      "context_length_exceeded",
      false,
    ],
    [400, body("total message size 2097160 exceeds limit 2097152"), "context_length_exceeded", false],
    [
      400,
      body("thinking is enabled but reasoning_content is missing in assistant tool call message at index 2"),
      "invalid_request",
      false,
    ],
    [400, body("tool_choice 'required' is incompatible with thinking enabled"), "invalid_request", false],
    [400, body("invalid temperature: only 1 is allowed for this model"), "invalid_request", false],
    [
      400,
      body("The request was rejected because it was considered high risk", "content_filter"),
      "invalid_request",
      false,
    ],
    [401, body("Incorrect API key provided", "incorrect_api_key_error"), "authentication_failed", false],
    [401, body("Invalid Authentication", "invalid_authentication_error"), "authentication_failed", false],
    [
      401,
      body("Your current subscription does not have access to k3", "invalid_authentication_error"),
      "permission_denied",
      false,
    ],
    [402, body("We're unable to verify your membership benefits at this time.", ""), "provider_error", true],
    [402, "", "insufficient_quota", false],
    [
      403,
      body(
        "Kimi For Coding is currently only available for Coding Agents such as A, B, etc.",
        "access_terminated_error",
      ),
      "client_identity_rejected",
      false,
    ],
    [
      403,
      body("You've reached your usage limit for this billing cycle", "access_terminated_error"),
      "insufficient_quota",
      false,
    ],
    [403, body("Access terminated", "access_terminated_error"), "permission_denied", false],
    [
      404,
      body("Not found the model kimi-k9 or Permission denied", "resource_not_found_error"),
      "model_not_found",
      false,
    ],
    [404, body("method not found", "resource_not_found_error"), "endpoint_not_supported", false],
    [404, "404 page not found", "endpoint_not_supported", false],
    [405, "", "endpoint_not_supported", false],
    [408, "", "provider_error", true],
    [409, "", "provider_error", true],
    [413, "Request exceeds the maximum size", "context_length_exceeded", false],
    [418, "", "invalid_request", false],
    [
      429,
      body("The engine is currently overloaded, please try again later", "engine_overloaded_error"),
      "overloaded",
      true,
    ],
    [
      429,
      body("request reached organization max RPM: 3, please try again after 1 seconds", "rate_limit_reached_error"),
      "rate_limited",
      true,
    ],
    [429, body("You exceeded your current token quota", "exceeded_current_quota_error"), "insufficient_quota", false],
    [
      429,
      body(
        "Your account org-1 is suspended due to insufficient balance, please recharge",
        "exceeded_current_quota_error",
      ),
      "insufficient_quota",
      false,
    ],
    [429, body("You've reached your usage limit for this period."), "insufficient_quota", false],
    [429, body("We're receiving too many requests"), "rate_limited", true],
    [500, "", "provider_error", true],
    [501, "", "endpoint_not_supported", false],
    [502, "", "provider_error", true],
    [503, "", "overloaded", true],
    [504, "<html><title>Gateway Time-out</title></html>", "provider_error", true],
    [529, "", "overloaded", true],
  ])("%i %s → %s, retryable %s", (status, text, code, retryable) => {
    expect(classify(status, {}, text)).toMatchObject({ code, retryable });
  });

  it("request id and wait are read, the message is the vendor's own", () => {
    const sentence = "request reached organization max RPM: 3, please try again after 1 seconds";
    expect(classify(429, { "msh-request-id": "r-1" }, body(sentence, "rate_limit_reached_error"))).toEqual({
      code: "rate_limited",
      retryable: true,
      message: sentence,
      requestId: "r-1",
      retryAfterMs: 1_000,
    });
    expect(classify(500, { "x-msh-trace-id": "t-1" }, "")).toMatchObject({ requestId: "t-1" });
    expect(classify(500, { "x-trace-id": "t-2" }, "")).toMatchObject({ requestId: "t-2" });
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
    const outcome = await createKimi({ apiKey: "sk-secret-canary", transport })
      .chat("kimi-k2.6")
      .stream({ messages })
      .result()
      .catch((error: unknown) => error);
    return { outcome, requests: requests.length };
  };
  const good = { chunks: [sse([{ delta: { content: "ok" }, finish_reason: "stop", usage }])] };
  const failed = (status: number, message: string, type: string): Answer => json({ error: { message, type } }, status);

  it("S1.31: an overload is tried once more, an empty account is not", async () => {
    const overloaded = failed(
      429,
      "The engine is currently overloaded, please try again later",
      "engine_overloaded_error",
    );
    const limited = { ...failed(429, "max RPM: 3, please try again after 0 seconds", "rate_limit_reached_error") };
    const spent = failed(429, "You exceeded your current token quota", "exceeded_current_quota_error");
    expect(await ask(overloaded, good)).toMatchObject({ outcome: { text: "ok" }, requests: 2 });
    expect(await ask(limited, good)).toMatchObject({ outcome: { text: "ok" }, requests: 2 });
    expect(await ask(spent, good)).toMatchObject({ outcome: { code: "insufficient_quota" }, requests: 1 });
  });

  it("the rate limit is not reported as a bad key (Tier0, RPM 3)", async () => {
    const limited = failed(429, "request reached organization max RPM: 3", "rate_limit_reached_error");
    expect(await ask(limited, limited)).toMatchObject({ outcome: { code: "rate_limited", status: 429 }, requests: 2 });
  });

  it("a dead key names the regions, is one request, and is shown nowhere", async () => {
    const { outcome, requests } = await ask(
      failed(401, "Incorrect API key provided: sk-secret-canary", "incorrect_api_key_error"),
    );
    expect(outcome).toMatchObject({
      code: "authentication_failed",
      requestId: "request-1",
      provider: "kimi",
      route: "chat",
      model: "kimi-k2.6",
      hint: expect.stringContaining("not interchangeable") as string,
    });
    expect(requests).toBe(1);
    expect(`${String(outcome)}${JSON.stringify(outcome)}`).not.toContain("canary");
  });

  it("retry: false in the settings means one request", async () => {
    const { transport, requests } = scripted(failed(503, "", ""), whole({ content: "ok" }));
    const model = createKimi({ apiKey: "k", transport, retry: false }).chat("kimi-k2.6");
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "overloaded", attempts: 1 });
    expect(requests).toHaveLength(1);
  });

  it("an error inside the answer keeps its name, after output it is not tried again", async () => {
    const frame = (type: string): string => `data: ${body("The engine is currently overloaded", type)}\n\n`;
    expect(await ask({ chunks: [frame("engine_overloaded_error")] }, good)).toMatchObject({
      outcome: { text: "ok" },
      requests: 2,
    });
    const text = sse([{ delta: { content: "half" } }], "nothing");
    expect(await ask({ chunks: [text, frame("engine_overloaded_error")] }, good)).toMatchObject({
      outcome: { code: "overloaded", retryable: true, phase: "after-output" },
      requests: 1,
    });
    expect(await ask({ chunks: [text, frame("server_error")] })).toMatchObject({
      outcome: { code: "provider_stream_error" },
      requests: 1,
    });
  });
});
