import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type DeepSeekSimulator, type DeepSeekSimulatorOptions } from "./index.js";

let simulator: DeepSeekSimulator;
afterEach(() => simulator.close());

const question = { model: "deepseek-v4-pro", messages: [{ role: "user", content: "Hello" }] };

async function start(options?: DeepSeekSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function send(
  path: string,
  key: string | undefined,
  body?: unknown,
): Promise<{ response: Response; json: unknown }> {
  const response = await fetch(simulator.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: key }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { response, json: await response.json() };
}

describe("D7: who may come in", () => {
  it("refuses a missing key (linshenkx/prompt-optimizer#170, read 2026-11-20)", async () => {
    await start();
    const { response, json } = await send("/chat/completions", undefined, question);
    expect(response.status).toBe(401);
    expect(json).toEqual({
      error: {
        message: "Authentication Fails (auth header format should be Bearer sk-...)",
        type: "authentication_error",
        param: null,
        code: "invalid_request_error",
      },
    });
  });

  it("refuses a wrong key and shows its tail (FullStackPlayer/claude-code-launcher#3, read 2026-11-20)", async () => {
    await start({ apiKeys: ["sk-right"] });
    const { response, json } = await send("/chat/completions", "Bearer YOUR_KEY", question);
    expect(response.status).toBe(401);
    expect(json).toEqual({
      error: {
        message: "Authentication Fails, Your api key: ****_KEY is invalid",
        type: "authentication_error",
        param: null,
        code: "invalid_request_error",
      },
    });
    expect((await send("/chat/completions", "Bearer sk-right", question)).response.status).toBe(200);
  });

  it("lets in any key of the vendor's form unless keys are given", async () => {
    await start();
    expect((await send("/chat/completions", "Bearer sk-anything", question)).response.status).toBe(200);
    expect((await send("/chat/completions", "Bearer anything", question)).response.status).toBe(401);
  });

  it("refuses an empty account (Aider-AI/aider#4851, read 2026-11-20)", async () => {
    await start({ balance: 0 });
    const { response, json } = await send("/chat/completions", "Bearer sk-a", question);
    expect(response.status).toBe(402);
    expect(json).toEqual({
      error: { message: "Insufficient Balance", type: "unknown_error", param: null, code: "invalid_request_error" },
    });
    expect((await send("/user/balance", "Bearer sk-a")).json).toMatchObject({ is_available: false });
  });
});

describe("paths (api-docs.deepseek.com, read 2026-11-20)", () => {
  it.each(["/chat/completions", "/v1/chat/completions", "/beta/chat/completions"])("answers at %s", async (path) => {
    await start();
    const { response } = await send(path, "Bearer sk-a", question);
    expect(response.status).toBe(200);
  });

  it("lists models with id, object and owner only", async () => {
    await start();
    const { json } = await send("/models", "Bearer sk-a");
    expect(json).toEqual({
      object: "list",
      data: ["deepseek-flash", "deepseek-v4-pro", "deepseek-v4-flash", "deepseek-v4-flash-vision-exp"].map((id) => ({
        id,
        object: "model",
        owned_by: "deepseek",
      })),
    });
  });

  it("tells the balance", async () => {
    await start({ balance: 12.5 });
    const { json } = await send("/user/balance", "Bearer sk-a");
    expect(json).toEqual({
      is_available: true,
      balance_infos: [{ currency: "CNY", total_balance: "12.50", granted_balance: "0.00", topped_up_balance: "12.50" }],
    });
  });

  it("answers 404 in its own shape elsewhere (nextcloud/integration_openai#284, read 2026-11-20)", async () => {
    await start();
    const { response, json } = await send("/v1/images/generations", "Bearer sk-a", {});
    expect(response.status).toBe(404);
    expect(json).toEqual({ error_msg: "Not Found. Please check the configuration." });
  });

  it("names each answer in x-ds-trace-id and sends no rate limits (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start();
    const { response } = await send("/chat/completions", "Bearer sk-a", question);
    expect(response.headers.get("x-ds-trace-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(response.headers.get("x-request-id")).toBeNull();
    expect([...response.headers.keys()].filter((name) => name.startsWith("x-ratelimit"))).toEqual([]);
  });
});
