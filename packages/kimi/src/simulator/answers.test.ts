import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type KimiSimulator, type KimiSimulatorOptions } from "./index.js";

let simulator: KimiSimulator;
afterEach(() => simulator.close());

const tool = {
  type: "function",
  function: { name: "weather", parameters: { type: "object", properties: { city: { type: "string" } } } },
};
const question = { model: "kimi-k2.6", messages: [{ role: "user", content: "Weather in Paris?" }] };

async function start(options?: KimiSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function text(body: object, base = simulator.baseUrl): Promise<string> {
  const response = await fetch(`${base}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ ...question, ...body }),
  });
  return response.text();
}

interface Choice {
  readonly message: {
    readonly content: string;
    readonly reasoning_content?: string;
    readonly tool_calls?: { id: string; type: string; function: object }[];
  };
  readonly finish_reason: string;
}
interface Whole {
  readonly id: string;
  readonly choices: readonly [Choice];
  readonly usage: Readonly<Record<string, unknown>>;
}
const whole = async (body: object = {}, base?: string): Promise<Whole> => JSON.parse(await text(body, base)) as Whole;

interface Chunk {
  readonly choices: readonly { readonly delta: { readonly tool_calls?: unknown[] }; readonly usage?: unknown }[];
  readonly usage?: unknown;
}
async function chunks(body: object = {}): Promise<{ readonly list: readonly Chunk[]; readonly done: boolean }> {
  const events = (await text({ stream: true, ...body })).split("\n\n").filter((event) => event !== "");
  const data = events.map((event) => event.replace(/^data: /, ""));
  return {
    list: data.filter((one) => one !== "[DONE]").map((one) => JSON.parse(one) as Chunk),
    done: data.at(-1) === "[DONE]",
  };
}

describe("K11: usage", () => {
  it("stands in the choice that ends; a tail comes only when asked for (MoonshotAI/kimi-cli test_kimi_stream_usage.py, earendil-works/pi#2017, read 2026-11-20)", async () => {
    await start();
    const { list, done } = await chunks();
    expect(done).toBe(true);
    expect(list.filter((chunk) => chunk.usage !== undefined)).toEqual([]);
    expect(list.at(-1)?.choices[0]).toMatchObject({
      delta: {},
      finish_reason: "stop",
      usage: { total_tokens: expect.any(Number) },
    });
    const asked = (await chunks({ stream_options: { include_usage: true } })).list;
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: asked.at(-2)?.choices[0]?.usage });
  });

  it("has cached tokens flat and nested, absent when there are none (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    const usage = { input: 93, output: 54, reasoning: 38 };
    await start({
      turns: [
        { text: "Hi", usage: { ...usage, cached: 93 } },
        { text: "Hi", usage },
      ],
    });
    expect((await whole()).usage).toEqual({
      prompt_tokens: 93,
      completion_tokens: 54,
      total_tokens: 147,
      cached_tokens: 93,
      completion_tokens_details: { reasoning_tokens: 38 },
      prompt_tokens_details: { cached_tokens: 93 },
    });
    expect(Object.keys((await whole()).usage)).toEqual([
      "prompt_tokens",
      "completion_tokens",
      "total_tokens",
      "completion_tokens_details",
    ]);
  });

  it("counts some 47 hidden tokens for json_object, which needs no word (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start();
    const tokens = async (body: object): Promise<number> => (await whole(body)).usage["prompt_tokens"] as number;
    expect((await tokens({ response_format: { type: "json_object" } })) - (await tokens({}))).toBe(47);
  });
});

describe("K11: ids of calls", () => {
  const turns = [
    {
      toolCalls: [
        { name: "weather", arguments: { city: "Paris" } },
        { name: "weather", arguments: {} },
      ],
    },
  ];
  const again = [
    ...question.messages,
    {
      role: "assistant",
      reasoning_content: "",
      tool_calls: [{ id: "weather:0", type: "function", function: { name: "weather", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "weather:0", content: "12" },
  ];
  const ids = async (body: object = {}): Promise<unknown> =>
    (await whole(body)).choices[0].message.tool_calls?.map((call) => call.id);

  it("are name:index, and the index goes on (MoonshotAI/kimi-code#705: Read:158, read 2026-11-21)", async () => {
    await start({ turns: [...turns, ...turns] });
    expect(await ids({ tools: [tool] })).toEqual(["weather:0", "weather:1"]);
    expect(await ids({ tools: [tool], messages: again })).toEqual(["weather:1", "weather:2"]);
  });

  it("options: functions. in front, and an index that restarts, so that ids repeat (MoonshotAI/Kimi-K2 tool_call_guidance, read 2026-11-20)", async () => {
    await start({ turns, toolIdForm: "functions.name:index", toolIdCount: "answer" });
    expect(await ids({ messages: again })).toEqual(["functions.weather:0", "functions.weather:1"]);
  });

  it("option: later deltas carry another id and no name (earendil-works/pi, read 2026-11-20)", async () => {
    const calls = async (): Promise<unknown[]> =>
      (await chunks({ tools: [tool] })).list.flatMap((chunk) => chunk.choices[0]?.delta.tool_calls ?? []);
    await start({
      turns: [{ toolCalls: [{ name: "weather", arguments: { city: "Ulm" } }], pieceLength: 20 }],
      mutatingIds: true,
    });
    expect(await calls()).toEqual([
      { index: 0, id: "weather:0", type: "function", function: { name: "weather", arguments: "" } },
      { index: 0, id: "chatcmpl-tool-0", function: { name: null, arguments: '{"city":"Ulm"}' } },
    ]);
    await simulator.close();
    await start({ turns: [{ toolCalls: [{ name: "weather", arguments: {} }] }] });
    expect((await calls())[1]).toEqual({ index: 0, function: { arguments: "{}" } });
  });

  it("$web_search is called as a builtin; its arguments go back as they came (platform.kimi.ai docs, read 2026-11-21)", async () => {
    await start();
    const tools = [{ type: "builtin_function", function: { name: "$web_search" } }];
    expect((await whole({ tools })).choices[0].message.tool_calls).toMatchObject([
      {
        id: "$web_search:0",
        type: "builtin_function",
        function: { name: "$web_search", arguments: expect.stringContaining("search_id") },
      },
    ]);
  });

  it("tools that a system message brings can be called (dynamic tools, platform.kimi.ai docs, read 2026-11-20)", async () => {
    await start();
    const messages = [{ role: "system", tools: [tool] }, ...question.messages];
    expect(await ids({ messages })).toEqual(["weather:0"]);
  });
});

describe("K14: max_tokens and max_completion_tokens count reasoning (akz142857/Halro provider-real-matrix.md, read 2026-11-20)", () => {
  it.each(["max_tokens", "max_completion_tokens"])("too few %s leave an empty answer with length", async (name) => {
    const turn = { reasoning: "x".repeat(400), text: "Sunny." };
    await start({ turns: [turn, turn] });
    expect((await whole({ [name]: 48 })).choices[0]).toMatchObject({
      message: { content: "" },
      finish_reason: "length",
    });
    expect((await whole({ [name]: 480 })).choices[0]).toMatchObject({
      message: { content: "Sunny." },
      finish_reason: "stop",
    });
  });
});

describe("thinking", () => {
  const reasoned = async (body: object, base?: string): Promise<boolean> =>
    (await whole(body, base)).choices[0].message.reasoning_content !== undefined;
  const disabled = { thinking: { type: "disabled" } };

  it("is on by default, and off when switched off", async () => {
    await start();
    expect(await reasoned({})).toBe(true);
    expect(await reasoned(disabled)).toBe(false);
    expect(await reasoned({ model: "moonshot-v1-8k" })).toBe(false);
  });

  it("K3 honours disabled (akz142857/Halro, read 2026-11-20), or ignores it (new-api fork 2026-08-27, read 2026-11-20)", async () => {
    await start();
    expect(await reasoned({ model: "kimi-k3", ...disabled })).toBe(false);
    await simulator.close();
    await start({ k3Thinking: "ignored" });
    expect(await reasoned({ model: "kimi-k3", ...disabled })).toBe(true);
    expect(simulator.ignored).toEqual([{ request: 0, path: "thinking", why: "no-effect" }]);
  });

  it("Kimi Code honours effort none and ignores reasoning.effort (Halro kimi-code-subscription-evidence.md, read 2026-11-20)", async () => {
    await start();
    const code = simulator.codeBaseUrl;
    expect(await reasoned({ model: "k3", reasoning_effort: "none" }, code)).toBe(false);
    expect(await reasoned({ model: "k3", reasoning: { effort: "none" } }, code)).toBe(true);
    expect(simulator.ignored).toEqual([{ request: 1, path: "reasoning", why: "no-effect" }]);
  });
});

describe("stray members, which the vendor takes in silence (akz142857/Halro, read 2026-11-20)", () => {
  it("are refused in the simulator's own name, or pass with strict: false", async () => {
    await start();
    expect(await text({ service_tier: "auto" })).toContain('"type":"simulator_refusal"');
    await simulator.close();
    await start({ strict: false });
    expect((await whole({ service_tier: "auto" })).choices).toHaveLength(1);
    expect(simulator.ignored).toEqual([{ request: 0, path: "service_tier", why: "unknown-member" }]);
  });
});

describe("ends", () => {
  it("a refusal ends with content_filter, an error in mid-stream with an error frame", async () => {
    await start({
      turns: [
        { refusal: "No." },
        { text: "Half", error: { status: 500, message: "broken", type: "server_error", inStream: true } },
      ],
    });
    expect((await whole()).choices[0]).toMatchObject({ message: { content: "No." }, finish_reason: "content_filter" });
    const { list, done } = await chunks();
    expect([list.at(-1), done]).toEqual([{ error: { message: "broken", type: "server_error" } }, false]);
  });
});
