import { env, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { scripted, whole } from "../test/scripted-transport.js";
import { createDeepSeek, type DeepSeekSettings, entry, models, version } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const ok = whole({ content: "ok" });

/** One generated turn, and what was sent for it. */
async function sentWith(
  settings: DeepSeekSettings,
): Promise<{ url: string; authorization: string | undefined; code?: string; hint?: string }> {
  const { transport, requests } = scripted(ok);
  const failure = await Promise.resolve()
    .then(() =>
      createDeepSeek({ ...settings, transport })
        .chat("deepseek-v4-pro")
        .generate({ messages }),
    )
    .then(
      () => undefined,
      (error: { code: string; hint?: string }) => error,
    );
  return {
    url: requests[0]?.url ?? "nothing sent",
    authorization: requests[0]?.headers["authorization"],
    ...(failure === undefined ? {} : { code: failure.code, hint: failure.hint ?? "" }),
  };
}

describe("constructing and describing make no request", () => {
  it("spy: createDeepSeek, chat, capabilities, prepare, describe, stream without a pull", () => {
    const { transport, requests } = scripted();
    const provider = entry.create({ apiKey: "sk-test", transport });
    const model = provider.chat("deepseek-flash");
    expect([provider.id, model.provider, model.route, model.model]).toEqual([
      "deepseek",
      "deepseek",
      "chat",
      "deepseek-flash",
    ]);
    expect(model.capabilities).toBe(models.chat["deepseek-flash"]);
    model.prepare({ messages });
    provider.describe();
    model.stream({ messages });
    expect(requests).toHaveLength(0);
  });

  it("describe() says where things come from, and a key only by its kind", () => {
    const told = createDeepSeek({
      env: { DEEPSEEK_API_KEY: "sk-canary-123456", DEEPSEEK_BASE_URL: "http://127.0.0.1:8080/v1" },
    }).describe();
    expect(told).toMatchObject({
      provider: "deepseek",
      version,
      retry: "once",
      userAgent: `dialect-deepseek/${version}`,
      baseUrl: { url: "http://127.0.0.1:8080/v1", from: "environment", variable: "DEEPSEEK_BASE_URL", official: false },
      apiKey: { set: true, from: "environment", variable: "DEEPSEEK_API_KEY" },
      timeouts: { connectMs: 10_000, firstEventMs: 600_000, idleMs: 120_000, answerMs: 600_000 },
    });
    expect(JSON.stringify(told)).not.toContain("canary");
  });

  it("the entry says what a registry needs", () => {
    expect(entry).toMatchObject({
      id: "deepseek",
      displayName: "DeepSeek",
      routes: ["chat", "beta"],
      authRequired: true,
      environment: ["DEEPSEEK_API_KEY", "DEEPSEEK_BASE_URL"],
    });
  });
});

describe("scenario 32: keys stay home", () => {
  it("only DEEPSEEK_API_KEY is read, a blank one counts as unset", async () => {
    expect(await sentWith({ env: { DEEPSEEK_API_KEY: "sk-own", OPENAI_API_KEY: "sk-foreign" } })).toEqual({
      url: "https://api.deepseek.com/chat/completions",
      authorization: "Bearer sk-own",
    });
    for (const blank of [{}, { DEEPSEEK_API_KEY: " " }]) {
      const { url, code, hint } = await sentWith({ env: { OPENAI_API_KEY: "sk-foreign", ...blank } });
      expect({ url, code }).toEqual({ url: "nothing sent", code: "missing_api_key" });
      expect(hint).toContain("DEEPSEEK_API_KEY");
    }
  });

  it("a key of the environment goes to the vendor, and to a base URL of the vendor's variable, but to none given in code", async () => {
    const environment = { DEEPSEEK_API_KEY: "sk-own" };
    expect((await sentWith({ env: environment, baseUrl: "https://api.deepseek.com/v1/" })).authorization).toBe(
      "Bearer sk-own",
    );
    expect(
      (await sentWith({ env: { ...environment, DEEPSEEK_BASE_URL: "http://127.0.0.1:1/v1" } })).authorization,
    ).toBe("Bearer sk-own");
    for (const baseUrl of [
      "http://127.0.0.1:1",
      "https://api.deepseek.com.evil.test",
      "https://api.deepseek.com:8443",
      "http://api.deepseek.com",
    ]) {
      expect(await sentWith({ env: environment, baseUrl })).toMatchObject({
        url: "nothing sent",
        code: "missing_api_key",
      });
      expect((await sentWith({ env: environment, baseUrl, apiKey: env("DEEPSEEK_API_KEY") })).authorization).toBe(
        "Bearer sk-own",
      );
      expect((await sentWith({ env: environment, baseUrl, apiKey: "" })).authorization).toBeUndefined();
    }
  });

  it("prepare refuses a missing key like a request does", () => {
    expect(() => createDeepSeek({ env: {} }).chat("deepseek-v4-pro").prepare({ messages })).toThrow(
      expect.objectContaining({ code: "missing_api_key" }),
    );
    const elsewhere = (settings: DeepSeekSettings): unknown =>
      createDeepSeek({ env: { DEEPSEEK_API_KEY: "sk-own" }, baseUrl: "http://127.0.0.1:1", ...settings })
        .chat("deepseek-v4-pro")
        .prepare({ messages }).headers;
    expect(() => elsewhere({})).toThrow(expect.objectContaining({ code: "missing_api_key" }));
    expect(elsewhere({ apiKey: "" })).not.toHaveProperty("authorization");
    expect(elsewhere({ apiKey: () => Promise.resolve("k") })).toHaveProperty("authorization", "Bearer [redacted]");
  });

  it("a key function is asked for each request", async () => {
    const { transport, requests } = scripted(ok, ok);
    let count = 0;
    const model = createDeepSeek({ transport, apiKey: () => `sk-${++count}` }).chat("deepseek-v4-pro");
    await model.generate({ messages });
    await model.generate({ messages });
    expect(requests.map((request) => request.headers["authorization"])).toEqual(["Bearer sk-1", "Bearer sk-2"]);
  });
});

describe("addresses and headers", () => {
  it.each([
    ["https://api.deepseek.com", undefined, "https://api.deepseek.com/chat/completions"],
    ["https://api.deepseek.com/v1", undefined, "https://api.deepseek.com/v1/chat/completions"],
    ["https://api.deepseek.com/v1", "beta", "https://api.deepseek.com/beta/chat/completions"],
    ["https://api.deepseek.com/beta", undefined, "https://api.deepseek.com/beta/chat/completions"],
    ["https://api.deepseek.com/beta", "chat", "https://api.deepseek.com/chat/completions"],
    ["http://127.0.0.1:9/v1", undefined, "http://127.0.0.1:9/v1/chat/completions"],
    ["http://127.0.0.1:9", "beta", "http://127.0.0.1:9/beta/chat/completions"],
  ] as const)("%s, route %s → %s", (baseUrl, route, url) => {
    const model = createDeepSeek({ baseUrl, apiKey: "sk-test" }).chat(
      "deepseek-v4-pro",
      route === undefined ? {} : { route },
    );
    expect(model.prepare({ messages }).url).toBe(url);
  });

  it("paths are honoured on a base URL of one's own", () => {
    const model = createDeepSeek({ baseUrl: "http://127.0.0.1:9", apiKey: "k", paths: { chat: "/api/chat" } }).chat(
      "m",
      { assume: {} },
    );
    expect(model.prepare({ messages }).url).toBe("http://127.0.0.1:9/api/chat");
  });

  it("headers are added, computed ones stay", async () => {
    const { transport, requests } = scripted(ok);
    const model = createDeepSeek({
      apiKey: "sk-test",
      transport,
      headers: { "X-Team": "a" },
      userAgent: "my-app/1.0",
    }).chat("deepseek-v4-pro");
    await model.generate({ messages }, { headers: { "x-call": "b" } });
    expect(requests[0]?.headers).toMatchObject({
      "x-team": "a",
      "x-call": "b",
      "user-agent": "my-app/1.0",
      "content-type": "application/json",
    });
    await expect(model.generate({ messages }, { headers: { "Content-Type": "text/plain" } })).rejects.toMatchObject({
      code: "invalid_setting",
    });
  });

  it.each<[string, DeepSeekSettings | Record<string, unknown>]>([
    ["an unknown setting", { apikey: "x" }],
    ["a malformed base URL", { baseUrl: "api.deepseek.com" }],
    ["an empty base URL", { baseUrl: "" }],
    ["an unknown path", { paths: { files: "/files" } }],
    ["a path without a slash", { paths: { chat: "chat" } }],
    ["an unknown addition", { added: { store: true } }],
    ["a limit that is no number", { timeouts: { idleMs: -1 } }],
  ])("%s is invalid_setting", (_name, settings) => {
    expect(() => createDeepSeek(settings as DeepSeekSettings)).toThrow(
      expect.objectContaining({ code: "invalid_setting" }),
    );
  });

  it("a key with a line break is refused before anything is sent, and not shown", async () => {
    const outcome = await sentWith({ apiKey: "sk-canary\n" });
    expect(outcome).toMatchObject({ url: "nothing sent", code: "invalid_setting" });
    expect(JSON.stringify(outcome)).not.toContain("canary");
  });
});
