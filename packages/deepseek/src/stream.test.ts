import { jsonSchema, type Message, type Tool } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capture, type Captured, told, wireFile } from "../test/capture.js";
import { type Answer, scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createDeepSeek, tokenLogprobs } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const tools: readonly Tool[] = [
  { name: "weather", input: jsonSchema({ type: "object", properties: { location: { type: "string" } } }) },
];

async function streamed(
  ...answers: readonly Answer[]
): Promise<Captured & { readonly requests: number; readonly aborted: number }> {
  const { transport, requests, aborted } = scripted(...answers);
  const model = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro");
  return { ...(await capture(model.stream({ messages, tools }))), requests: requests.length, aborted: aborted() };
}
const file = (name: string): Answer => ({ chunks: [wireFile(name)] });

describe("recorded shapes (test/wire/README.md)", () => {
  it("thinking-text: null deltas alternate, keep-alives between, usage in the finish chunk", async () => {
    const { events, result } = await streamed(file("deepseek-v4-pro.thinking-text.sse"));
    expect(told(events)).toEqual([
      "start",
      "reasoning-start 0",
      'reasoning-delta 0 "We"',
      'reasoning-delta 0 " greet: 你好"',
      "reasoning-end 0",
      "text-start 1",
      'text-delta 1 "Hello"',
      'text-delta 1 ", Zoë — a < b."',
      "usage",
      "text-end 1",
      "finish stop (stop)",
    ]);
    expect(result).toMatchObject({
      text: "Hello, Zoë — a < b.",
      reasoning: "We greet: 你好",
      reasoningCharacters: { received: 12, delivered: 12 },
      usage: { input: { total: 18, cached: 0 }, output: { total: 219, reasoning: 205 } },
      response: {
        id: "7f0c7a52-4f0e-4b7b-9d5c-0d1b7a3f6c11",
        model: "deepseek-v4-pro",
        requestId: "trace-1",
        status: 200,
        attempt: 1,
      },
      warnings: [],
    });
    expect(result?.message.content[0]).toEqual({
      type: "reasoning",
      text: "We greet: 你好",
      field: "reasoning_content",
    });
  });

  it("tool-call: id and name in the first fragment only", async () => {
    const { result } = await streamed(file("deepseek-v4-pro.tool-call.sse"));
    expect(result?.toolCalls).toEqual([
      { id: "call_00_ioIn7yN9p1ZOMNpDLwd4MgAF", name: "weather", input: { location: "San Francisco" } },
    ]);
    expect(result?.finish).toEqual({ reason: "tool-calls", raw: "tool_calls" });
  });

  it("parallel-tool-calls: two calls, in order", async () => {
    const { events, result } = await streamed(file("deepseek-v4-pro.parallel-tool-calls.sse"));
    expect(result?.toolCalls.map((call) => call.input)).toEqual([{ location: "Paris" }, { location: "Rome" }]);
    expect(told(events).filter((one) => one.startsWith("tool-call-start"))).toEqual([
      "tool-call-start 1 weather call_00_aaaaaaaaaaaaaaaaaaaaaaaa",
      "tool-call-start 2 weather call_01_bbbbbbbbbbbbbbbbbbbbbbbb",
    ]);
  });

  it("logprobs: kept in the wire objects, read by tokenLogprobs", async () => {
    const { result } = await streamed(file("deepseek-v4-flash.logprobs.sse"));
    expect(result?.warnings).toEqual([]);
    expect(result?.response.model).toBe("deepseek-v4-flash");
    expect(result === undefined ? [] : tokenLogprobs(result)).toEqual([
      {
        token: "OK",
        logprob: -0.00002467602,
        bytes: [79, 75],
        top: [{ token: "OK", logprob: -0.00002467602, bytes: [79, 75] }],
      },
    ]);
  });

  it("interrupted: insufficient_system_resource is overloaded and retryable, with the partial turn", async () => {
    const events = new TextDecoder().decode(wireFile("deepseek-v4-pro.interrupted.sse")).split(/(?<=\n\n)/);
    const { error } = await streamed({ chunks: events });
    expect(error).toMatchObject({
      code: "overloaded",
      retryable: true,
      phase: "after-output",
      attempts: 1,
      requestId: "trace-1",
    });
    expect(error?.partial).toMatchObject({
      message: { content: [{ type: "reasoning", text: "We", complete: false }] },
      usage: { output: { total: 2 } },
    });
  });

  it("markup-in-text: with tools the turn ends by name; the prose before is kept, the markup is in raw", async () => {
    const { events, error } = await streamed(file("deepseek-v4-pro.markup-in-text.sse"));
    expect(error).toMatchObject({ code: "tool_markup_in_text", retryable: false });
    expect(told(events).at(-1)).toBe('text-delta 1 "Let me look. "');
    expect(JSON.stringify(error?.raw)).toContain("DSML");
  });

  it("markup-in-text: without tools it is text like any other", async () => {
    const { transport } = scripted(file("deepseek-v4-pro.markup-in-text.sse"));
    const result = await createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .stream({ messages })
      .result();
    expect(result.text).toContain("<｜｜DSML｜｜tool_calls>");
  });

  it("property: any split of the bytes gives the same events", async () => {
    for (const name of [
      "deepseek-v4-pro.thinking-text.sse",
      "deepseek-v4-pro.parallel-tool-calls.sse",
      "deepseek-v4-pro.markup-in-text.sse",
    ]) {
      const bytes = wireFile(name);
      const expected = told((await streamed({ chunks: [bytes] })).events);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
          const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
          expect(told((await streamed({ chunks })).events)).toEqual(expected);
        }),
        { numRuns: 40 },
      );
    }
  });
});

describe("edges of the stream", () => {
  it("usage: null everywhere and a usage chunk of its own afterwards are both fine; the last one wins", async () => {
    const later = `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", created: 1, model: "m", choices: [], usage })}\n\n`;
    const { events, result } = await streamed({
      chunks: [sse([{ delta: { content: "hi" } }, { finish_reason: "stop" }], "nothing"), later, "data: [DONE]\n\n"],
    });
    expect(told(events).filter((one) => one === "usage")).toHaveLength(1);
    expect(result?.usage?.output).toEqual({ total: 219, reasoning: 205 });
  });

  it("no usage at all: success with the warning usage_missing", async () => {
    const { result } = await streamed({ chunks: [sse([{ delta: { content: "hi" }, finish_reason: "stop" }])] });
    expect(result?.warnings.map((warning) => warning.code)).toEqual(["usage_missing"]);
    expect(result).not.toHaveProperty("usage");
  });

  it("an answer of another model than was asked for is normal, and said", async () => {
    const text = sse([{ delta: { content: "hi" }, finish_reason: "stop", usage }]).replaceAll(
      "deepseek-v4-pro",
      "deepseek-v4-flash",
    );
    const { result } = await streamed({ chunks: [text] });
    expect(result?.response.model).toBe("deepseek-v4-flash");
    expect(result?.message.origin?.model).toBe("deepseek-v4-pro");
    expect(result?.warnings).toEqual([]);
  });

  it("pains 11: an unknown delta key is warned about once and kept", async () => {
    const { result } = await streamed({
      chunks: [
        sse([
          { delta: { content: "a", thought: "hm" } },
          { delta: { content: "b", thought: "hm" } },
          { finish_reason: "stop", usage },
        ]),
      ],
    });
    expect(result?.text).toBe("ab");
    expect(result?.warnings).toMatchObject([{ code: "wire_unknown_field", path: "choices[0].delta.thought" }]);
    expect(JSON.stringify(result?.raw)).toContain('"thought":"hm"');
  });

  it("[DONE] without a finish reason is a truncated stream, not a success", async () => {
    const { error } = await streamed({ chunks: [sse([{ delta: { content: "half" } }])] });
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true });
    expect(error?.partial?.message.content).toMatchObject([{ text: "half" }]);
  });

  it.each([
    ["an error object", { error: { message: "Server busy", type: "server_error" } }, "provider_stream_error", false],
    ["one whose code is a status", { error: { message: "Server busy", code: 503 }, choices: [] }, "overloaded", true],
    ["a spent account", { error: { message: "Insufficient Balance" } }, "insufficient_quota", false],
  ] as const)("pains 45: %s inside the stream is an error by name", async (_name, frame, code, retryable) => {
    const { error, requests } = await streamed({
      chunks: [sse([{ delta: { content: "Hel" } }], "nothing"), `data: ${JSON.stringify(frame)}\n\n`],
    });
    expect(error).toMatchObject({ code, retryable, phase: "after-output" });
    expect(requests).toBe(1);
  });

  it("content_filter is a result whose text is not complete", async () => {
    const { result } = await streamed({
      chunks: [sse([{ delta: { content: "I" } }, { finish_reason: "content_filter", usage }])],
    });
    expect(result?.finish).toEqual({ reason: "content-filter", raw: "content_filter" });
    expect(result?.message.content).toEqual([{ type: "text", text: "I", complete: false }]);
  });

  it("text that could begin markup is delivered when the turn ends there", async () => {
    const { result } = await streamed({
      chunks: [sse([{ delta: { content: "a <" } }, { finish_reason: "stop", usage }])],
    });
    expect(result?.text).toBe("a <");
  });

  it("a name that never comes is response_event_missing_field", async () => {
    const { error } = await streamed({
      chunks: [
        sse([
          { delta: { tool_calls: [{ index: 0, id: "a", function: { arguments: "{}" } }] } },
          { finish_reason: "tool_calls" },
        ]),
      ],
    });
    expect(error?.code).toBe("response_event_missing_field");
  });
});

describe("generate reads whole answers through the same reader", () => {
  const generated = (answer: Answer): Promise<unknown> => {
    const { transport } = scripted(answer);
    return createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .generate({ messages, tools })
      .catch((error: unknown) => error);
  };

  it('blank lines before the JSON, index in each call, content "" beside calls', async () => {
    expect(
      await generated({
        headers: { "content-type": "application/json" },
        chunks: [wireFile("deepseek-v4-pro.whole-tool-call.json")],
      }),
    ).toMatchObject({
      toolCalls: [{ id: "call_00_lCIkdHRa7AKmCG3TlxXz1061", name: "weather", input: { location: "San Francisco" } }],
      reasoning: "I need the weather.",
      usage: { input: { total: 374, cached: 0 }, output: { total: 60, reasoning: 16 } },
      response: { requestId: "trace-1" },
    });
  });

  it("stream ≡ generate: the same turn gives the same message", async () => {
    const message = { content: "It is 18 °C.", reasoning_content: "Easy." };
    const fromWhole = await generated(whole(message));
    const { result } = await streamed({
      chunks: [
        sse([
          { delta: { role: "assistant", content: null, reasoning_content: "Easy." } },
          { delta: { content: "It is 18 °C.", reasoning_content: null } },
          { finish_reason: "stop", usage },
        ]),
      ],
    });
    for (const name of ["message", "text", "reasoning", "finish", "usage", "toolCalls"] as const) {
      expect((fromWhole as Record<string, unknown>)[name]).toEqual(result?.[name]);
    }
  });

  it.each([
    ["markup", whole({ content: "<｜DSML｜tool_calls>" }), "tool_markup_in_text"],
    ["an interruption", whole({ content: "x" }, "insufficient_system_resource"), "overloaded"],
    [
      "an error with status 200",
      { headers: { "content-type": "application/json" }, chunks: ['{"error":{"message":"Insufficient Balance"}}'] },
      "insufficient_quota",
    ],
    [
      "cut JSON",
      { headers: { "content-type": "application/json" }, chunks: ['{"id":"x","choices":[{'] },
      "malformed_event",
    ],
    ["a page", { headers: { "content-type": "text/html" }, chunks: ["<!doctype html>"] }, "unexpected_content_type"],
  ])("%s is an error by name", async (_name, answer, code) => {
    expect(await generated(answer)).toMatchObject({ code });
  });
});
