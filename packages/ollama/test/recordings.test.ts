// What the real server sent, through the reader of each route. The expectations were written by reading the bytes.
import type { ChatModel } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createOllama, type RouteId } from "../src/index.js";
import { capture, type Captured, failure, recorded, routed, told, wireBody } from "./capture.js";
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
    expect(told(events)).toEqual([
      ...thinking,
      "text-start 1",
      ...hello,
      "usage",
      "text-end 1",
      "finish stop (stop)",
    ]);
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

describe("chat: recorded from Ollama 0.33.0", () => {
  it("chat-stream-usage: the same turn as on the native route", async () => {
    const { events, result } = await stream("chat", recorded("chat-stream-usage"));
    expect(told(events)).toEqual([
      ...thinking,
      "text-start 1",
      ...hello,
      "text-end 1",
      "usage",
      "finish stop (stop)",
    ]);
    expect(result?.usage).toMatchObject({ input: { total: 21 }, output: { total: 16 } });
    expect(result?.message.content[0]).toMatchObject({ type: "reasoning", field: "reasoning" });
  });

  it("chat-stream: usage that nobody sends is a warning, never 0", async () => {
    const { result } = await stream("chat", recorded("chat-stream"));
    expect(result?.usage).toBeUndefined();
    expect(result?.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
  });

  it("chat, chat-stop, chat-stream-utf8-split, reasoning_effort-none", async () => {
    const text = async (name: string): Promise<string> =>
      (await modelOn("chat", recorded(name)).generate({ messages })).text;
    expect(await text("chat")).toBe("Hello! I am a scripted model.");
    expect(await text("chat-stop")).toBe(" one two three");
    expect((await stream("chat", recorded("chat-stream-utf8-split"))).result?.text).toBe("Grüße, 世界! 🙂");
    expect((await modelOn("chat", recorded("reasoning_effort-none")).generate({ messages })).reasoning).toBe("");
  });

  it("tools-stream, tools-parallel-stream, tools", async () => {
    const one = (await stream("chat", recorded("tools-stream"))).result;
    expect(one?.toolCalls).toMatchObject([{ id: "4y99xhyTODcWUYDVhWQkqQWYHWfGwplG", input: { city: "Paris" } }]);
    const two = (await stream("chat", recorded("tools-parallel-stream"))).result;
    expect(two?.toolCalls.map(({ name, input }) => [name, input])).toEqual([
      ["get_weather", { city: "Paris" }],
      ["get_time", { tz: "CET" }],
    ]);
    const whole = await modelOn("chat", recorded("tools")).generate({ messages });
    expect(whole.toolCalls).toMatchObject([{ id: "CKPbblB8Z7JwfwVHBs3u4Zlc9orfdGya" }]);
    expect(whole.finish).toEqual({ reason: "tool-calls", raw: "tool_calls" });
  });

  it("chat-stream-length, chat-max_tokens-3: length is a result with an incomplete part", async () => {
    const streamed = (await stream("chat", recorded("chat-stream-length"))).result;
    expect(streamed?.finish).toEqual({ reason: "length", raw: "length" });
    expect(streamed?.message.content[1]).toMatchObject({ text: " one two three four five six seven", complete: false });
    const whole = await modelOn("chat", recorded("chat-max_tokens-3")).generate({ messages });
    expect(whole.message.content).toMatchObject([{ type: "reasoning", text: "Okay,", complete: false }]);
  });

  it("chat-logprobs: they are in result.raw", async () => {
    const result = await modelOn("chat", recorded("chat-logprobs")).generate({ messages });
    expect(JSON.stringify(result.raw)).toContain('"logprobs":{"content"');
  });

  it.each([
    ["kill-runner-mid-stream-v1", " three four five"],
    ["tools-badjson-stream", "Okay, simple.\\n"],
    ["tools-cut-by-max_tokens-stream", "Okay"],
  ])("%s: a failure that the endpoint hides is stream_truncated, not an answer", async (name, kept) => {
    const { error } = await stream("chat", recorded(name));
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output" });
    expect(error?.hint).toContain('route: "native"');
    expect(JSON.stringify(error?.partial?.message)).toContain(kept);
  });

  it("kill-serve-mid-stream: the server is gone, the connection breaks", async () => {
    const { error } = await stream("chat", { ...recorded("kill-serve-mid-stream"), finally: "reset" });
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true });
  });

  it.each([
    ["chat-empty-answer-stream", "empty_model_response"],
    ["chat-halfthink-stream", "reasoning_only_response"],
    ["bad-model-stream", "model_not_found"],
    ["over-long-stream", "context_length_exceeded"],
    ["reasoning_effort-bad", "invalid_request"],
    ["reasoning_effort-on-plain-model", "invalid_request"],
    ["tools-on-toolless-model", "invalid_request"],
    ["tools-cut-by-max_tokens", "malformed_tool_arguments"],
    ["embed-model-chat", "invalid_request"],
    ["image-part", "unsupported_content"],
    ["shared-blob-jinja-clash.2-tools-on-native-model", "provider_error"],
  ])("%s is %s and not retried", async (name, code) => {
    const { transport, requests } = scripted(recorded(name), recorded(name));
    const model = createOllama({ transport, env: {} }).chat("scripted:latest", { route: "chat" });
    const { error } = await capture(model.stream({ messages }));
    expect(error).toMatchObject({ code });
    if (error?.retryable !== true) expect(requests).toHaveLength(1);
  });

  it("v1-cloud: the daemon is not signed in; the body has the native shape", async () => {
    expect((await stream("chat", routed("v1-cloud"))).error).toMatchObject({
      code: "authentication_failed",
      retryable: false,
      hint: expect.stringContaining("signin") as unknown as string,
    });
  });

  it("v1-mid-error-stream of the router has the same trace as the killed server", async () => {
    expect((await stream("chat", routed("v1-mid-error-stream"))).error).toMatchObject({ code: "stream_truncated" });
  });
});

describe("what silent drops are known from", () => {
  it("chat-unknown-field: tool_choice and response_format never reach the runner", () => {
    const { request, runnerSaw } = routed("chat-unknown-field");
    expect(request).toContain('"tool_choice":"required"');
    expect(JSON.stringify(runnerSaw)).not.toContain("required");
    expect(runnerSaw).toMatchObject({ format: null });
  });

  it("chat-stream-tools-parallel: additionalProperties is gone when the runner sees the schema", () => {
    const { request, runnerSaw } = routed("chat-stream-tools-parallel");
    expect(request).toContain("additionalProperties");
    expect(JSON.stringify(runnerSaw)).not.toContain("additionalProperties");
  });

  it("v1-reasoning_content-replay: only `reasoning` becomes thinking", () => {
    const seen = JSON.stringify(routed("v1-reasoning_content-replay").runnerSaw);
    expect(seen).toContain('"thinking":"R"');
    expect(seen).not.toContain("RC");
  });

  it("v1-max_completion_tokens-ignored and chat-max_tokens-3", () => {
    expect(wireBody("recorded/chat-max_completion_tokens-3.resp.txt")).toContain('"completion_tokens":16');
    expect(wireBody("recorded/chat-max_tokens-3.resp.txt")).toContain('"completion_tokens":3');
  });
});
