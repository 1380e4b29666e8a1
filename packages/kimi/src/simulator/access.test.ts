import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, vendorError, type KimiSimulator, type KimiSimulatorOptions } from "./index.js";

let simulator: KimiSimulator;
afterEach(() => simulator.close());

async function start(options?: KimiSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

async function send(path: string, headers: Readonly<Record<string, string>> = {}, body?: object): Promise<Got> {
  const response = await fetch(simulator.url + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: "Bearer sk-right", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

const question = { model: "kimi-k3", messages: [{ role: "user", content: "Hello" }] };
const chat = (headers?: Readonly<Record<string, string>>): Promise<Got> =>
  send("/v1/chat/completions", headers, question);
const code = (headers?: Readonly<Record<string, string>>, model = "k3"): Promise<Got> =>
  send("/coding/v1/chat/completions", headers, { ...question, model });

describe("K9: keys (akz142857/Halro provider-real-matrix.md, platform.kimi.ai docs, read 2026-11-20)", () => {
  it("refuses a missing, a wrong or the other region's key, as measured", async () => {
    await start({ apiKeys: ["sk-right"] });
    const refusal = { error: { message: "Incorrect API key provided", type: "incorrect_api_key_error" } };
    expect(await chat({ authorization: "Bearer sk-other" })).toMatchObject({ status: 401, json: refusal });
    expect(await chat({ authorization: "" })).toMatchObject({ status: 401, json: refusal });
    expect((await chat()).status).toBe(200);
  });

  it("option: as documented; Kimi Code has its own sentence", async () => {
    await start({ apiKeys: [], keyRefusal: "invalid-authentication" });
    const type = "invalid_authentication_error";
    expect((await chat()).json).toEqual({ error: { message: "Invalid Authentication", type } });
    const message = "The API Key appears to be invalid or may have expired";
    expect((await code()).json).toEqual({ error: { message, type } });
  });
});

describe("K6: the User-Agent gate of Kimi Code", () => {
  const refusal = {
    status: 403,
    json: {
      error: {
        message:
          "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.",
        type: "access_terminated_error",
      },
    },
  };

  it("refuses library agents, at chats only (kodustech/kodus-ai#1257, 2026-06-03, read 2026-11-20)", async () => {
    await start();
    for (const agent of ["OpenAI/JS 6.1.0", "openai-node", "langchainjs-openai/1.0", "curl/8.5"])
      expect(await code({ "user-agent": agent })).toMatchObject(refusal);
    expect((await code({ "user-agent": "my-agent/1.0" })).status).toBe(200);
    expect((await send("/coding/v1/models", { "user-agent": "curl/8.5" })).status).toBe(200);
    expect((await chat({ "user-agent": "curl/8.5" })).status).toBe(200);
  });

  it("option allow-list: only coding agents, and those that were admitted", async () => {
    await start({ userAgentGate: "allow-list", allowedAgents: ["my-agent/"] });
    expect(await code({ "user-agent": "unknown/1.0" })).toMatchObject(refusal);
    expect((await code({ "user-agent": "my-agent/1.0" })).status).toBe(200);
    expect((await code({ "user-agent": "KimiCLI/1.40" })).status).toBe(200);
  });

  it("option off: plain curl is let in (akz142857/Halro kimi-code-subscription-evidence.md, 2026-09-22, read 2026-11-20)", async () => {
    await start({ userAgentGate: "off" });
    expect((await code({ "user-agent": "curl/8.5" })).status).toBe(200);
  });

  it("disguises the block of the Anthropic surface as overload (gsd-build/gsd-2#4640, read 2026-11-20)", async () => {
    await start();
    expect(await send("/coding/v1/messages", { "user-agent": "Anthropic/JS 0.60" }, question)).toMatchObject({
      status: 429,
      json: {
        error: { type: "rate_limit_error", message: "The engine is currently overloaded, please try again later" },
        type: "error",
      },
    });
    expect((await send("/coding/v1/messages", { "user-agent": "my-agent/1" }, question)).status).toBe(404);
  });
});

describe("models", () => {
  it("an unknown one is 404 on the open platform, and echoed by Kimi Code (akz142857/Halro, read 2026-11-20)", async () => {
    await start();
    expect(await send("/v1/chat/completions", {}, { ...question, model: "kimi-k9" })).toMatchObject({
      status: 404,
      json: {
        error: { message: "Not found the model kimi-k9 or Permission denied", type: "resource_not_found_error" },
      },
    });
    expect(await code({}, "kimi-k9")).toMatchObject({ status: 200, json: { model: "kimi-k9" } });
  });

  it("kimi-k2.5 is gone since 2026-08-31 (platform.kimi.ai docs, read 2026-11-20)", async () => {
    await start();
    expect((await send("/v1/chat/completions", {}, { ...question, model: "kimi-k2.5" })).status).toBe(404);
    await simulator.close();
    await start({ retiredModels: "serve" });
    expect((await send("/v1/chat/completions", {}, { ...question, model: "kimi-k2.5" })).status).toBe(200);
  });

  it("one outside the plan is 401 like a dead key (akz142857/Halro kimi-code-subscription-evidence.md, read 2026-11-20)", async () => {
    await start({ planModels: ["kimi-for-coding"] });
    expect(await code()).toMatchObject({
      status: 401,
      json: {
        error: {
          message: "Your current subscription does not have access to k3. Upgrade to higher-tier Kimi Code plans.",
          type: "invalid_authentication_error",
        },
      },
    });
    expect((await code({}, "kimi-for-coding")).status).toBe(200);
  });

  it("are listed with what they can (akz142857/Halro provider-real-matrix.md, read 2026-11-20)", async () => {
    await start();
    const { json } = await send("/v1/models");
    const { data } = json as { data: { id: string }[] };
    expect(data.map(({ id }) => id)).toEqual(["kimi-k3", "kimi-k2.6", "kimi-k2.7-code", "kimi-k2.7-code-highspeed"]);
    expect(data[0]).toMatchObject({
      owned_by: "moonshot",
      context_length: 1_048_576,
      supports_image_in: true,
      think_efforts: ["low", "high", "max"],
      supports_thinking_type: "only",
    });
    expect((await send("/v1/models/kimi-k3")).status).toBe(200);
    expect((await send("/coding/v1/models/k3")).status).toBe(404);
  });
});

describe("K13: three kinds of 429, told apart by type", () => {
  it.each([
    ["overloaded", "engine_overloaded_error", "1"],
    ["rpm", "rate_limit_reached_error", "1"],
    ["suspended", "exceeded_current_quota_error", null],
  ] as const)(
    "%s is %s (LLM-Red-Team/kimi-cc#16, platform.kimi.ai docs, read 2026-11-21)",
    async (name, type, wait) => {
      await start({ turns: [{ error: vendorError(name) }, { text: "Hello" }] });
      const { status, json, headers } = await chat();
      expect([status, (json as { error: { type: string } }).error.type]).toEqual([429, type]);
      expect([headers.get("retry-after"), headers.get("x-retry-after")]).toEqual([wait, wait]);
      expect((await chat()).status).toBe(200);
    },
  );

  it("an empty account is the third kind", async () => {
    await start({ balance: 0 });
    expect(await chat()).toMatchObject({ status: 429, json: { error: { type: "exceeded_current_quota_error" } } });
  });

  it.each([
    ["usage-limit", 429],
    ["billing-cycle", 403],
    ["membership", 402],
    ["high-risk", 400],
  ] as const)(
    "%s is %d (kimi.com/code error reference, platform.kimi.ai docs, read 2026-11-20)",
    async (name, status) => {
      await start({ turns: [{ error: vendorError(name) }] });
      const { message, type } = vendorError(name) as { message: string; type?: string };
      expect(await code()).toMatchObject({
        status,
        json: { error: { message, ...(type === undefined ? {} : { type }) } },
      });
    },
  );
});

describe("the rest of the platform (platform.kimi.ai docs, read 2026-11-21)", () => {
  it("tells the balance and estimates tokens", async () => {
    await start({ balance: 12.5 });
    const data = { available_balance: 12.5, voucher_balance: 0, cash_balance: 12.5 };
    expect((await send("/v1/users/me/balance")).json).toEqual({ code: 0, data, scode: "0x0", status: true });
    const estimate = await send("/v1/tokenizers/estimate-token-count", {}, question);
    expect(estimate.json).toMatchObject({ code: 0, data: { total_tokens: expect.any(Number) } });
  });

  it("keeps files: upload, list, content, delete", async () => {
    await start();
    const headers = { authorization: "Bearer sk-right" };
    const form = new FormData();
    form.set("file", new File(["Hello"], "a.txt"));
    const upload = (): Promise<Response> =>
      fetch(`${simulator.baseUrl}/files`, { method: "POST", headers, body: form });
    expect((await upload()).status).toBe(400);
    form.set("purpose", "file-extract");
    const file = (await (await upload()).json()) as { id: string };
    expect(file).toMatchObject({ object: "file", bytes: 5, filename: "a.txt", purpose: "file-extract", status: "ok" });
    expect((await send("/v1/files")).json).toMatchObject({ data: [file] });
    expect((await send(`/v1/files/${file.id}/content`)).json).toMatchObject({ content: "Hello", filename: "a.txt" });
    await fetch(`${simulator.baseUrl}/files/${file.id}`, { method: "DELETE", headers });
    expect((await send(`/v1/files/${file.id}`)).status).toBe(404);
  });

  it("names each answer in two headers (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start();
    const { headers } = await chat();
    expect(headers.get("msh-request-id")).toMatch(/^[0-9a-f]{32}$/);
    expect(headers.get("x-msh-trace-id")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is 404 elsewhere", async () => {
    await start();
    expect((await send("/v1/nothing")).json).toEqual({
      error: { message: "method not found", type: "resource_not_found_error" },
    });
    expect((await send("/nothing")).status).toBe(404);
  });
});
