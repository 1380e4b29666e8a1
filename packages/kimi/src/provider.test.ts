import { type Environment, isDialectError, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { scripted, whole } from "../test/scripted-transport.js";
import { createKimi, entry, type KimiSettings, type RouteId } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const ids = { chat: "kimi-k2.6", code: "kimi-for-coding" } as const;

/** URL and key of one request, or the code of the refusal; nothing else is sent. */
async function sentWith(settings: KimiSettings, route?: RouteId): Promise<readonly (string | undefined)[]> {
  const { transport, requests } = scripted(whole({ content: "ok" }));
  try {
    const model = createKimi({ env: {}, transport, ...settings }).chat(ids[route ?? "chat"] as "kimi-k2.6", {
      assume: { generate: "native" },
      ...(route === undefined ? {} : { route }),
    });
    await model.generate({ messages });
    return [requests[0]?.url, requests[0]?.headers["authorization"]];
  } catch (error) {
    if (!isDialectError(error) || requests.length > 0) throw error;
    return [error.code];
  }
}

describe("nothing happens before it is asked for", () => {
  it("S2.33, zero requests: constructing, naming models, describing, preparing and refused calls send nothing", async () => {
    const { transport, requests } = scripted();
    let asked = 0;
    const before = JSON.stringify(process.env);
    const provider = createKimi({
      transport,
      apiKey: () => {
        asked++;
        return "k";
      },
    });
    const model = provider.chat("kimi-k2.6");
    provider.chat("kimi-for-coding", { route: "code" }).prepare({ messages });
    model.prepare({ messages });
    provider.describe();
    model.stream({ messages });
    expect(() => provider.chat("kimi-k9" as "kimi-k3")).toThrow();
    await expect(model.generate({ messages, seed: 1 } as never)).rejects.toMatchObject({ code: "capability_unknown" });
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([requests.length, asked]).toEqual([0, 0]);
    expect(JSON.stringify(process.env)).toBe(before);
  });

  it("the entry lists every variable that is read, and no other is asked for", () => {
    const read = new Set<string>();
    const env = new Proxy({} as Environment, {
      get(_target, name) {
        read.add(String(name));
        return undefined;
      },
    });
    const provider = entry.create({ env });
    provider.describe();
    for (const route of entry.routes)
      expect(() => provider.chat(ids[route as RouteId], { route }).prepare({ messages })).toThrow(
        expect.objectContaining({ code: "missing_api_key" }),
      );
    expect([...read].sort()).toEqual([...entry.environment].sort());
    expect(entry).toMatchObject({ id: "kimi", routes: ["chat", "code"], authRequired: true });
  });
});

describe("where requests go", () => {
  const global = "https://api.moonshot.ai/v1/chat/completions";
  const china = "https://api.moonshot.cn/v1/chat/completions";
  const code = "https://api.kimi.com/coding/v1/chat/completions";
  it.each<[string, KimiSettings, RouteId | undefined, string]>([
    ["nothing", {}, undefined, global],
    ["region global", { region: "global" }, undefined, global],
    ["region china", { region: "china" }, undefined, china],
    ["the route code", {}, "code", code],
    ["the route code beside a region", { region: "china" }, "code", code],
    ["the base URL of the Chinese platform", { baseUrl: "https://api.moonshot.cn/v1/" }, undefined, china],
    ["the base URL of Kimi Code", { baseUrl: "https://api.kimi.com/coding/v1" }, undefined, code],
    ["MOONSHOT_BASE_URL", { env: { MOONSHOT_BASE_URL: "https://api.moonshot.cn/v1" } }, undefined, china],
    [
      "a region beside MOONSHOT_BASE_URL",
      { region: "global", env: { MOONSHOT_BASE_URL: "https://api.moonshot.cn/v1" } },
      undefined,
      global,
    ],
    [
      "KIMI_BASE_URL, route code",
      { env: { KIMI_BASE_URL: "http://127.0.0.1:9/coding" } },
      "code",
      "http://127.0.0.1:9/coding/chat/completions",
    ],
    ["KIMI_BASE_URL, route chat", { env: { KIMI_BASE_URL: "http://127.0.0.1:9/coding" } }, undefined, global],
    [
      "a base URL of one's own",
      { baseUrl: "http://127.0.0.1:9/v1" },
      undefined,
      "http://127.0.0.1:9/v1/chat/completions",
    ],
    ["the same, route code", { baseUrl: "http://127.0.0.1:9/v1" }, "code", "http://127.0.0.1:9/v1/chat/completions"],
    [
      "paths",
      { baseUrl: "http://127.0.0.1:9", paths: { chat: "/api/chat" } },
      undefined,
      "http://127.0.0.1:9/api/chat",
    ],
  ])("%s", async (_name, settings, route, url) => {
    const { transport, requests } = scripted(whole({ content: "ok" }));
    await createKimi({ env: {}, ...settings, transport, apiKey: "k" })
      .chat("m", { assume: { generate: "native" }, ...(route === undefined ? {} : { route }) })
      .generate({ messages });
    expect(requests[0]?.url).toBe(url);
  });

  it.each<[string, KimiSettings | Record<string, unknown>, RouteId]>([
    ["region and baseUrl", { region: "china", baseUrl: "https://api.moonshot.cn/v1" }, "chat"],
    ["a region that does not exist", { region: "cn" }, "chat"],
    ["the route code at the Open Platform", { baseUrl: "https://api.moonshot.ai/v1" }, "code"],
    ["the route chat at Kimi Code", { baseUrl: "https://api.kimi.com/coding/v1" }, "chat"],
    ["an unknown setting", { apikey: "x" }, "chat"],
    ["an unknown path", { paths: { balance: "/x" } }, "chat"],
    ["a path without a slash", { paths: { chat: "chat" } }, "chat"],
    ["an unknown addition", { added: { store: true } }, "chat"],
    ["an unknown route", {}, "responses" as RouteId],
  ])("%s is invalid_setting", (_name, settings, route) => {
    expect(() =>
      createKimi({ apiKey: "k", ...(settings as KimiSettings) }).chat("m", { assume: { generate: "native" }, route }),
    ).toThrow(expect.objectContaining({ code: "invalid_setting" }));
  });
});

describe("keys stay home", () => {
  const env = { MOONSHOT_API_KEY: "sk-platform", KIMI_API_KEY: "sk-code", OPENAI_API_KEY: "sk-foreign" };
  it("each route reads its own variable", async () => {
    expect((await sentWith({ env }))[1]).toBe("Bearer sk-platform");
    expect((await sentWith({ env, region: "china" }))[1]).toBe("Bearer sk-platform");
    expect((await sentWith({ env }, "code"))[1]).toBe("Bearer sk-code");
    expect((await sentWith({ env: { MOONSHOTAI_API_KEY: "sk-other" } }))[1]).toBe("Bearer sk-other");
  });

  it("scenario 32: another vendor's key, and the other route's, count as none", async () => {
    expect(await sentWith({ env: { OPENAI_API_KEY: "sk-foreign" } })).toEqual(["missing_api_key"]);
    expect(await sentWith({ env: { KIMI_API_KEY: "sk-code" } })).toEqual(["missing_api_key"]);
    expect(await sentWith({ env: { MOONSHOT_API_KEY: "sk-platform" } }, "code")).toEqual(["missing_api_key"]);
  });

  it("a key of the environment does not go to a base URL given in code", async () => {
    const baseUrl = "http://127.0.0.1:9/v1";
    expect(await sentWith({ env, baseUrl })).toEqual(["missing_api_key"]);
    expect((await sentWith({ env, baseUrl, apiKey: "k" }))[1]).toBe("Bearer k");
    expect((await sentWith({ env, baseUrl, apiKey: "" }))[1]).toBeUndefined();
    expect((await sentWith({ env, baseUrl, apiKey: { env: "MOONSHOT_API_KEY" } }))[1]).toBe("Bearer sk-platform");
  });

  it("describe() shows routes, regions and keys by length, and no secret", () => {
    const shown = createKimi({ env, region: "china" }).describe();
    expect(shown).toMatchObject({
      provider: "kimi",
      routes: {
        chat: "https://api.moonshot.cn/v1/chat/completions",
        code: "https://api.kimi.com/coding/v1/chat/completions",
      },
      apiKey: { set: true, variable: "MOONSHOT_API_KEY", length: 11 },
      apiKeys: { code: { variable: "KIMI_API_KEY" } },
      userAgentFrom: "default",
    });
    expect(JSON.stringify(shown)).not.toMatch(/sk-/);
    expect(createKimi({ env, baseUrl: "https://api.kimi.com/coding/v1" }).describe()).toMatchObject({
      baseUrl: { official: true },
      routes: { chat: "not served by the base URL" },
    });
  });

  it("headers are added, computed ones stay", async () => {
    const { transport, requests } = scripted(whole({ content: "ok" }));
    const model = createKimi({ apiKey: "k", transport, headers: { "X-Team": "a" } }).chat("kimi-k2.6");
    await model.generate({ messages }, { headers: { "x-call": "b" } });
    expect(requests[0]?.headers).toMatchObject({ "x-team": "a", "x-call": "b", "content-type": "application/json" });
    await expect(model.generate({ messages }, { headers: { Authorization: "x" } })).rejects.toMatchObject({
      code: "invalid_setting",
    });
  });
});
