import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, toolMarkup, type DeepSeekSimulator, type DeepSeekSimulatorOptions } from "./index.js";

let simulator: DeepSeekSimulator;
afterEach(() => simulator.close());

const question = { model: "deepseek-v4-pro", messages: [{ role: "user", content: "Weather in San Francisco?" }] };
const off = { thinking: { type: "disabled" } };

async function start(options?: DeepSeekSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function bytes(body: object): Promise<string> {
  const response = await fetch(`${simulator.url}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ ...question, ...body }),
  });
  return response.text();
}

interface Chunk {
  readonly id: string;
  readonly model: string;
  readonly choices: readonly {
    readonly delta: Record<string, unknown>;
    readonly finish_reason: string | null;
    readonly logprobs: unknown;
  }[];
  readonly usage: unknown;
}

async function chunks(body: object = {}): Promise<readonly Chunk[]> {
  const text = await bytes({ ...body, stream: true });
  const data = text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => line.slice(6));
  return data.filter((line) => line !== "[DONE]").map((line) => JSON.parse(line) as Chunk);
}

async function whole(body: object = {}): Promise<Record<string, unknown>> {
  return JSON.parse(await bytes(body)) as Record<string, unknown>;
}

const delta = (chunk: Chunk | undefined): unknown => chunk?.choices[0]?.delta;
const shape = (chunk: Chunk): string =>
  JSON.stringify(chunk).replace(/"(id|model|created|system_fingerprint)":("[^"]*"|\d+)/g, '"$1":…');

describe("D9: the stream (vercel/ai packages/deepseek/src/chat/__fixtures__/deepseek-tool-call.chunks.txt, read 2026-11-20)", () => {
  it("has the recorded fields in the recorded order", async () => {
    await start({
      turns: [
        {
          reasoning: "The",
          toolCalls: [{ name: "weather", arguments: '{"a":1}' }],
          pieceLength: 40,
          usage: { input: 374, output: 61, reasoning: 17, cached: 256 },
        },
      ],
    });
    const envelope = '{"id":…,"object":"chat.completion.chunk","created":…,"model":…,"system_fingerprint":…,';
    expect((await chunks()).map(shape)).toEqual([
      `${envelope}"choices":[{"index":0,"delta":{"role":"assistant","content":null,"reasoning_content":""},"logprobs":null,"finish_reason":null}],"usage":null}`,
      `${envelope}"choices":[{"index":0,"delta":{"content":null,"reasoning_content":"The"},"logprobs":null,"finish_reason":null}],"usage":null}`,
      `${envelope}"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":…,"type":"function","function":{"name":"weather","arguments":""}}]},"logprobs":null,"finish_reason":null}],"usage":null}`,
      `${envelope}"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"a\\":1}"}}]},"logprobs":null,"finish_reason":null}],"usage":null}`,
      `${envelope}"choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":374,"completion_tokens":61,"total_tokens":435,"prompt_tokens_details":{"cached_tokens":256},"completion_tokens_details":{"reasoning_tokens":17},"prompt_cache_hit_tokens":256,"prompt_cache_miss_tokens":118}}`,
    ]);
  });

  it("puts the usage into the finish chunk and null everywhere else; no chunk has empty choices", async () => {
    await start({ turns: [{ reasoning: "Hm.", text: "Sunny." }] });
    const all = await chunks({ stream_options: { include_usage: true } });
    expect(all.map((chunk) => chunk.choices.length)).toEqual(all.map(() => 1));
    expect(all.slice(0, -1).map((chunk) => chunk.usage)).toEqual(all.slice(0, -1).map(() => null));
    expect(all.at(-1)?.choices[0]?.finish_reason).toBe("stop");
    expect(all.at(-1)?.usage).toMatchObject({ completion_tokens_details: { reasoning_tokens: 1 } });
  });

  it("changes the null side of a delta when thinking ends, and knows no reasoning when it is off", async () => {
    await start({ turns: [{ reasoning: "Hm.", text: "Sun." }, { text: "Sun." }] });
    expect((await chunks()).map(delta)).toEqual([
      { role: "assistant", content: null, reasoning_content: "" },
      { content: null, reasoning_content: "Hm." },
      { content: "Sun.", reasoning_content: null },
      { content: "", reasoning_content: null },
    ]);
    const plain = await chunks(off);
    expect(plain.map(delta)).toEqual([{ role: "assistant", content: "" }, { content: "Sun." }, { content: "" }]);
    expect(plain.at(-1)?.usage).not.toHaveProperty("completion_tokens_details");
  });

  it("numbers parallel calls by index and id prefix; ids of answers are bare UUIDs", async () => {
    await start({
      turns: [
        {
          toolCalls: [
            { name: "a", arguments: {} },
            { name: "b", arguments: {} },
          ],
        },
      ],
    });
    const all = await chunks();
    const opened = all
      .flatMap((chunk) => (delta(chunk) as { tool_calls?: { index: number; id?: string }[] }).tool_calls ?? [])
      .filter((one) => one.id !== undefined);
    expect(opened.map((one) => [one.index, one.id?.slice(0, 8), one.id?.length])).toEqual([
      [0, "call_00_", 32],
      [1, "call_01_", 32],
    ]);
    expect(all[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
  });

  it("sends keep-alive comments, and empty lines before a JSON body (api-docs.deepseek.com rate_limit, read 2026-11-20)", async () => {
    await start({ keepAlives: 2 });
    expect(await bytes({ stream: true })).toMatch(/^: keep-alive\n\n?: keep-alive\n\n?data: \{/);
    expect(await bytes({})).toMatch(/^\n\n\{/);
  });

  it("ends with [DONE]", async () => {
    await start();
    expect(await bytes({ stream: true })).toMatch(/data: \[DONE\]\n\n$/);
  });
});

describe("the answer in one piece (vercel/ai …/__fixtures__/deepseek-tool-call.json, read 2026-11-20)", () => {
  it("has an empty content beside calls, an index in each call, and reasoning beside content", async () => {
    await start({
      turns: [{ reasoning: "A tool.", toolCalls: [{ name: "weather", arguments: { location: "Paris" } }] }],
    });
    const answer = await whole();
    expect(Object.keys(answer)).toEqual(["id", "object", "created", "model", "choices", "usage", "system_fingerprint"]);
    expect(answer["choices"]).toEqual([
      {
        index: 0,
        message: {
          role: "assistant",
          content: "",
          reasoning_content: "A tool.",
          tool_calls: [
            {
              index: 0,
              id: expect.stringMatching(/^call_00_\w{24}$/) as string,
              type: "function",
              function: { name: "weather", arguments: '{"location":"Paris"}' },
            },
          ],
        },
        logprobs: null,
        finish_reason: "tool_calls",
      },
    ]);
  });

  it("gives log probabilities when asked (vercel/ai …/issue-19377-logprobs.chunks.txt, read 2026-11-20)", async () => {
    await start({ turns: [{ text: "OK" }] });
    const [, second] = await chunks({ ...off, logprobs: true, top_logprobs: 1 });
    const token = { token: "OK", logprob: -0.00002467602, bytes: [79, 75] };
    expect(second?.choices[0]?.logprobs).toEqual({ content: [{ ...token, top_logprobs: [token] }] });
  });
});

describe("tokens", () => {
  it("counts reasoning in max_tokens: too little leaves an empty answer with length (55 live calls of 2026-08-06, read 2026-11-20)", async () => {
    await start({
      turns: [
        { reasoning: "x".repeat(200), text: "Sunny." },
        { reasoning: "x".repeat(20), text: "Sunny." },
      ],
    });
    const starved = await whole({ max_tokens: 32 });
    expect(starved["choices"]).toMatchObject([{ message: { content: "" }, finish_reason: "length" }]);
    expect(await whole({ max_tokens: 32 })).toMatchObject({
      choices: [{ message: { content: "Sunny." }, finish_reason: "stop" }],
    });
  });

  it("cuts a call in the middle of its arguments", async () => {
    await start({ turns: [{ toolCalls: [{ name: "weather", arguments: { location: "San Francisco" } }] }] });
    const cut = await whole({ ...off, max_tokens: 4 });
    expect(cut["choices"]).toMatchObject([
      { message: { tool_calls: [{ function: { arguments: '{"location":"San' } }] }, finish_reason: "length" },
    ]);
  });

  it("hides about 79 prompt tokens behind the default effort (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start();
    const tokens = async (body: object): Promise<number> =>
      ((await whole(body))["usage"] as { prompt_tokens: number }).prompt_tokens;
    expect((await tokens({})) - (await tokens({ reasoning_effort: "low" }))).toBe(79);
  });
});

describe("D8: sampling in thinking mode (api-docs.deepseek.com thinking_mode, read 2026-11-20)", () => {
  it("answers 200, without effect, and lists it", async () => {
    await start();
    const answer = await whole({ temperature: 0.2, frequency_penalty: 1 });
    expect(answer["object"]).toBe("chat.completion");
    await whole({ temperature: 0.2, ...off });
    expect(simulator.ignored).toEqual([
      { request: 0, path: "temperature", why: "no-effect-in-thinking" },
      { request: 0, path: "frequency_penalty", why: "no-effect-in-thinking" },
    ]);
  });
});

describe("stray members, which the vendor takes in silence (recorded 2026-09-01, leandromineti/ai-assisted-coding)", () => {
  const stray = {
    parallel_tool_calls: true,
    service_tier: "auto",
    messages: [{ role: "user", content: "Hello", metadata: {} }],
  };
  const paths = ["parallel_tool_calls", "service_tier", "messages[0].metadata"];

  it("are refused in the simulator's own name", async () => {
    await start();
    expect(await whole(stray)).toEqual({
      error: {
        message:
          "Simulator: `parallel_tool_calls` is not a documented member. The vendor answers 200 and ignores it; start the simulator with `strict: false` to get that.",
        type: "simulator_refusal",
        param: "parallel_tool_calls",
        code: "unknown_member",
      },
    });
    expect(simulator.ignored.map((one) => one.path)).toEqual(paths);
  });

  it("pass with strict: false, as at the vendor, and are listed", async () => {
    await start({ strict: false });
    expect(await whole(stray)).toMatchObject({ object: "chat.completion" });
    expect(simulator.ignored).toEqual(paths.map((path) => ({ request: 0, path, why: "unknown-member" })));
  });
});

describe("D10: the answer names another model than the request", () => {
  it("routes the old name (api-docs.deepseek.com/quick_start/pricing, read 2026-11-20)", async () => {
    await start();
    expect(await whole({ model: "deepseek-v4-flash" })).toMatchObject({ model: "deepseek-flash" });
    expect(await whole({ model: "deepseek-v4-pro" })).toMatchObject({ model: "deepseek-v4-pro" });
  });

  it("before 2026-07-24: deepseek-reasoner answered as deepseek-v4-flash (pydantic-ai cassettes, read 2026-11-20)", async () => {
    await start({ retiredModels: "route" });
    expect(await whole({ model: "deepseek-reasoner" })).toMatchObject({ model: "deepseek-v4-flash" });
  });
});

describe("D11: rare ends", () => {
  it("stops for lack of resources (api-docs.deepseek.com create-chat-completion, read 2026-11-20)", async () => {
    await start({ turns: [{ text: "Sun", finishWord: "insufficient_system_resource" }] });
    expect((await chunks(off)).at(-1)?.choices[0]?.finish_reason).toBe("insufficient_system_resource");
  });

  it("stops with content_filter where others refuse", async () => {
    await start({ turns: [{ refusal: "I can't." }] });
    expect(await whole()).toMatchObject({
      choices: [{ message: { content: "I can't." }, finish_reason: "content_filter" }],
    });
  });

  it("leaks tool markup when tools are forbidden after two rounds (55 live calls of 2026-08-06, read 2026-11-20)", async () => {
    await start();
    const round = (id: string): object[] => [
      {
        role: "assistant",
        content: null,
        reasoning_content: "",
        tool_calls: [{ id, type: "function", function: { name: "weather", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: id, content: "12 °C" },
    ];
    const messages = [...question.messages, ...round("call_00_a"), ...round("call_00_b")];
    const tools = [
      {
        type: "function",
        function: {
          name: "weather",
          parameters: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
        },
      },
    ];
    const naive = { messages, tools, tool_choice: "none" };
    const content = async (body: object): Promise<string> =>
      ((await whole(body)) as { choices: { message: { content: string } }[] }).choices[0]?.message.content ?? "";
    expect(await content(naive)).toContain('<｜｜DSML｜｜invoke name="weather">');
    expect(
      await content({ ...naive, messages: [...messages, { role: "user", content: "Answer in words." }] }),
    ).not.toContain("DSML");
    expect(await content({ messages })).not.toContain("DSML");
  });

  it("spells the markup in three ways (sgl-project/sglang#35736, lsdefine/GenericAgent#804, read 2026-11-20)", async () => {
    await start();
    const calls = [{ name: "Bash", arguments: { command: "pwd", count: 2 } }];
    expect(toolMarkup(calls, "single-bar")).toBe(
      '<｜DSML｜tool_calls>\n<｜DSML｜invoke name="Bash">\n<｜DSML｜parameter name="command" string="true">pwd</｜DSML｜parameter>\n' +
        '<｜DSML｜parameter name="count" string="false">2</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜tool_calls>',
    );
    expect(toolMarkup(calls)).toMatch(/^<｜｜DSML｜｜tool_calls>/);
    expect(toolMarkup(calls, "spaced")).toMatch(/^<｜DSML｜ calls>/);
  });
});

describe("scripted failures", () => {
  it("answers an error in the vendor's shape", async () => {
    await start({ turns: [{ error: { status: 503, message: "Service is too busy." } }] });
    expect(await whole()).toEqual({
      error: {
        message: "Service is too busy.",
        type: "invalid_request_error",
        param: null,
        code: "invalid_request_error",
      },
    });
  });

  it("breaks a stream with an error frame, without finish and without [DONE]", async () => {
    await start({ turns: [{ text: "Sun", error: { status: 500, message: "Broken.", inStream: true } }] });
    const text = await bytes({ ...off, stream: true });
    expect(text).toMatch(/data: \{"error":\{"message":"Broken\.".*\}\}\n\n$/);
    expect(text).not.toContain("[DONE]");
  });

  it("leaves out what the script says", async () => {
    await start({
      turns: [
        { text: "Sun", omit: ["finish", "terminator"] },
        { text: "Sun", omit: ["usage"] },
      ],
    });
    expect((await chunks(off)).map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([null, null]);
    expect((await chunks(off)).at(-1)?.usage).toBeNull();
  });

  it("sends a recording as it is", async () => {
    await start({ turns: [{ raw: { bytes: "data: {}\n\n" } }] });
    expect(await bytes({ stream: true })).toBe("data: {}\n\n");
  });
});
