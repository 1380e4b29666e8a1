// What the real server sent, through the reader of each route. The expectations were written by reading the bytes.
import type { ChatModel } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createOllama, type RouteId } from "../src/index.js";
import { capture, type Captured, recorded, routed, told, wireBody } from "./capture.js";
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

describe("chat: recorded from Ollama 0.33.0", () => {
  it("chat-stream-usage: the same turn as on the native route", async () => {
    const { events, result } = await stream("chat", recorded("chat-stream-usage"));
    expect(told(events)).toEqual([...thinking, "text-start 1", ...hello, "text-end 1", "usage", "finish stop (stop)"]);
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
