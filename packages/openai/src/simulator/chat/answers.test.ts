import { afterEach, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator, type OpenAISimulatorOptions } from "../index.js";

let simulator: Simulator;
afterEach(() => simulator.close());

async function start(options?: OpenAISimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function bytes(body: object): Promise<string> {
  const response = await fetch(`${simulator.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer sk-a" },
    body: JSON.stringify({ model: "gpt-4.1-nano", messages: [{ role: "user", content: "Hello" }], ...body }),
  });
  return response.text();
}

interface Chunk {
  readonly choices: readonly {
    readonly delta: Record<string, unknown>;
    readonly finish_reason: string | null;
    readonly logprobs: unknown;
  }[];
  readonly usage?: unknown;
  readonly obfuscation?: string;
}

async function chunks(body: object = {}): Promise<readonly Chunk[]> {
  const data = (await bytes({ ...body, stream: true })).split("\n").filter((line) => line.startsWith("data: {"));
  return data.map((line) => JSON.parse(line.slice(6)) as Chunk);
}

async function whole(body: object = {}): Promise<Record<string, unknown>> {
  return JSON.parse(await bytes(body)) as Record<string, unknown>;
}

const deltas = (all: readonly Chunk[]): readonly unknown[] =>
  all.flatMap((chunk) => chunk.choices.map((choice) => choice.delta));
const shape = (chunk: Chunk): string =>
  JSON.stringify(chunk).replace(/"(id|created|obfuscation)":("[^"]*"|\d+)/g, '"$1":…');
const usage = { stream_options: { include_usage: true } };
const tools = ["a", "b"].map((name) => ({
  type: "function",
  function: { name, parameters: { type: "object", properties: {} } },
}));

describe("O13: the stream (vercel/ai packages/openai/src/chat/__fixtures__/openai-text.chunks.txt, read 2026-11-20)", () => {
  it("has the recorded fields in the recorded order, the usage in a last chunk without choices", async () => {
    await start({ turns: [{ text: "Holiday", usage: { input: 16, output: 300 } }] });
    const envelope =
      '{"id":…,"object":"chat.completion.chunk","created":…,"model":"gpt-4.1-nano-2025-04-14","service_tier":"default","system_fingerprint":"fp_de604bd877",';
    expect((await chunks(usage)).map(shape)).toEqual([
      `${envelope}"choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":…}`,
      `${envelope}"choices":[{"index":0,"delta":{"content":"Holiday"},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":…}`,
      `${envelope}"choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null,"obfuscation":…}`,
      `${envelope}"choices":[],"usage":{"prompt_tokens":16,"completion_tokens":300,"total_tokens":316,"prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,"accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"obfuscation":…}`,
    ]);
  });

  it("ends with [DONE], and has no usage anywhere unless asked", async () => {
    await start();
    expect(await bytes({ stream: true })).toMatch(/data: \[DONE\]\n\n$/);
    expect((await chunks()).filter((chunk) => "usage" in chunk || chunk.choices.length === 0)).toEqual([]);
  });

  it("pads each delta to 10 characters modulo 16, unless switched off", async () => {
    await start({ turns: [{ text: "understanding!", pieceLength: 14 }] });
    const padded = await chunks();
    expect(padded[1]?.obfuscation).toHaveLength(12);
    expect(
      (await chunks({ stream_options: { include_obfuscation: false } })).filter((chunk) => "obfuscation" in chunk),
    ).toEqual([]);
  });

  it("opens a call with id, type and name and goes on with its index (openai/openai-node at 7b7d6ca7, read 2026-11-20)", async () => {
    await start({
      turns: [
        {
          toolCalls: [
            { name: "a", arguments: '{"x":1}', id: "call_1" },
            { name: "b", arguments: "{}", id: "call_2" },
          ],
        },
      ],
    });
    const all = await chunks({ tools });
    expect(deltas(all)).toEqual([
      {
        role: "assistant",
        content: null,
        tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "a", arguments: "" } }],
        refusal: null,
      },
      { tool_calls: [{ index: 0, function: { arguments: '{"x":1}' } }] },
      { tool_calls: [{ index: 1, id: "call_2", type: "function", function: { name: "b", arguments: "" } }] },
      { tool_calls: [{ index: 1, function: { arguments: "{}" } }] },
      {},
    ]);
    expect(all.at(-1)?.choices[0]?.finish_reason).toBe("tool_calls");
  });

  it("refuses in a field of its own, with stop", async () => {
    await start({ turns: [{ refusal: "I'm sorry" }] });
    const all = await chunks();
    expect(deltas(all)).toEqual([
      { role: "assistant", content: "", refusal: null },
      { refusal: "I'm sorr" },
      { refusal: "y" },
      {},
    ]);
    expect(all.at(-1)?.choices[0]?.finish_reason).toBe("stop");
  });

  it("never shows reasoning, only counts it", async () => {
    await start({ turns: [{ reasoning: "Secret thoughts.", text: "Hi" }] });
    const all = await chunks({ model: "gpt-5", ...usage });
    expect(JSON.stringify(all)).not.toContain("Secret");
    expect(all.at(-1)?.usage).toMatchObject({ completion_tokens_details: { reasoning_tokens: 4 } });
  });
});

describe("finish words", () => {
  it("length: the budget includes reasoning, a call is cut in its arguments", async () => {
    await start({
      turns: [
        { reasoning: "x".repeat(100), text: "Hi" },
        { toolCalls: [{ name: "a", arguments: { city: "San Francisco" } }] },
      ],
    });
    expect(await whole({ model: "gpt-5", max_completion_tokens: 10 })).toMatchObject({
      choices: [{ message: { content: "" }, finish_reason: "length" }],
    });
    expect(await whole({ tools, max_tokens: 4 })).toMatchObject({
      choices: [
        { message: { tool_calls: [{ function: { arguments: '{"city":"San Fra' } }] }, finish_reason: "length" },
      ],
    });
  });

  it("content_filter", async () => {
    await start({ turns: [{ text: "Hi", finish: "content-filter" }] });
    expect(await whole()).toMatchObject({ choices: [{ finish_reason: "content_filter" }] });
  });

  it("a call forced by name ends with stop (platform.openai.com function-calling, read 2026-11-20), by others with tool_calls", async () => {
    const named = { tools, tool_choice: { type: "function", function: { name: "b" } } };
    await start();
    expect(await whole(named)).toMatchObject({
      choices: [{ message: { tool_calls: [{ function: { name: "b" } }] }, finish_reason: "stop" }],
    });
    expect(await whole({ tools, tool_choice: "required" })).toMatchObject({
      choices: [{ finish_reason: "tool_calls" }],
    });
    await simulator.close();
    await start({ namedToolFinish: "tool_calls" });
    expect(await whole(named)).toMatchObject({ choices: [{ finish_reason: "tool_calls" }] });
  });
});

describe("the answer in one piece", () => {
  it("as recorded for a model that reasons (2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start({ turns: [{ text: "hello", usage: { input: 14, output: 4, reasoning: 0 } }] });
    const answer = await whole({ model: "gpt-5.6-sol" });
    const { id, created, ...rest } = answer;
    expect(id).toMatch(/^chatcmpl-\w{29}$/);
    expect(created).toBeTypeOf("number");
    expect(Object.keys(answer)).toEqual([
      "id",
      "object",
      "created",
      "model",
      "choices",
      "usage",
      "service_tier",
      "system_fingerprint",
    ]);
    expect(rest).toEqual({
      object: "chat.completion",
      model: "gpt-5.6-sol",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "hello", refusal: null, annotations: [] },
          finish_reason: "stop",
        },
      ],
      usage: {
        prompt_tokens: 14,
        completion_tokens: 4,
        total_tokens: 18,
        prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 0, audio_tokens: 0 },
        completion_tokens_details: {
          reasoning_tokens: 0,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
      service_tier: "default",
      system_fingerprint: null,
    });
  });

  it("with log probabilities when asked (recorded 2026-09-01, leandromineti/ai-assisted-coding)", async () => {
    await start({ turns: [{ text: "hello" }, { text: "hello" }] });
    const token = { token: "hello", logprob: -1.52587890625e-5, bytes: [104, 101, 108, 108, 111] };
    expect(await whole({ model: "gpt-5.6-sol", logprobs: true, reasoning_effort: "none" })).toMatchObject({
      choices: [{ logprobs: { content: [{ ...token, top_logprobs: [] }], refusal: null } }],
    });
    expect(await whole({ logprobs: true, top_logprobs: 1 })).toMatchObject({
      choices: [{ logprobs: { content: [{ top_logprobs: [{}] }] } }],
    });
  });

  it("with JSON where a schema demands it", async () => {
    await start();
    const schema = {
      type: "object",
      properties: { city: { type: "string" } },
      required: ["city"],
      additionalProperties: false,
    };
    const answer = (await whole({
      response_format: { type: "json_schema", json_schema: { name: "x", schema, strict: true } },
    })) as { choices: { message: { content: string } }[] };
    expect(JSON.parse(answer.choices[0]?.message.content ?? "")).toHaveProperty("city");
  });
});

describe("scripted failures", () => {
  it("answers an error in the vendor's shape", async () => {
    await start({ turns: [{ error: { status: 429, message: "Slow down.", headers: { "retry-after-ms": "20" } } }] });
    expect(await whole()).toEqual({
      error: { message: "Slow down.", type: "requests", param: null, code: "rate_limit_exceeded" },
    });
  });

  it("breaks a stream without finish and [DONE]", async () => {
    await start({ turns: [{ text: "Sun", error: { status: 500, message: "Broken.", inStream: true } }] });
    const text = await bytes({ stream: true });
    expect(text).toMatch(
      /data: \{"error":\{"message":"Broken\.","type":"server_error","param":null,"code":null\}\}\n\n$/,
    );
    expect(text).not.toContain("[DONE]");
  });

  it("leaves out what the script says, and sends recordings as they are", async () => {
    await start({ turns: [{ text: "Sun", omit: ["finish", "terminator"] }, { raw: { bytes: "data: {}\n\n" } }] });
    expect((await chunks()).map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([null, null]);
    expect(await bytes({ stream: true })).toBe("data: {}\n\n");
  });
});
