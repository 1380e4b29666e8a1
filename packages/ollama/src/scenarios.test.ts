// Failures of other clients, by the numbers that the project gives them; each against bytes of the real server or bytes
// in its shapes.
import { type ChatModel, type DialectError, jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { capture, recorded } from "../test/capture.js";
import { type Answer, counts, lines, scripted } from "../test/scripted-transport.js";
import { createOllama, type OllamaModelSettings } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris?" }];
const tools: readonly Tool[] = [
  { name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) },
];
const call = (city: string, id?: string): object => ({
  ...(id === undefined ? {} : { id }),
  function: { index: 0, name: "get_weather", arguments: { city } },
});
const done = { ...counts };

async function run(
  answers: readonly Answer[],
  own: OllamaModelSettings = {},
  settings: object = {},
): Promise<{
  error: DialectError | undefined;
  result: Awaited<ReturnType<typeof capture>>["result"];
  requests: number;
  aborted: number;
}> {
  const { transport, requests, aborted } = scripted(...answers);
  const model = createOllama({ env: {}, transport, ...settings }).chat("m", own as never) as ChatModel;
  const { error, result } = await capture(model.stream({ messages, tools }));
  return { error, result, requests: requests.length, aborted: aborted() };
}
const sse = (...chunks: readonly object[]): Answer => ({
  headers: { "content-type": "text/event-stream" },
  chunks: [
    chunks
      .map((chunk) => `data: ${JSON.stringify({ id: "chatcmpl-7", created: 1, model: "m", ...chunk })}\n\n`)
      .join(""),
  ],
});
const delta = (value: object, finish: string | null = null): object => ({
  choices: [{ index: 0, delta: value, finish_reason: finish }],
});

describe("stream integrity", () => {
  it("scenario 1: a stream cut inside a tool call is stream_truncated, not executed, not retried after output", async () => {
    const whole = lines({ content: "One moment." }, { tool_calls: [call("Paris", "c1")], done });
    const { error, requests } = await run([{ chunks: [whole.slice(0, -140)] }, { chunks: [whole] }]);
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output" });
    expect(error?.partial?.message.content).toEqual([{ type: "text", text: "One moment.", complete: false }]);
    expect(requests).toBe(1);
  });

  it("scenarios 2 and 3: a call cut at the limit is an error line, never a call", async () => {
    const { error, requests } = await run([recorded("api-chat-tools-badjson-stream")]);
    expect(error).toMatchObject({
      code: "malformed_tool_arguments",
      retryable: false,
      hint: expect.stringContaining("maxOutputTokens") as string,
    });
    expect(requests).toBe(1);
    // On /v1 the same is a hidden end.
    expect((await run([recorded("tools-cut-by-max_tokens-stream")], { route: "chat" })).error).toMatchObject({
      code: "stream_truncated",
    });
  });

  it("scenario 4: arguments that are no object are malformed_tool_arguments, with their text", async () => {
    for (const text of ["[1]", '"{city: Paris}"', "12"]) {
      const line = lines({ tool_calls: [{ id: "c", function: { name: "get_weather", arguments: 0 } }], done }).replace(
        '"arguments":0',
        `"arguments":${text}`,
      );
      const { error } = await run([{ chunks: [line] }]);
      expect(error).toMatchObject({ code: "malformed_tool_arguments" });
      const expected = text.startsWith('"') ? JSON.parse(text) : text;
      expect(error?.partial?.message.content).toMatchObject([{ type: "tool-call", arguments: expected }]);
    }
  });

  it("scenario 5: a stream that ends without done is stream_truncated (ollama-vscode issue 61)", async () => {
    const { error } = await run([{ chunks: [lines({ content: "half an ans" })] }]);
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true });
    expect(error?.partial?.message.content).toMatchObject([{ text: "half an ans", complete: false }]);
  });

  it("a runner that went away is written as done without a done_reason (llm/server.go): no answer either", async () => {
    const { error } = await run([
      { chunks: [lines({ content: "half" }, { done: { done_reason: undefined, ...counts } })] },
    ]);
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true });
  });

  it("scenario 10: silence ends by a timer that names itself, and the socket is closed", async () => {
    const { error, aborted } = await run([{ chunks: [lines({ content: "a" })], finally: "stall" }], {
      timeouts: { idleMs: 20 },
    });
    expect(error).toMatchObject({
      code: "timeout_idle",
      message: expect.stringContaining("timeouts.idleMs") as string,
    });
    expect(aborted).toBe(1);
  });

  it("scenario 11: blank lines are no progress; a model that loads is waited for by the first-event limit", async () => {
    const { error } = await run(
      [{ chunks: ["\n\n"], finally: "stall" }],
      { timeouts: { firstEventMs: 20, idleMs: 5 } },
      { retry: false },
    );
    expect(error).toMatchObject({ code: "timeout_first_event" });
  });

  it("scenario 12: a line that is no JSON is malformed_event with its place; what came before is kept", async () => {
    const { error } = await run([{ chunks: [`${lines({ content: "a" })}{bad\n${lines({ content: "b" }, { done })}`] }]);
    expect(error).toMatchObject({ code: "malformed_event", message: expect.stringMatching(/Event 2/) as string });
    expect(JSON.stringify(error?.partial?.message)).toContain('"a"');
  });

  it("scenario 13: line ends, a last line without one, bytes split anywhere, a byte order mark", async () => {
    const text = lines({ content: "Grüße 🙂" }, { done });
    const bytes = new TextEncoder().encode(`\ufeff${text.replaceAll("\n", "\r\n").trimEnd()}`);
    const { result } = await run([{ chunks: [...bytes].map((byte) => Uint8Array.of(byte)) }]);
    expect(result?.text).toBe("Grüße 🙂");
  });

  it("an empty line of content in the middle is no end (ollama issue 12420)", async () => {
    const { result } = await run([{ chunks: [lines({ content: "a" }, {}, { content: "b" }, { done })] }]);
    expect(result?.text).toBe("ab");
  });
});

describe("reasoning", () => {
  it("scenario 20: thinking is kept, streamed and whole, and goes back", async () => {
    const { result } = await run([recorded("api-chat-tools-stream")]);
    expect(result?.reasoning).toBe("Okay, simple.\n");
    expect(result?.reasoningCharacters).toEqual({ received: 14, delivered: 14 });
  });

  it("scenario 21: a turn that only thinks is reasoning_only_response", async () => {
    const answer = lines({ thinking: "Unfinished thought" }, { done });
    expect((await run([{ chunks: [answer] }, { chunks: [answer] }])).error).toMatchObject({
      code: "reasoning_only_response",
    });
  });
});

describe("tools", () => {
  it("scenario 23: every call at index 0 (ollama issue 15457): three calls, not one", async () => {
    const piece = (id: string, city: string): object =>
      delta({
        tool_calls: [
          { id, index: 0, type: "function", function: { name: "get_weather", arguments: `{"city":"${city}"}` } },
        ],
      });
    const chat = sse(piece("a", "Paris"), piece("b", "Rome"), piece("c", "Oslo"), delta({}, "tool_calls"));
    const inputs = async (answer: Answer, route: "native" | "chat"): Promise<unknown> =>
      (await run([answer], { route })).result?.toolCalls.map(({ id, input }) => [id, input["city"]]);
    const three = [
      ["a", "Paris"],
      ["b", "Rome"],
      ["c", "Oslo"],
    ];
    expect(await inputs({ ...chat, chunks: [...(chat.chunks ?? []), "data: [DONE]\n\n"] }, "chat")).toEqual(three);
    const native = lines(
      { tool_calls: [call("Paris", "a")] },
      { tool_calls: [call("Rome", "b")] },
      { tool_calls: [call("Oslo", "c")], done },
    );
    expect(await inputs({ chunks: [native] }, "native")).toEqual(three);
  });

  it("calls without ids, as older servers send them: made, unlike each other, and warned about", async () => {
    const { result } = await run([
      { chunks: [lines({ tool_calls: [call("Paris"), call("Rome")] }, { tool_calls: [call("Oslo")], done })] },
    ]);
    expect(new Set(result?.toolCalls.map(({ id }) => id)).size).toBe(3);
    expect(result?.warnings.map(({ code }) => code)).toContain("tool_call_id_missing");
  });

  it("pain 32: done_reason is stop with calls: the turn is a tool turn, the word is kept", async () => {
    const { result } = await run([recorded("api-chat-tools-think-false-stream")]);
    expect(result?.finish).toEqual({ reason: "tool-calls", raw: "stop" });
  });

  it("pain 37: arguments that come as a text are read as that text", async () => {
    const { result } = await run([
      {
        chunks: [
          lines({ tool_calls: [{ id: "c", function: { name: "get_weather", arguments: '{"city":"Paris"}' } }], done }),
        ],
      },
    ]);
    expect(result?.toolCalls).toMatchObject([{ input: { city: "Paris" } }]);
    expect(result?.warnings.map(({ code }) => code)).toContain("tool_arguments_as_text");
  });

  it("pain 11: a member that nobody reads is warned about once, and kept", async () => {
    const { result } = await run([
      { chunks: [lines({ content: "a", mood: "gay" }, { content: "b", mood: "sad" }, { done })] },
    ]);
    expect(result?.warnings).toMatchObject([{ code: "wire_unknown_field", path: "message.mood" }]);
    expect(JSON.stringify(result?.raw)).toContain("gay");
  });
});

describe("silent truncation of the prompt", () => {
  it("a prompt that fills the context is a warning; one with room is not", async () => {
    const answer = (tokens: number): Answer => ({
      chunks: [lines({ content: "a", done: { prompt_eval_count: tokens, eval_count: 1 } })],
    });
    const codes = async (tokens: number, own: OllamaModelSettings): Promise<unknown> =>
      (await run([answer(tokens)], own)).result?.warnings.map(({ code }) => code);
    expect(await codes(2048, { request: { numCtx: 2048 } })).toEqual(["context_full"]);
    expect(await codes(2048, { contextLength: 2048 })).toEqual(["context_full"]);
    expect(await codes(100, { request: { numCtx: 2048 } })).toEqual([]);
    expect(await codes(2048, {})).toEqual([]);
  });
});
