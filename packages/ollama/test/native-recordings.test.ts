// What the real server sent, through the reader of each route. The expectations were written by reading the bytes.
import type { ChatModel } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createOllama, type RouteId } from "../src/index.js";
import { capture, type Captured, failure, recorded, routed, told } from "./capture.js";
import { type Answer, scripted } from "./scripted-transport.js";

const messages = [{ role: "user", content: "hi" }] as const;
const modelOn = (route: RouteId, ...answers: readonly Answer[]): ChatModel =>
  createOllama({ transport: scripted(...answers).transport, retry: false, env: {} }).chat("scripted:latest", {
    route,
  }) as ChatModel;
const stream = (route: RouteId, answer: Answer): Promise<Captured> =>
  capture(modelOn(route, answer).stream({ messages }));

const thinking = [
  "start",
  "reasoning-start 0",
  'reasoning-delta 0 "Okay"',
  'reasoning-delta 0 ","',
  'reasoning-delta 0 " simple"',
  'reasoning-delta 0 ".\\n"',
  "reasoning-end 0",
];
const hello = ["Hello", "!", " I", " am", " a", " scripted", " model", "."].map((text) => `text-delta 1 "${text}"`);

describe("native: recorded from Ollama 0.33.0", () => {
  it("api-chat-stream: thinking, text, counts in the last line", async () => {
    const { events, result } = await stream("native", recorded("api-chat-stream"));
    expect(told(events)).toEqual([...thinking, "text-start 1", ...hello, "usage", "text-end 1", "finish stop (stop)"]);
    expect(result?.text).toBe("Hello! I am a scripted model.");
    expect(result?.usage).toMatchObject({
      input: { total: 21 },
      output: { total: 16 },
      raw: { eval_duration: 106717000 },
    });
    expect(result?.message.content[0]).toEqual({ type: "reasoning", text: "Okay, simple.\n", field: "thinking" });
    expect(result?.warnings).toEqual([]);
    expect(result?.response).toMatchObject({ model: "scripted:latest", status: 200 });
  });

  it("api-chat: the whole answer gives the same turn", async () => {
    const result = await modelOn("native", recorded("api-chat")).generate({ messages });
    expect([result.reasoning, result.text, result.finish]).toEqual([
      "Okay, simple.\n",
      "Hello! I am a scripted model.",
      { reason: "stop", raw: "stop" },
    ]);
  });

  it("api-chat-think-false, api-chat-think-low", async () => {
    const off = await stream("native", recorded("api-chat-think-false"));
    expect([off.result?.reasoning, off.result?.text]).toEqual(["", "Hello! I am a scripted model."]);
    const low = await stream("native", recorded("api-chat-think-low"));
    expect(low.result?.reasoning).toBe("Okay, simple.\n");
  });

  it("api-chat-utf8-stream: characters of several bytes", async () => {
    expect((await stream("native", recorded("api-chat-utf8-stream"))).result?.text).toBe("Grüße, 世界! 🙂");
  });

  it("api-chat-tools-stream: the call is in the done line, and done_reason is stop", async () => {
    const { events, result } = await stream("native", recorded("api-chat-tools-stream"));
    expect(told(events)).toEqual([
      ...thinking,
      "tool-call-start 1 get_weather TfNgSJVqGJevPCfcAXQbt8BAwO0sLorq",
      'tool-call-delta 1 "{\\"city\\":\\"Paris\\"}"',
      "tool-call-end 1",
      "usage",
      "finish tool-calls (stop)",
    ]);
    expect(result?.toolCalls).toEqual([
      { id: "TfNgSJVqGJevPCfcAXQbt8BAwO0sLorq", name: "get_weather", input: { city: "Paris" } },
    ]);
  });

  it("api-chat-tools-parallel-stream: two calls in one line", async () => {
    const { result } = await stream("native", recorded("api-chat-tools-parallel-stream"));
    expect(result?.toolCalls).toEqual([
      { id: "6om3VBym66KTpNwuhswe1EuTEioLlidt", name: "get_weather", input: { city: "Paris" } },
      { id: "zbB1jsPJ5VASCuGeQHacammkK7E2hXiD", name: "get_time", input: { tz: "CET" } },
    ]);
  });

  it("api-chat-tools: the whole answer", async () => {
    const result = await modelOn("native", recorded("api-chat-tools")).generate({ messages });
    expect(result.toolCalls).toMatchObject([{ id: "FKvscWIqz0o7drah3rUX5UsRBzSF7k4W", input: { city: "Paris" } }]);
  });

  it("api-chat-num_predict, api-chat-thinkloop: length is a result with an incomplete part", async () => {
    const text = await modelOn("native", recorded("api-chat-num_predict")).generate({ messages });
    expect(text.finish).toEqual({ reason: "length", raw: "length" });
    expect(text.message.content[1]).toEqual({
      type: "text",
      text: " one two three four five six seven eight nine",
      complete: false,
    });
    const thought = await modelOn("native", recorded("api-chat-thinkloop")).generate({ messages });
    expect(thought.message.content).toMatchObject([{ type: "reasoning", complete: false }]);
  });

  it("api-chat-logprobs: they are in result.raw", async () => {
    const result = await modelOn("native", recorded("api-chat-logprobs")).generate({ messages });
    expect(JSON.stringify(result.raw)).toContain('"logprobs":[{"token":"<think>"');
  });

  it.each([
    ["api-chat-empty-answer", "empty_model_response"],
    ["api-chat-halfthink", "reasoning_only_response"],
    // A history is never empty, so these come from another request than ours.
    ["api-chat-load", "empty_model_response"],
    ["api-chat-unload", "empty_model_response"],
    ["api-chat-bad-model", "model_not_found"],
    ["api-chat-bad-json", "invalid_request"],
    ["api-chat-bad-option", "invalid_request"],
    ["api-chat-format-bad", "invalid_request"],
    ["api-chat-think-bad", "invalid_request"],
    ["api-chat-think-on-plain-model", "invalid_request"],
    ["api-chat-tools-on-toolless-model", "invalid_request"],
    ["api-chat-tools-replay-args-string", "invalid_request"],
    ["api-chat-over-long", "context_length_exceeded"],
    ["api-chat-tools-badjson", "malformed_tool_arguments"],
    ["api-chat-tools-cut", "malformed_tool_arguments"],
    ["bad-path", "endpoint_not_supported"],
    ["bad-method", "endpoint_not_supported"],
    ["cloud-model", "provider_error"],
  ])("%s is %s, streamed and whole", async (name, code) => {
    expect((await stream("native", recorded(name))).error).toMatchObject({ code });
    expect(await failure(modelOn("native", recorded(name)).generate({ messages }))).toMatchObject({ code });
  });

  it("api-chat-tools-badjson-stream: an error line in the stream, with what was received", async () => {
    const { error } = await stream("native", recorded("api-chat-tools-badjson-stream"));
    expect(error).toMatchObject({ code: "malformed_tool_arguments", retryable: false, phase: "after-output" });
    expect(error?.message).toContain('returned invalid tool call arguments for "get_weather"');
    expect(error?.partial?.message.content).toMatchObject([{ type: "reasoning", text: "Okay, simple.\n" }]);
  });

  it("kill-runner-mid-stream-native: the runner's death is an error line", async () => {
    const { error } = await stream("native", recorded("kill-runner-mid-stream-native"));
    expect(error).toMatchObject({ code: "provider_stream_error", retryable: true, phase: "after-output" });
    expect(error?.message).toContain("an error was encountered while running the model: unexpected EOF");
    expect(JSON.stringify(error?.partial?.message)).toContain(" one two three");
  });

  it("api-chat-abort: bytes that just end, without a done line", async () => {
    expect((await stream("native", recorded("api-chat-abort"))).error).toMatchObject({ code: "stream_truncated" });
  });
});

describe("native: the real router with a scripted runner", () => {
  it("chat-stream-tools-parallel: ids as they came", async () => {
    const { result } = await stream("native", routed("chat-stream-tools-parallel"));
    expect(result?.toolCalls.map(({ id, input }) => [id, input])).toEqual([
      ["call_abcd1234", { city: "Paris", unit: "c" }],
      ["call_efgh5678", { city: "Tokyo" }],
    ]);
  });

  it("chat-nostream-tools-but-request-has-no-tools: a model may call what nobody offered", async () => {
    const answer = routed("chat-nostream-tools-but-request-has-no-tools");
    expect((await modelOn("native", answer).generate({ messages })).toolCalls).toHaveLength(2);
  });

  it("chat-mid-error-stream, chat-early-error-stream, chat-early-400-stream", async () => {
    const middle = (await stream("native", routed("chat-mid-error-stream"))).error;
    expect(middle).toMatchObject({ code: "provider_stream_error", retryable: true });
    expect(middle?.message).toContain("CUDA error");
    const early = (await stream("native", routed("chat-early-error-stream"))).error;
    expect(early).toMatchObject({ code: "provider_error", retryable: true, status: 500 });
    expect((await stream("native", routed("chat-early-400-stream"))).error).toMatchObject({
      code: "context_length_exceeded",
      retryable: false,
    });
  });

  it("gpt-oss: two passes, tools, and a broken call", async () => {
    expect((await stream("native", routed("gpt-oss-format-two-pass-native"))).result?.text).toBe('{"a":"b"}');
    expect((await stream("native", routed("gpt-oss-tool-native"))).result?.toolCalls).toMatchObject([
      { name: "get_weather", input: { city: "Paris" } },
    ]);
    expect((await stream("native", routed("gpt-oss-malformed-tool-json-native"))).error).toMatchObject({
      code: "malformed_tool_arguments",
      retryable: false,
    });
  });
});
