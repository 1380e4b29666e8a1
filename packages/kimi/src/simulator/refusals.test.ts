import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type KimiSimulator, type KimiSimulatorOptions } from "./index.js";

let simulator: KimiSimulator;
afterEach(() => simulator.close());

const user = { role: "user", content: "Weather in Paris?" };
const off = { thinking: { type: "disabled" } };
const toolOf = (parameters: object, name = "weather"): object => ({ type: "function", function: { name, parameters } });
const weather = toolOf({ type: "object", properties: { city: { type: "string" } }, required: ["city"] });
const named = { type: "function", function: { name: "weather" } };

async function start(options?: KimiSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function ask(body: object, base = simulator.baseUrl): Promise<{ status: number; message?: string }> {
  const response = await fetch(`${base}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a", "content-type": "application/json" },
    body: JSON.stringify({ model: "kimi-k2.6", messages: [user], ...body }),
  });
  const json = (await response.json()) as { error?: { message: string; type: string } };
  if (json.error === undefined) return { status: response.status };
  expect(Object.keys(json.error)).toEqual(["message", "type"]);
  return { status: response.status, message: json.error.message };
}

/** The naive request is refused with the vendor's sentence, the corrected one is answered. */
async function refused(naive: object, message: string, corrected: object, base?: string): Promise<void> {
  expect(await ask(naive, base)).toEqual({ status: 400, message });
  expect(await ask(corrected, base)).toEqual({ status: 200 });
}

describe("K2: tool_choice while thinking (akz142857/Halro provider-real-matrix.md, AstrBotDevs/AstrBot#7805, read 2026-11-20)", () => {
  const tools = [weather];
  const required = "tool_choice 'required' is incompatible with thinking enabled";
  const specified = "tool_choice 'specified' is incompatible with thinking enabled";

  it("K2.6 refuses required, and takes it with thinking off", async () => {
    await start();
    await refused({ tools, tool_choice: "required" }, required, { tools, tool_choice: "required", ...off });
  });

  it("K2.6 and K3 refuse a named tool; K3 takes required", async () => {
    await start();
    await refused({ tools, tool_choice: named }, specified, { tools, tool_choice: named, ...off });
    const k3 = { model: "kimi-k3", tools };
    await refused({ ...k3, tool_choice: named }, specified, { ...k3, tool_choice: "required" });
  });

  it("Kimi Code takes required and refuses a named tool (Halro kimi-code-subscription-evidence.md, read 2026-11-20)", async () => {
    await start();
    const code = { model: "kimi-for-coding", tools };
    await refused(
      { ...code, tool_choice: named },
      specified,
      { ...code, tool_choice: "required" },
      simulator.codeBaseUrl,
    );
  });
});

describe("K3: fixed sampling", () => {
  it.each([
    [{ temperature: 0.7 }, { temperature: 1 }, "invalid temperature: only 1 is allowed for this model"],
    [
      { temperature: 1, ...off },
      { temperature: 0.6, ...off },
      "invalid temperature: only 0.6 is allowed for this model",
    ],
    [{ top_p: 1 }, { top_p: 0.95 }, "invalid top_p: only 0.95 is allowed for this model"],
    [{ n: 2 }, { n: 1 }, "invalid n: only 1 is allowed for this model"],
    [{ presence_penalty: 1 }, { presence_penalty: 0 }, "invalid presence_penalty: only 0 is allowed for this model"],
    [{ frequency_penalty: 1 }, { frequency_penalty: 0 }, "invalid frequency_penalty: only 0 is allowed for this model"],
    [{ logprobs: true }, { logprobs: false }, "invalid logprobs: only false is allowed for this model"],
    [{ top_logprobs: 2 }, {}, "Invalid request: logprobs must be set to true if top_logprobs is used"],
  ])(
    "refuses %j, accepts %j (anomalyco/opencode#27796, MoonshotAI/kimi-code#686, new-api fork 2026-08-27, read 2026-11-20)",
    async (naive, corrected, message) => {
      await start();
      await refused(naive, message, corrected);
    },
  );

  it("names one field at a time (akz142857/Halro, read 2026-11-20)", async () => {
    await start();
    const both = { temperature: 0.3, top_p: 0.5 };
    expect(await ask(both)).toMatchObject({ message: "invalid temperature: only 1 is allowed for this model" });
    expect(await ask({ ...both, temperature: 1 })).toMatchObject({ message: expect.stringContaining("invalid top_p") });
  });

  it("leaves moonshot-v1 free (probed 2026-08-20)", async () => {
    await start();
    expect(await ask({ model: "moonshot-v1-8k", temperature: 0.3, top_p: 0.5, n: 2 })).toEqual({ status: 200 });
  });
});

describe("K4, K5: the thinking switch", () => {
  it("K2.7 Code cannot be switched off (MoonshotAI/Kimi-K2#141, read 2026-11-20)", async () => {
    await start();
    const message = "invalid thinking: only type=enabled is allowed for this model";
    const model = "kimi-k2.7-code";
    await refused({ model, ...off }, message, { model, thinking: { type: "enabled", keep: "all" } });
  });

  it("K2.5 refuses keep (vercel/ai packages/moonshotai, live, read 2026-11-20)", async () => {
    await start({ retiredModels: "serve" });
    const naive = { model: "kimi-k2.5", thinking: { type: "enabled", keep: "all" } };
    await refused(naive, "invalid thinking: keep is not allowed for this model", { ...naive, model: "kimi-k2.6" });
  });

  it("refuses thinking beside reasoning_effort (HKUDS/nanobot#3939, read 2026-11-20)", async () => {
    await start();
    const k3 = { model: "kimi-k3", reasoning_effort: "low" };
    await refused({ ...k3, ...off }, "cannot specify both 'thinking' and 'reasoning_effort'", k3);
  });

  it("reasoning_effort is a string, any string (new-api fork, calibrated 2026-08-27, read 2026-11-20)", async () => {
    await start();
    const message =
      "Invalid request: the `reasoning_effort` field in the request (expected type string) is illegal, and number is not acceptable";
    await refused({ model: "kimi-k3", reasoning_effort: 3 }, message, { model: "kimi-k3", reasoning_effort: "turbo" });
    expect(simulator.ignored).toEqual([{ request: 1, path: "reasoning_effort", why: "unknown-value" }]);
  });

  it("effort none on the open platform: ignored (new-api fork) or refused (pydantic-ai), read 2026-11-20", async () => {
    await start({ effortNone: "refused" });
    const none = { model: "kimi-k3", reasoning_effort: "none" };
    expect(await ask(none)).toMatchObject({ status: 400 });
    await simulator.close();
    await start();
    expect(await ask(none)).toEqual({ status: 200 });
    expect(simulator.ignored).toHaveLength(1);
  });
});

describe("K7: tool schemas", () => {
  const typeless = toolOf({ type: "object", properties: { match: { enum: ["any", "all"] } } });
  const beside = toolOf({ type: "object", anyOf: [{ properties: {} }] });
  const flavour = "tools.function.parameters is not a valid moonshot flavored json schema, details:";

  it("a property without type (luxus/pi-hindsight#550, read 2026-11-21)", async () => {
    await start();
    await refused(
      { tools: [typeless] },
      `Invalid request: ${flavour} <At path 'properties.match': type is not defined>`,
      { tools: [toolOf({ type: "object", properties: { match: { type: "string", enum: ["any", "all"] } } })] },
    );
  });

  it("type beside anyOf, without the first words on Kimi Code (MoonshotAI/kimi-code#2661, read 2026-11-21)", async () => {
    await start();
    const corrected = { tools: [toolOf({ anyOf: [{ type: "object", properties: {} }] })] };
    const message = `${flavour} <At path 'root': when using anyOf, type should be defined in anyOf items instead of the parent schema>`;
    await refused({ tools: [beside] }, message, corrected, simulator.codeBaseUrl);
  });

  it.each([
    ["a root that is no object", { type: "array", items: { type: "string" } }, "'root': root schema must be an object"],
    [
      "a tuple",
      { type: "object", properties: { at: { type: "array", items: [{ type: "number" }] } } },
      "'properties.at': items must be an object",
    ],
    [
      "type beside $ref",
      { type: "object", properties: { a: { type: "string", $ref: "#/$defs/a" } } },
      "'properties.a': when using $ref, type should be defined in the referenced schema instead of the parent schema",
    ],
    [
      "a foreign reference",
      { type: "object", properties: { a: { $ref: "#/properties/b" } } },
      "'properties.a.$ref': references must start with #/$defs/",
    ],
    [
      "a keyword on both sides",
      {
        type: "object",
        properties: { jobs: { items: { type: "string" }, anyOf: [{ type: "array", items: { type: "string" } }] } },
      },
      "'properties.jobs': conflicting keywords found in anyOf with parent: items",
    ],
  ])("refuses %s (MoonshotAI/walle docs, read 2026-11-21)", async (_, parameters, fault) => {
    await start();
    expect(await ask({ tools: [toolOf(parameters)] })).toEqual({
      status: 400,
      message: `Invalid request: ${flavour} <At path ${fault}>`,
    });
    expect(await ask({ tools: [weather] })).toEqual({ status: 200 });
  });

  it("$schema is refused by kimi-k2.5 only, unless the rules are strict (vercel/ai packages/moonshotai, read 2026-11-20)", async () => {
    const tools = [toolOf({ $schema: "https://json-schema.org/draft/2020-12/schema", type: "object", properties: {} })];
    await start({ retiredModels: "serve", schemaRules: { code: "mfjs-strict" } });
    await refused(
      { model: "kimi-k2.5", tools },
      `Invalid request: ${flavour} <At path 'root': unsupported keywords: $schema>`,
      { tools },
    );
    expect(await ask({ tools }, simulator.codeBaseUrl)).toMatchObject({ status: 400 });
  });

  it("schemaRules off, for one endpoint, lets anything pass", async () => {
    await start({ schemaRules: { platform: "off" } });
    expect(await ask({ tools: [typeless] })).toEqual({ status: 200 });
    expect(await ask({ tools: [typeless] }, simulator.codeBaseUrl)).toMatchObject({ status: 400 });
  });

  it("names: doubled, or outside the charset (kimi.com/code error reference, new-api fork 2026-08-27, read 2026-11-20)", async () => {
    await start();
    await refused({ tools: [weather, weather] }, "Invalid request: function name weather is duplicated", {
      tools: [weather],
    });
    await refused(
      { tools: [toolOf({}, "1.weather")] },
      "Invalid request: function name is invalid, must start with a letter and can contain letters, numbers, underscores, and dashes",
      { tools: [toolOf({}, "weather-1_b")] },
    );
  });
});

describe("limits", () => {
  it("stop: at most five strings of 32 bytes (akz142857/Halro kimi-adaptation-plan, read 2026-11-20)", async () => {
    await start();
    const six = { stop: ["a", "b", "c", "d", "e", "f"] };
    await refused(six, "stop array too long. Expected an array with maximum length 5, but got 6", {
      stop: six.stop.slice(1),
    });
    await refused({ stop: "é".repeat(17) }, "stop must not be longer than 32", { stop: "é".repeat(16) });
  });

  it("K10: the context window (MoonshotAI/kimi-cli#2011, read 2026-11-20)", async () => {
    await start({ contextTokens: 100 });
    const long = { messages: [{ role: "user", content: "x".repeat(4_000) }] };
    const message = /^Invalid request: Your request exceeded model token limit: 100 \(requested: \d+\)$/;
    expect(await ask(long)).toMatchObject({ status: 400, message: expect.stringMatching(message) });
    expect(await ask({})).toEqual({ status: 200 });
  });

  it("K10: two MiB of messages on Kimi Code, any body over maxRequestBytes (kimi.com/code error reference, read 2026-11-20)", async () => {
    await start();
    const big = { messages: [{ role: "user", content: "x".repeat(2_097_152) }] };
    const message = /^total message size \d+ exceeds limit 2097152$/;
    expect(await ask(big, simulator.codeBaseUrl)).toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
    });
    expect(await ask({}, simulator.codeBaseUrl)).toEqual({ status: 200 });
    await simulator.close();
    await start({ maxRequestBytes: 500 });
    const response = await fetch(`${simulator.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify(big),
    });
    expect([response.status, await response.json()]).toEqual([
      413,
      { error: { message: "Request exceeds the maximum size" } },
    ]);
    expect(await ask({})).toEqual({ status: 200 });
  });
});
