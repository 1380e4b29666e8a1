import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type DeepSeekSimulator, type DeepSeekSimulatorOptions } from "./index.js";

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
