import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isDialectError, type Message } from "@dialect/core";
import { cellNames } from "@dialect/core/provider";
import { createOpenAI, entry, models, sources, version } from "./index.js";
import { type Answer, answer, delta, json, scripted, sse } from "../test/scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const local = "http://127.0.0.1:8080/v1";

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (isDialectError(error)) return error.code;
    throw error;
  }
}

describe("no network but the call asked for (law 7)", () => {
  it("constructing, describing, choosing models and preparing makes zero requests", () => {
    const transport = scripted();
    for (const settings of [{}, { baseUrl: local, apiKey: "" }, { api: "chat" as const }]) {
      const provider = createOpenAI({ env: { OPENAI_API_KEY: "k" }, transport, ...settings });
      provider.describe();
      for (const route of ["chat", "responses"] as const) {
        const model = provider.chat("gpt-4.1", { route });
        model.prepare({ messages });
        model.stream({ messages });
      }
    }
    expect(transport.sent).toEqual([]);
  });

  it("the package says the version that is published", () => {
    const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
      version: string;
      keywords: string[];
    };
    expect(version).toBe(manifest.version);
    expect(manifest.keywords).toContain("dialect-provider");
  });

  it("describe() tells base URL, endpoints, key and what is added, without any secret", () => {
    const provider = createOpenAI({
      env: { OPENAI_API_KEY: "sk-canary-1234567890", OPENAI_ORG_ID: "org-canary" },
      headers: { "x-extra": "canary-header" },
    });
    const told = provider.describe();
    expect(told).toMatchObject({
      provider: "openai",
      baseUrl: { url: "https://api.openai.com/v1", from: "default", official: true },
      api: { route: "responses" },
      endpoints: {
        chat: "https://api.openai.com/v1/chat/completions",
        responses: "https://api.openai.com/v1/responses",
      },
      apiKey: { set: true, variable: "OPENAI_API_KEY", length: 20 },
      organization: true,
      project: false,
      userAgent: `dialect-openai/${version}`,
      headers: ["x-extra"],
    });
    expect(JSON.stringify(told)).not.toContain("canary");
  });

  it("the limits in force: 120 s between events at OpenAI, 600 s on a custom base URL", () => {
    const limits = (settings: object): unknown => createOpenAI({ env: {}, ...settings }).describe()["timeouts"];
    const own = { connectMs: 10_000, firstEventMs: 600_000, idleMs: 120_000, answerMs: 600_000 };
    expect(limits({})).toEqual(own);
    expect(limits({ baseUrl: local })).toEqual({ ...own, idleMs: 600_000 });
    expect(limits({ timeouts: { idleMs: 5 } })).toEqual({ ...own, idleMs: 5 });
  });

  it("the entry lists what a registry wants to know", () => {
    const { create, ...facts } = entry;
    expect(facts).toEqual({
      id: "openai",
      displayName: "OpenAI",
      routes: ["responses", "chat"],
      authRequired: true,
      environment: ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"],
      stability: "preview",
    });
    expect(create({ env: {} }).id).toBe("openai");
  });
});

describe("rows", () => {
  it("every model has both routes and every cell, and every cell a source", () => {
    expect(Object.keys(models.chat)).toEqual(Object.keys(models.responses));
    for (const rows of Object.values(models)) {
      for (const [id, row] of Object.entries(rows)) {
        for (const cell of cellNames) expect(row, `${id} ${cell}`).toHaveProperty(cell);
        for (const fact of Object.values(row).flat())
          expect(Object.keys(sources), id).toContain((fact as { source: string }).source);
      }
    }
  });

  it("a conditional cell ends with a fact that always holds", () => {
    for (const row of Object.values(models).flatMap((rows) => Object.values(rows))) {
      for (const cell of Object.values(row)) if (Array.isArray(cell)) expect(cell.at(-1)).not.toHaveProperty("when");
    }
  });
});

describe("a custom base URL: no row of the vendor holds there (S0.1, S0.38)", () => {
  const custom = (answers: readonly Answer[], id = "gpt-4.1") => {
    const transport = scripted(...answers);
    const provider = createOpenAI({ baseUrl: local, apiKey: "", transport });
    return { transport, provider, model: provider.chat(id, { assume: {} }) };
  };

  it("every cell is unknown but text and streaming", () => {
    const { capabilities } = createOpenAI({ baseUrl: local, apiKey: "" }).chat("gpt-4.1");
    const usable = Object.entries(capabilities).filter(
      ([, cell]) => (cell as { support: string }).support !== "unknown",
    );
    expect(usable.map(([name]) => name).toSorted()).toEqual(["endpoint", "generate", "system"]);
    for (const cell of cellNames) expect(capabilities, cell).toHaveProperty(cell);
  });

  it("an id without a row works as well, in a stream and not", async () => {
    const { model, transport } = custom(
      [sse(delta({ content: "a" }, "stop")), json(answer({ content: "b" }))],
      "llama-4",
    );
    expect((await model.stream({ messages }).result()).text).toBe("a");
    expect((await model.generate({ messages })).text).toBe("b");
    expect(transport.sent.map(({ body }) => JSON.parse(String(body)) as unknown)).toEqual([
      { model: "llama-4", messages, stream: true },
      { model: "llama-4", messages },
    ]);
  });

  it("the first result of a provider says it, later ones do not, describe() does", async () => {
    const { model, provider } = custom([json(answer({ content: "a" })), json(answer({ content: "b" }))]);
    expect((await model.generate({ messages })).warnings.map(({ code }) => code)).toEqual(["capabilities_unknown"]);
    expect((await model.generate({ messages })).warnings).toEqual([]);
    expect(provider.describe()["capabilities"]).toMatch(/unknown until assume/);
    expect(provider.describe()["baseUrl"]).toMatchObject({ official: false, from: "code" });
  });

  it("assume is the way back: single cells, another model's row, both", () => {
    const provider = createOpenAI({ baseUrl: local, apiKey: "" });
    const refusal = (assume: object, request: object): string | undefined =>
      codeOf(() => provider.chat("x", { assume }).prepare({ messages, ...request }));
    expect(refusal({}, { temperature: 1 })).toBe("capability_unknown");
    expect(refusal({ temperature: "native" }, { temperature: 1 })).toBeUndefined();
    expect(refusal({ like: "gpt-4.1" }, { temperature: 1 })).toBeUndefined();
    expect(refusal({ like: "gpt-4.1", temperature: "rejected" }, { temperature: 1 })).toBe("capability_rejected");
    expect(refusal({ temperature: "native" }, { topP: 1 })).toBe("capability_unknown");
  });

  it("refuses a like without a row, an unknown cell and an unknown support", () => {
    const chat = (assume: object): void => {
      createOpenAI({ baseUrl: local, apiKey: "" }).chat("x", { assume });
    };
    expect(() => chat({ like: "gpt-4.2" })).toThrow(/without a row/);
    expect(() => chat({ temprature: "native" })).toThrow(/unknown cell "temprature"/);
    expect(() => chat({ temperature: "yes" })).toThrow(/must be one of/);
  });
});

describe("OpenAI's own base URL", () => {
  it("an id without a row is unknown_model with the known ones, before the network", () => {
    const provider = createOpenAI({ env: { OPENAI_API_KEY: "k" }, transport: scripted() });
    expect(() => provider.chat("gpt-9" as "gpt-4.1")).toThrow(/no row/);
    expect(provider.chat("gpt-9", { assume: { like: "gpt-4.1" } }).capabilities.tools).toEqual(
      models.responses["gpt-4.1"].tools,
    );
  });

  it("assume of single cells comes on top of the row", () => {
    const model = createOpenAI({ env: {} }).chat("gpt-5.4", { route: "chat", assume: { stop: "native" } });
    expect(model.capabilities.stop).toEqual({ support: "native", source: "stated" });
    expect(model.capabilities.tools).toEqual(models.chat["gpt-5.4"].tools);
  });
});

describe("bad settings are named before the network", () => {
  const cases: readonly (readonly [string, object, RegExp])[] = [
    ["an unknown setting", { basurl: local }, /Unknown setting "basurl".*baseUrl/],
    ["an empty base URL", { baseUrl: "" }, /is empty/],
    ["a malformed base URL", { baseUrl: "api.openai.com" }, /http/],
    ["user info in the base URL", { baseUrl: "https://a:b@api.openai.com/v1" }, /user info/],
    ["a header that breaks the line", { headers: { "x-a": "a\nb" } }, /line break/],
    ["a user agent beyond ASCII", { userAgent: "dialect–openai" }, /ASCII/],
    ["an organization beyond ASCII", { organization: "órg" }, /ASCII/],
    ["added that does not exist", { added: { user: true } }, /unknown member "user"/],
    ["added that is no boolean", { added: { storeFalse: "yes" } }, /true or false/],
    ["a timer below 0", { timeouts: { idleMs: -1 } }, /idleMs/],
  ];
  for (const [name, settings, message] of cases) {
    it(name, () => {
      expect(codeOf(() => createOpenAI(settings))).toBe("invalid_setting");
      expect(() => createOpenAI(settings)).toThrow(message);
    });
  }

  it("an unknown model setting, and a computed header that a caller wants to replace", async () => {
    const provider = createOpenAI({ apiKey: "k", transport: scripted() });
    expect(() => provider.chat("gpt-4.1", { reqest: {} } as object)).toThrow(/Unknown model setting "reqest"/);
    const error: unknown = await provider
      .chat("gpt-4.1")
      .generate({ messages }, { headers: { Authorization: "Bearer other" } })
      .catch((thrown: unknown) => thrown);
    expect(isDialectError(error) && error.code).toBe("invalid_setting");
  });
});
