import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, vendorError, type OllamaSimulator, type OllamaSimulatorOptions } from "./index.js";

let simulator: OllamaSimulator;
afterEach(() => simulator.close());

const user = { role: "user", content: "hi" };
const tool = { type: "function", function: { name: "weather", parameters: { type: "object", properties: {} } } };
const turn = { reasoning: "Okay", text: "Hello" };
const call = { name: "weather", arguments: { city: "Paris" } };

async function start(options?: OllamaSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function send(body: object): Promise<Response> {
  return fetch(`${simulator.v1BaseUrl}/chat/completions`, {
    method: "POST",
    body: JSON.stringify({ model: "scripted", messages: [user], ...body }),
  });
}

const ask = async (body: object = {}): Promise<Record<string, unknown>> =>
  (await (await send(body)).json()) as Record<string, unknown>;

interface Chunk {
  readonly model: string;
  readonly choices: readonly { readonly delta: object; readonly finish_reason: string | null }[];
}
async function stream(body: object = {}): Promise<{ readonly chunks: readonly Chunk[]; readonly done: boolean }> {
  const data = (await (await send({ stream: true, ...body })).text())
    .split("\n\n")
    .filter((event) => event !== "")
    .map((event) => event.replace(/^data: /, ""));
  const chunks = data.filter((one) => one !== "[DONE]").map((one) => JSON.parse(one) as Chunk);
  return { chunks, done: data.at(-1) === "[DONE]" };
}

/** The naive request is refused with the server's sentence, the corrected one is answered. */
async function refused(naive: object, message: string, corrected: object = {}): Promise<void> {
  const response = await send(naive);
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: { message, type: "invalid_request_error", param: null, code: null } },
  ]);
  expect((await send(corrected)).status).toBe(200);
}

describe("refusals (router recordings `v1 …`, 2026-11-20: ../../test/wire/router)", () => {
  it("no messages", async () => {
    await start();
    await refused({ messages: [] }, "[] is too short - 'messages'");
  });

  it("an unknown effort", async () => {
    await start();
    const words = '"minimal", "low", "medium", "high", "xhigh", "ultra", "max", or "none"';
    await refused({ reasoning_effort: "banana" }, `invalid reasoning value: "banana" (must be ${words})`, {
      reasoning: { effort: "ultra" },
    });
    expect(simulator.runs[0]?.think).toBe("max");
  });

  it("an effort for a model that cannot think; none passes", async () => {
    await start();
    const plain = { model: "plain" };
    await refused({ ...plain, reasoning_effort: "low" }, '"plain" does not support thinking', {
      ...plain,
      reasoning_effort: "none",
    });
  });

  it("pictures from the web, and files", async () => {
    await start();
    const part = (content: object): object => ({ model: "gemma3", messages: [{ role: "user", content: [content] }] });
    const picture = (url: string): object => part({ type: "image_url", image_url: { url } });
    const message = "image URLs are not currently supported, please use base64 encoded data instead";
    await refused(picture("https://x/y.png"), message, picture("data:image/png;base64,AAAA"));
    await refused(part({ type: "file", file: { file_data: "x" } }), "invalid message format");
  });

  it("null content without calls, and arguments that are no JSON", async () => {
    await start();
    const assistant = (more: object): object => ({ messages: [user, { role: "assistant", content: null, ...more }] });
    const calls = (given: string): object => ({
      tool_calls: [{ id: "c", type: "function", function: { name: "f", arguments: given } }],
    });
    await refused(assistant({}), "invalid message content type: <nil>", assistant(calls("{}")));
    await refused(assistant(calls("")), "invalid tool call arguments", assistant(calls('{"a":1}')));
  });

  it("a wrong type (recorded bad-temperature-type, 2026-11-21)", async () => {
    await start();
    const message =
      "json: cannot unmarshal string into Go struct field ChatCompletionRequest.temperature of type float64";
    await refused({ temperature: "hot" }, message, { temperature: 3 });
  });

  it("an unknown model is 404 with a type of its own", async () => {
    await start();
    const response = await send({ model: "nope" });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: { message: "model 'nope' not found", type: "not_found_error", param: null, code: null } },
    ]);
    expect((await send({ model: "think" })).status).toBe(200);
  });

  it("an over-long prompt, as JSON in the message; num_ctx cannot be set (recorded over-long, 2026-11-21)", async () => {
    await start({ contextTokens: 1024 });
    const messages = [{ role: "user", content: "x".repeat(8_000) }];
    const { error } = (await ask({ messages, options: { num_ctx: 8192 } })) as { error: { message: string } };
    expect(JSON.parse(error.message)).toMatchObject({ error: { type: "exceed_context_size_error", n_ctx: 1024 } });
    expect(simulator.ignored.map((one) => one.path)).toEqual(["options"]);
  });
});

describe("silent drops: 200, listed in `ignored` (router recordings `v1 …`, 2026-11-20)", () => {
  it.each([
    [{ max_completion_tokens: 1 }, "max_completion_tokens"],
    [{ n: 3 }, "n"],
    [{ logit_bias: { 1: 1 } }, "logit_bias"],
    [{ tool_choice: "none" }, "tool_choice"],
    [{ parallel_tool_calls: false }, "parallel_tool_calls"],
    [{ user: "me" }, "user"],
    [{ store: true }, "store"],
    [{ num_ctx: 8192 }, "num_ctx"],
    [{ keep_alive: "5m" }, "keep_alive"],
    [{ response_format: { type: "yaml" } }, "response_format"],
    [{ tools: [{ ...tool, function: { ...tool.function, strict: true } }] }, "tools[0].function.strict"],
    [
      { messages: [user, { role: "assistant", content: "a", reasoning_content: "RC" }, user] },
      "messages[1].reasoning_content",
    ],
  ])("%j", async (body, path) => {
    await start({ turns: [turn, turn] });
    expect(await ask(body)).toMatchObject({ choices: [{ message: { content: "Hello" }, finish_reason: "stop" }] });
    expect(simulator.ignored).toEqual([{ request: 0, path, why: "dropped" }]);
    await ask();
    expect(simulator.ignored).toHaveLength(1);
  });

  it("tool_choice none does not keep the model from calling (recorded tools-none, 2026-11-21)", async () => {
    await start();
    expect(await ask({ tools: [tool], tool_choice: "none" })).toMatchObject({
      choices: [{ finish_reason: "tool_calls" }],
    });
  });

  it("parts of one message become messages (router v1 content parts)", async () => {
    await start();
    const content = ["one", "two"].map((text) => ({ type: "text", text }));
    await ask({ messages: [{ role: "user", content }] });
    expect(simulator.runs[0]?.messages.map((message) => message.content)).toEqual(["one", "two"]);
    expect(simulator.ignored).toEqual([{ request: 0, path: "messages[0].content", why: "split" }]);
  });

  it("temperature and top_p become 1 when absent (router v1 stream text usage)", async () => {
    await start();
    await ask({ max_tokens: 5 });
    expect(simulator.runs[0]?.options).toEqual({ num_predict: 5, temperature: 1, top_p: 1 });
  });

  it("a schema passes, its name and strict do not; a missing one is prose (recorded json_schema-missing-schema, 2026-11-21)", async () => {
    await start({ turns: [turn] });
    const format = (json_schema: object): object => ({ response_format: { type: "json_schema", json_schema } });
    expect(await ask(format({ name: "x" }))).toMatchObject({ choices: [{ message: { content: "Hello" } }] });
    await ask(format({ name: "x", strict: true, schema: { type: "object" } }));
    expect(simulator.runs.map((run) => run.format)).toEqual([undefined, { type: "object" }]);
    expect(simulator.ignored).toEqual([{ request: 1, path: "response_format.json_schema.strict", why: "dropped" }]);
  });

  it("a member that nobody knows is refused by the simulator, or passes with strict: false (recorded bad-unknown-param, 2026-11-21)", async () => {
    await start();
    expect(await ask({ frobnicate: 1 })).toMatchObject({
      error: { message: expect.stringMatching(/^Simulator: `frobnicate`/) },
    });
    await simulator.close();
    await start({ strict: false });
    expect((await send({ frobnicate: 1 })).status).toBe(200);
    expect(simulator.ignored).toEqual([{ request: 0, path: "frobnicate", why: "unknown-member" }]);
  });
});

describe("answers (recorded 2026-11-21: chat-stream-usage, tools-stream)", () => {
  it("reasoning beside empty content; usage only when asked for; ids repeat", async () => {
    await start({ turns: [turn, turn] });
    const { chunks, done } = await stream({ stream_options: { include_usage: true } });
    expect(done).toBe(true);
    expect(chunks[0]).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-\d{1,3}$/),
      system_fingerprint: "fp_ollama",
    });
    expect(chunks.map((chunk) => chunk.choices[0] ?? chunk)).toEqual([
      { index: 0, delta: { role: "assistant", content: "", reasoning: "Okay" }, finish_reason: null },
      { index: 0, delta: { content: "Hello" }, finish_reason: null },
      { index: 0, delta: {}, finish_reason: "stop" },
      expect.objectContaining({ choices: [], usage: expect.objectContaining({ total_tokens: expect.any(Number) }) }),
    ]);
    expect((await stream()).chunks.filter((chunk) => chunk.choices.length === 0)).toEqual([]);
  });

  it("whole calls in one delta; content is an empty text", async () => {
    await start({ turns: [{ toolCalls: [call] }, { toolCalls: [call] }] });
    const { chunks } = await stream({ tools: [tool] });
    expect(chunks.map((chunk) => chunk.choices[0]?.finish_reason)).toEqual([null, "tool_calls"]);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({
      role: "assistant",
      content: "",
      tool_calls: [{ index: 0, type: "function", function: { name: "weather", arguments: '{"city":"Paris"}' } }],
    });
    expect(await ask()).toMatchObject({ choices: [{ message: { content: "", tool_calls: [{ index: 0 }] } }] });
  });

  it("max_tokens is honoured", async () => {
    await start({ turns: [turn] });
    expect(await ask({ max_tokens: 1 })).toMatchObject({
      choices: [{ message: { content: "", reasoning: "Okay" }, finish_reason: "length" }],
    });
  });
});

describe("failures are hidden: an ordinary chunk without a model name, and the end", () => {
  const hidden = { model: "", choices: [{ index: 0, delta: { content: "" }, finish_reason: null }] };

  it("a crash in mid-stream (recorded kill-runner-mid-stream-v1, 2026-11-21)", async () => {
    await start({ turns: [{ text: "Hel", error: vendorError("runner-crash") }, turn] });
    const { chunks, done } = await stream();
    expect([chunks.at(-1), done]).toMatchObject([hidden, false]);
    expect((await stream()).done).toBe(true);
  });

  it("a call that max_tokens cuts; 500 without streaming (recorded tools-cut-by-max_tokens, 2026-11-21)", async () => {
    const cut = { reasoning: "Okay", toolCalls: [call] };
    await start({ turns: [cut, cut, cut] });
    const { chunks, done } = await stream({ tools: [tool], max_tokens: 3 });
    expect([chunks.at(-1), done]).toMatchObject([hidden, false]);
    const response = await send({ tools: [tool], max_tokens: 3 });
    expect([response.status, await response.json()]).toMatchObject([500, { error: { type: "api_error" } }]);
    expect((await stream({ tools: [tool] })).done).toBe(true);
  });
});
