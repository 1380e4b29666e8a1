import { type DialectError, isDialectError, type ModelInfo, type Provider } from "@dialect/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { failure, recorded, routed } from "../test/capture.js";
import { type Answer, scripted } from "../test/scripted-transport.js";
import { createOllama, entry, type OllamaSettings } from "./index.js";

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  chunks: [JSON.stringify(value)],
});
const made = (settings: OllamaSettings, ...answers: readonly Answer[]) => {
  const { transport, requests } = scripted(...answers);
  return { provider: createOllama({ env: {}, transport, ...settings }), requests };
};
const refusal = (make: () => unknown): DialectError => {
  try {
    make();
  } catch (error) {
    if (isDialectError(error)) return error;
  }
  throw new Error("It was not refused.");
};

describe("where requests go (S2.43)", () => {
  const urlOf = async (settings: OllamaSettings, route: "native" | "chat" = "native"): Promise<string | undefined> => {
    const { provider, requests } = made(settings, recorded("api-chat"));
    await provider
      .chat("m", { route })
      .generate({ messages: [{ role: "user", content: "hi" }] })
      .catch(() => undefined);
    return requests[0]?.url;
  };

  it("the daemon's usual port, then OLLAMA_HOST, then baseUrl", async () => {
    expect(await urlOf({})).toBe("http://127.0.0.1:11434/api/chat");
    expect(await urlOf({}, "chat")).toBe("http://127.0.0.1:11434/v1/chat/completions");
    expect(await urlOf({ env: { OLLAMA_HOST: "0.0.0.0:8080" } })).toBe("http://127.0.0.1:8080/api/chat");
    expect(await urlOf({ env: { OLLAMA_HOST: "  " } })).toBe("http://127.0.0.1:11434/api/chat");
    expect(await urlOf({ env: { OLLAMA_HOST: "gpu" }, baseUrl: "http://box:1" })).toBe("http://box:1/api/chat");
  });

  it("an empty base URL, one with /v1 or /api, and a host that is none are refused", () => {
    for (const baseUrl of ["", "http://127.0.0.1:11434/v1", "http://127.0.0.1:11434/api/"])
      expect(refusal(() => createOllama({ baseUrl }))).toMatchObject({ code: "invalid_setting", provider: "ollama" });
    expect(refusal(() => createOllama({ env: { OLLAMA_HOST: "my box" } }))).toMatchObject({
      code: "invalid_setting",
      message: expect.stringContaining("OLLAMA_HOST") as string,
    });
  });
});

describe("which key goes where (law 6)", () => {
  const sent = async (settings: OllamaSettings): Promise<string | undefined> => {
    const { provider, requests } = made(settings, json({ version: "0.33.0" }));
    await provider.version();
    return requests[0]?.headers["authorization"];
  };
  const env = { OLLAMA_API_KEY: "canary-ollama", OPENAI_API_KEY: "canary-other" };

  it("no key is needed, and the variable does not go to whatever listens on the local port", async () => {
    expect(await sent({})).toBeUndefined();
    expect(await sent({ env })).toBeUndefined();
    expect(await sent({ env, baseUrl: "http://gpu-box:11434" })).toBeUndefined();
  });

  it("it goes to the hosted models and to a server that OLLAMA_HOST names", async () => {
    expect(await sent({ env, baseUrl: "https://ollama.com" })).toBe("Bearer canary-ollama");
    expect(await sent({ env: { ...env, OLLAMA_HOST: "https://box.example" } })).toBe("Bearer canary-ollama");
    expect(await sent({ baseUrl: "http://gpu-box:11434", apiKey: "given" })).toBe("Bearer given");
  });

  it("the hosted models without a key: missing_api_key before the network", async () => {
    const { provider, requests } = made({ baseUrl: "https://ollama.com" });
    expect(await failure(provider.version())).toMatchObject({ code: "missing_api_key" });
    expect(requests).toHaveLength(0);
  });
});

describe("inventory", () => {
  it("models: what has been pulled, with context lengths (recorded/api-tags)", async () => {
    const { provider, requests } = made({}, recorded("api-tags"));
    const models: readonly ModelInfo[] = await provider.models();
    expect(models.map(({ id, contextWindow }) => [id, contextWindow])).toEqual(
      expect.arrayContaining([
        ["scripted:latest", 4096],
        ["scripted-plain:latest", 4096],
      ]),
    );
    expect(requests[0]).toMatchObject({ method: "GET", url: "http://127.0.0.1:11434/api/tags" });
  });

  it("checkModel, show, inspect (recorded/api-show)", async () => {
    const { provider, requests } = made({}, recorded("api-show"), recorded("api-show"), recorded("api-show"));
    expect(await provider.checkModel("scripted")).toMatchObject({ id: "scripted", contextWindow: 4096 });
    expect((await provider.show("scripted"))["capabilities"]).toEqual(["tools", "thinking", "completion"]);
    expect(await provider.inspect("scripted")).toMatchObject({ tools: { support: "native", source: "show" } });
    expect(requests[0]).toMatchObject({ method: "POST", json: { model: "scripted" } });
  });

  it("S2.29: a model that is not there says how to get it (recorded/api-show-missing)", async () => {
    const { provider } = made({}, recorded("api-show-missing"));
    expect(await failure(provider.inspect("nope"))).toMatchObject({
      code: "model_not_found",
      model: "nope",
      hint: expect.stringContaining("ollama pull nope:latest") as string,
    });
  });

  it("ps: the context in force (recorded/api-ps)", async () => {
    const { provider } = made({}, recorded("api-ps"));
    expect(await provider.ps()).toMatchObject([
      { id: "scripted:latest", contextLength: 2048, sizeBytes: 35745955, vramBytes: 0 },
    ]);
  });

  it("load and unload: done_reason says which (recorded/api-chat-load, -unload)", async () => {
    const { provider, requests } = made(
      {},
      recorded("api-chat-load"),
      recorded("api-chat-unload"),
      recorded("api-chat"),
    );
    await provider.load("m", { keepAlive: "10m", numCtx: 8192 });
    await provider.unload("m");
    expect(requests.map(({ json: body }) => body)).toEqual([
      { model: "m", messages: [], stream: false, keep_alive: "10m", options: { num_ctx: 8192 } },
      { model: "m", messages: [], stream: false, keep_alive: 0 },
    ]);
    expect(await failure(provider.unload("m"))).toMatchObject({ code: "provider_error" });
    expect(await failure(provider.load("m", { keepAlive: "30" }))).toMatchObject({ code: "invalid_request" });
  });

  it("delete is a DELETE with a body; version", async () => {
    const { provider, requests } = made({}, { status: 200, chunks: [] }, recorded("api-version"));
    await provider.delete("m");
    expect(requests[0]).toMatchObject({
      method: "DELETE",
      url: "http://127.0.0.1:11434/api/delete",
      json: { model: "m" },
    });
    expect(await provider.version()).toBe("0.33.0");
  });

  it("an answer of another server is named", async () => {
    const { provider } = made({}, json([]), { headers: { "content-type": "text/html" }, chunks: ["<html>"] });
    expect(await failure(provider.models())).toMatchObject({ code: "unexpected_content_type" });
    expect(await failure(provider.ps())).toMatchObject({ code: "unexpected_content_type" });
  });

  it("S2.29: a daemon that is not running says how to start it, chat and inventory alike", async () => {
    const down: Answer = { refused: "ECONNREFUSED" };
    const { provider } = made({ retry: false }, down, down);
    const hint = expect.stringContaining(
      "Is Ollama running at http://127.0.0.1:11434? Start it with: ollama serve",
    ) as string;
    expect(await failure(provider.models())).toMatchObject({ code: "connect_failed", hint });
    const call = provider.chat("m").generate({ messages: [{ role: "user", content: "hi" }] });
    expect(await failure(call)).toMatchObject({ code: "connect_failed", phase: "connect", hint });
  });
});

describe("the provider", () => {
  it("makes no request by itself (S2.33)", () => {
    const { provider, requests } = made({});
    provider.chat("m").prepare({ messages: [{ role: "user", content: "hi" }] });
    provider.describe();
    expect(requests).toHaveLength(0);
  });

  it("describes its settings without secrets", () => {
    const { provider } = made({ baseUrl: "http://box:11434", apiKey: "secret-key" });
    const text = JSON.stringify(provider.describe());
    expect(text).toContain("http://box:11434/api/chat");
    expect(text).not.toContain("secret-key");
  });

  it("is called ollama, reads its own two variables, and needs no key", () => {
    expect(entry).toMatchObject({
      id: "ollama",
      routes: ["native", "chat"],
      authRequired: false,
      environment: ["OLLAMA_HOST", "OLLAMA_API_KEY"],
    });
    expectTypeOf(createOllama({})).toExtend<Provider>();
  });

  it("limits for a local server (settings.ts)", () => {
    expect(createOllama({ env: {} }).describe()["timeouts"]).toEqual({
      connectMs: 10_000,
      firstEventMs: 600_000,
      idleMs: 600_000,
      answerMs: 600_000,
    });
    const cloud = createOllama({ env: {}, baseUrl: "https://ollama.com" }).describe()["timeouts"];
    expect(cloud).toMatchObject({ idleMs: 120_000 });
  });

  it("refuses settings and model settings that do not exist", () => {
    expect(refusal(() => createOllama({ added: { usage: true } as never }))).toMatchObject({ code: "invalid_setting" });
    expect(refusal(() => createOllama({ host: "x" } as never))).toMatchObject({ code: "invalid_setting" });
    const { provider } = made({});
    for (const own of [{ numCtx: 1 }, { route: "generate" }, { contextLength: 0 }])
      expect(refusal(() => provider.chat("m", own as never))).toMatchObject({ code: "invalid_setting" });
    expect(refusal(() => provider.chat(" "))).toMatchObject({ code: "invalid_setting" });
    expect(refusal(() => provider.chat("m", { assume: { like: "qwen" } as never }))).toMatchObject({
      code: "unknown_model",
    });
  });

  it("router/tags names its models too", async () => {
    const { provider } = made({}, routed("tags"));
    expect((await provider.models()).map(({ id }) => id)).toEqual(["think:latest", "plain:latest", "gpt-oss:latest"]);
  });
});
