import { describe, expect, it } from "vitest";
import { type ChatEvent, type ChatResult, type DialectError, isDialectError, jsonSchema, type Message } from "@dialect/core";
import { createOpenAI, tokenLogprobs } from "../../index.js";
import { type Answer, answer, cut, delta, json, scripted, sse } from "../../../test/scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const local = "http://127.0.0.1:8080/v1";
const tools = [{ name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) }];
/** Everything is assumed of the custom server: what is under test is the reading. */
const assume = { like: "gpt-4.1" } as const;

function open(answers: readonly Answer[], settings: object = {}) {
  const transport = scripted(...answers);
  const model = createOpenAI({ baseUrl: local, apiKey: "", retry: false, transport, ...settings }).chat("m-1", { route: "chat", assume });
  return { transport, model };
}
const result = (one: Answer, request: object = {}): Promise<ChatResult> => open([one]).model.stream({ messages, ...request }).result() as Promise<ChatResult>;
async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}
const call = (fields: object, finish: string | null = null): object => delta({ tool_calls: [fields] }, finish);

describe("OpenAI's own stream (github.com/vercel/ai ed857f50f1, openai-text.chunks.txt)", () => {
  const frame = { id: "chatcmpl-9", object: "chat.completion.chunk", created: 1, model: "gpt-4.1-nano-2025-04-14", service_tier: "default", system_fingerprint: "fp_1" };
  const own = [
    { ...frame, choices: [{ index: 0, delta: { role: "assistant", content: "", refusal: null }, logprobs: null, finish_reason: null }], usage: null, obfuscation: "Qup1BsQ3" },
    { ...frame, choices: [{ index: 0, delta: { content: "Holi" }, logprobs: null, finish_reason: null }], usage: null, obfuscation: "x" },
    { ...frame, choices: [{ index: 0, delta: { content: "day" }, logprobs: null, finish_reason: null }], usage: null, obfuscation: "xy" },
    { ...frame, choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: "stop" }], usage: null, obfuscation: "xyz" },
    {
      ...frame, choices: [], obfuscation: "h9RiQLL",
      usage: {
        prompt_tokens: 16, completion_tokens: 300, total_tokens: 316, prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 7, audio_tokens: 0, accepted_prediction_tokens: 0, rejected_prediction_tokens: 0 },
      },
    },
  ];
  const headers = {
    "content-type": "text/event-stream", "x-request-id": "req_1",
    "x-ratelimit-limit-requests": "500", "x-ratelimit-remaining-requests": "499", "x-ratelimit-reset-requests": "120ms",
    "x-ratelimit-limit-tokens": "30000", "x-ratelimit-remaining-tokens": "29990", "x-ratelimit-reset-tokens": "6m0s",
  };

  it("events, usage of the trailing chunk, request id and rate limits; padding is no unknown field", async () => {
    const events: ChatEvent[] = [];
    const stream = open([{ ...sse(...own), headers }]).model.stream({ messages });
    for await (const event of stream) events.push(event);
    expect(events).toEqual([
      {
        type: "start",
        response: {
          route: "chat", status: 200, attempt: 1, id: "chatcmpl-9", model: "gpt-4.1-nano-2025-04-14", requestId: "req_1",
          rateLimits: {
            requests: { limit: 500, remaining: 499, resetMs: 120 }, tokens: { limit: 30_000, remaining: 29_990, resetMs: 360_000 },
            raw: expect.any(Object) as object,
          },
        },
      },
      { type: "text-start", index: 0 },
      { type: "text-delta", index: 0, text: "Holi" },
      { type: "text-delta", index: 0, text: "day" },
      { type: "text-end", index: 0, part: { type: "text", text: "Holiday" } },
      {
        type: "usage",
        usage: { input: { total: 16, cached: 4 }, output: { total: 300, reasoning: 7 }, raw: own[4]?.usage },
      },
      { type: "finish", finish: { reason: "stop", raw: "stop" } },
    ]);
    expect((await stream.result()).warnings).toEqual([]);
  });

  it("any split of the bytes gives the same turn; comments, CRLF and no space after the colon too (scenario 13)", async () => {
    const text = sse(...own).chunks.join("");
    const whole = await result({ chunks: [text], headers });
    for (const size of [1, 2, 3, 7, 64]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
      expect((await result({ chunks, headers })).message).toEqual(whole.message);
    }
    const odd = `: keep-alive\r\n\r\n${text.replaceAll("\n", "\r\n").replaceAll("data: ", "data:")}`;
    expect((await result({ chunks: [odd], headers })).message).toEqual(whole.message);
  });

  it("a whole answer says the same as the stream (S1.8)", async () => {
    const usage = own[4]?.usage;
    const body = { ...frame, object: "chat.completion", choices: [{ index: 0, message: { role: "assistant", content: "Holiday", refusal: null, annotations: [] }, logprobs: null, finish_reason: "stop" }], usage };
    const { model } = open([sse(...own), json(body)]);
    const streamed = await model.stream({ messages }).result();
    const whole = await model.generate({ messages });
    for (const key of ["message", "text", "finish", "usage", "toolCalls", "warnings"] as const) expect(whole[key]).toEqual(streamed[key]);
  });

  it("a refusal is a part of its own and ends the turn as refusal", async () => {
    const streamed = await result(sse(delta({ refusal: "I'm " }), delta({ refusal: "sorry" }), delta({}, "stop")));
    expect(streamed.message.content).toEqual([{ type: "refusal", text: "I'm sorry" }]);
    expect(streamed.finish).toEqual({ reason: "refusal", raw: "stop" });
    expect((await open([json(answer({ content: null, refusal: "I'm sorry" }))]).model.generate({ messages })).finish.reason).toBe("refusal");
  });

  it("log probabilities are read from raw, of a stream and of an answer", async () => {
    const logprobs = (token: string) => ({ content: [{ token, logprob: -0.5, bytes: [97], top_logprobs: [{ token, logprob: -0.5, bytes: [97] }] }], refusal: null });
    const chunk = (token: string) => ({ ...frame, choices: [{ index: 0, delta: { content: token }, logprobs: logprobs(token), finish_reason: null }] });
    const { model } = open([sse(chunk("a"), chunk("b"), delta({}, "stop")), json({ ...answer({ content: "a" }), choices: [{ index: 0, message: { content: "a" }, logprobs: logprobs("a"), finish_reason: "stop" }] })]);
    const token = (name: string) => ({ token: name, logprob: -0.5, bytes: [97], top: [{ token: name, logprob: -0.5, bytes: [97] }] });
    expect(tokenLogprobs(await model.stream({ messages, logprobs: true }).result())).toEqual([token("a"), token("b")]);
    expect(tokenLogprobs(await model.generate({ messages, logprobs: true }))).toEqual([token("a")]);
    expect(tokenLogprobs({ raw: null })).toEqual([]);
  });

  it("citations of a searching model become sources behind the text", async () => {
    const annotations = [{ type: "url_citation", url_citation: { start_index: 0, end_index: 1, url: "https://x.example/", title: "X" } }];
    const whole = await open([json(answer({ content: "See X.", annotations }))]).model.generate({ messages });
    expect(whole.message.content).toEqual([{ type: "text", text: "See X." }, { type: "source", url: "https://x.example/", title: "X" }]);
  });

  it("Azure's filter results are kept for raw without a warning", async () => {
    const first = { ...frame, model: "", choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }] };
    const done = await result(sse(first, delta({ content: "a" }), delta({}, "stop")));
    expect(done.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
    expect(JSON.stringify(done.raw)).toContain("prompt_filter_results");
  });
});

describe("finish words", () => {
  for (const [word, reason] of [["stop", "stop"], ["length", "length"], ["content_filter", "content-filter"], ["eos", "other"]] as const) {
    it(`${word} → ${reason}, the raw word kept`, async () => {
      expect((await result(sse(delta({ content: "a" }), delta({}, word)))).finish).toEqual({ reason, raw: word });
    });
  }

  it("scenario 14: an empty finish word in mid-stream is no end", async () => {
    expect((await result(sse(delta({ content: "a" }, ""), delta({ content: "b" }, ""), delta({}, "stop")))).text).toBe("ab");
  });

  it("scenario 2: length inside tool arguments is a result whose call is incomplete and not executable", async () => {
    const done = await result(sse(call({ index: 0, id: "call_1", function: { name: "get_weather", arguments: '{"city": "Par' } }), delta({}, "length")), { tools });
    expect(done.finish.reason).toBe("length");
    expect(done.toolCalls).toEqual([]);
    expect(done.message.content).toEqual([{ type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city": "Par', complete: false }]);
  });

  it("scenario 24: calls with stop are a tool turn, also after a forced named tool; tool_calls without a call is named", async () => {
    const named = await result(sse(call({ index: 0, id: "call_1", function: { name: "get_weather", arguments: "{}" } }), delta({}, "stop")), { tools, toolChoice: { name: "get_weather" } });
    expect(named.finish).toEqual({ reason: "tool-calls", raw: "stop" });
    expect(named.toolCalls).toEqual([{ id: "call_1", name: "get_weather", input: {} }]);
    expect((await failure(result(sse(delta({ tool_calls: [] }), delta({}, "tool_calls")), { tools }))).code).toBe("tool_call_expected_but_missing");
  });
});

describe("tool-call streaming on a custom base URL (pains 27–37)", () => {
  const weather = (place: object, args: string, finish: string | null = null): object => call({ ...place, type: "function", function: { name: "get_weather", arguments: args } }, finish);
  const calls = async (...events: readonly object[]): Promise<unknown> => {
    const done = await result(sse(...events, delta({}, "tool_calls")), { tools });
    return done.toolCalls.map(({ id, input }) => [id, input["city"]]);
  };

  it("27, scenario 23: three calls at index 0 with ids of their own are three calls", async () => {
    expect(await calls(weather({ index: 0, id: "a" }, '{"city":"A"}'), weather({ index: 0, id: "b" }, '{"city":"B"}'), weather({ index: 0, id: "c" }, '{"city":"C"}')))
      .toEqual([["a", "A"], ["b", "B"], ["c", "C"]]);
  });

  it("28: no index", async () => {
    expect(await calls(weather({ id: "a" }, '{"city":"A"}'), weather({ id: "b" }, '{"city":"B"}'))).toEqual([["a", "A"], ["b", "B"]]);
  });

  it("29: interleaved fragments go to their own call", async () => {
    expect(await calls(
      weather({ index: 0, id: "a" }, '{"city":'), weather({ index: 1, id: "b" }, '{"city":'), call({ index: 0, function: { arguments: '"A"}' } }), call({ index: 1, function: { arguments: '"B"}' } }),
    )).toEqual([["a", "A"], ["b", "B"]]);
  });

  it('30: the id "null" on later fragments is no id', async () => {
    expect(await calls(weather({ index: 0, id: "a" }, '{"city":'), call({ index: 0, id: "null", function: { arguments: '"A"}' } }))).toEqual([["a", "A"]]);
  });

  it("25, 26: a missing id is made and warned about, a number is taken as text", async () => {
    const missing = await result(sse(weather({ index: 0 }, '{"city":"A"}'), delta({}, "tool_calls")), { tools });
    expect(missing.toolCalls).toHaveLength(1);
    expect(missing.warnings.map(({ code }) => code)).toContain("tool_call_id_missing");
    expect(await calls(weather({ index: 0, id: 7 }, '{"city":"A"}'))).toEqual([["7", "A"]]);
  });

  it("31: the name comes later", async () => {
    expect(await calls(call({ index: 0, id: "a", function: { arguments: "" } }), call({ index: 0, function: { name: "get_weather", arguments: '{"city":"A"}' } }))).toEqual([["a", "A"]]);
  });

  it("33, scenario 1: EOF inside the arguments is stream_truncated with the partial, and one request", async () => {
    const { model, transport } = open([cut(weather({ index: 0, id: "call_1" }, '{"city": "Par'))], { retry: undefined });
    const error = await failure(model.stream({ messages, tools }).result());
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output", attempts: 1 });
    expect(error.partial?.message.content).toEqual([{ type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city": "Par', complete: false }]);
    expect(transport.sent).toHaveLength(1);
  });

  it("scenario 3, 34, 35, scenario 4: arguments that are no JSON object are malformed_tool_arguments, never repaired", async () => {
    for (const text of ['{"city": "Par', "{city: Paris}", '{"city": tru', "[1]", '"x"', "null"]) {
      const error = await failure(calls(weather({ index: 0, id: "call_1" }, text)));
      expect(error.code).toBe("malformed_tool_arguments");
      expect(error.partial?.message.content).toMatchObject([{ type: "tool-call", arguments: text }]);
    }
  });

  it("36: no arguments at all are {}", async () => {
    const done = await result(sse(weather({ index: 0, id: "call_1" }, ""), delta({}, "tool_calls")), { tools });
    expect(done.toolCalls).toEqual([{ id: "call_1", name: "get_weather", input: {} }]);
  });

  it("37: arguments as an object are refused by name, not stringified by chance", async () => {
    expect((await failure(result(sse(call({ index: 0, id: "a", function: { name: "get_weather", arguments: { city: "A" } } }), delta({}, "tool_calls")), { tools }))).code).toBe("malformed_event");
  });

  it("38, 39: text between fragments is a part of its own, and each part starts and ends once", async () => {
    const events: string[] = [];
    const stream = open([sse(weather({ index: 0, id: "a" }, '{"city":'), delta({ content: "hm" }), call({ index: 0, function: { arguments: '"A"}' } }), delta({}, "tool_calls"))]).model.stream({ messages, tools });
    for await (const event of stream) events.push("index" in event ? `${event.type} ${event.index}` : event.type);
    expect(events).toEqual(["start", "tool-call-start 0", "tool-call-delta 0", "text-start 1", "text-delta 1", "text-end 1", "tool-call-delta 0", "tool-call-end 0", "warning", "finish"]);
    expect((await stream.result()).toolCalls).toEqual([{ id: "a", name: "get_weather", input: { city: "A" } }]);
  });

  it("40: whole answers give the same calls", async () => {
    const toolCalls = ["a", "b"].map((id) => ({ id, type: "function", function: { name: "get_weather", arguments: `{"city":"${id}"}` } }));
    const done = await open([json(answer({ content: null, tool_calls: toolCalls }, "tool_calls"))]).model.generate({ messages, tools });
    expect(done.toolCalls.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});

describe("reasoning of custom servers (S1.11, S0.4, scenarios 19 and 20)", () => {
  for (const field of ["reasoning_content", "reasoning"] as const) {
    it(`${field}: delivered in front of the text, with the name of the field`, async () => {
      const streamed = await result(sse(delta({ [field]: "Let me " }), delta({ [field]: "see." }), delta({ content: "42" }), delta({}, "stop")));
      const whole = await open([json(answer({ content: "42", [field]: "Let me see." }))]).model.generate({ messages });
      for (const done of [streamed, whole]) {
        expect(done.message.content).toEqual([{ type: "reasoning", text: "Let me see.", field }, { type: "text", text: "42" }]);
        expect(done.reasoningCharacters).toEqual({ received: 11, delivered: 11 });
        expect(done.warnings.filter(({ code }) => code === "wire_unknown_field")).toEqual([]);
      }
    });
  }

  it("both names with the same text (vLLM 0.11.1–0.15) are one reasoning", async () => {
    const done = await result(sse(delta({ reasoning: "a", reasoning_content: "a" }), delta({ reasoning: "b", reasoning_content: "b" }), delta({ content: "c" }, "stop")));
    expect(done.reasoning).toBe("ab");
    expect(done.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
  });

  it("a second name with other text is warned about and kept, not joined", async () => {
    const done = await result(sse(delta({ reasoning: "a", reasoning_content: "b" }), delta({ content: "c" }, "stop")));
    expect(done.reasoning).toBe("b");
    expect(done.warnings.map(({ code }) => code)).toContain("wire_unknown_field");
    expect(JSON.stringify(done.raw)).toContain('"reasoning":"a"');
  });

  it("a field that nobody reads is warned about once with its path, and kept", async () => {
    const done = await result(sse(delta({ thought: "x" }), delta({ thought: "y", content: "a" }), delta({}, "stop")));
    expect(done.warnings.filter(({ code }) => code === "wire_unknown_field")).toEqual([
      { code: "wire_unknown_field", message: expect.any(String) as string, path: "choices[0].delta.thought" },
    ]);
    expect(JSON.stringify(done.raw)).toContain('"thought":"x"');
  });

  it("scenario 21: reasoning and nothing else is reasoning_only_response, nothing at all empty_model_response", async () => {
    expect((await failure(result(sse(delta({ reasoning: "hm" }), delta({}, "stop"))))).code).toBe("reasoning_only_response");
    expect((await failure(result(sse(delta({ content: "" }), delta({}, "stop"))))).code).toBe("empty_model_response");
  });
});

describe("streams that lie (pains 42–54, scenarios 5, 7, 11, 12, 15)", () => {
  it("5: EOF after text is stream_truncated with the text", async () => {
    const error = await failure(result(cut(delta({ content: "half an ans" }))));
    expect(error.code).toBe("stream_truncated");
    expect(error.partial?.message.content).toMatchObject([{ type: "text", text: "half an ans", complete: false }]);
  });

  it("[DONE] without a finish reason is no end", async () => {
    expect((await failure(result(sse(delta({ content: "a" }))))).code).toBe("stream_truncated");
  });

  it("a finish reason without [DONE] is a success with a warning", async () => {
    const done = await result(cut(delta({ content: "a" }), delta({}, "stop")));
    expect(done.warnings.map(({ code }) => code)).toContain("terminator_missing");
  });

  it("43: the last event without its blank line counts", async () => {
    const done = await result({ chunks: [`data: ${JSON.stringify(delta({ content: "a" }, "stop"))}`] });
    expect(done.text).toBe("a");
  });

  it("6, 45: an error frame after output, followed by [DONE], is provider_stream_error with the partial", async () => {
    const error = await failure(result(sse(delta({ content: "Hel" }), { error: { message: "EngineCore encountered an issue.", type: "InternalServerError", param: null, code: 500 } })));
    expect(error).toMatchObject({ code: "provider_stream_error", retryable: true, phase: "after-output" });
    expect(error.partial?.message.content).toMatchObject([{ type: "text", text: "Hel" }]);
  });

  it("7: an error frame before output is tried once more; after output it is not", async () => {
    const frame = { choices: [], error: { code: 502, message: "bad gateway" } };
    const before = open([sse(frame), sse(delta({ content: "a" }, "stop"))], { retry: undefined });
    expect((await before.model.stream({ messages }).result()).text).toBe("a");
    expect(before.transport.sent).toHaveLength(2);
    const after = open([sse(delta({ content: "a" }), frame)], { retry: undefined });
    expect((await failure(after.model.stream({ messages }).result())).code).toBe("provider_stream_error");
    expect(after.transport.sent).toHaveLength(1);
  });

  it("an event named error, and the error object of older servers", async () => {
    expect((await failure(result({ chunks: ['event: error\ndata: {"message":"boom"}\n\n'] }))).code).toBe("provider_stream_error");
    expect((await failure(result(sse({ object: "error", message: "boom", type: "BadRequestError", code: 400 })))).code).toBe("invalid_request");
  });

  it("12: an event that is no JSON is malformed_event with its place", async () => {
    const error = await failure(result({ chunks: [`data: ${JSON.stringify(delta({ content: "a" }))}\n\ndata: {bad\n\n`] }));
    expect(error.code).toBe("malformed_event");
    expect(error.message).toMatch(/Event 2/);
  });

  it("15, 44: 200 with a page is unexpected_content_type, 200 with a JSON error is that error", async () => {
    const page = open([{ headers: { "content-type": "text/html" }, chunks: ["<!doctype html><title>Welcome</title>"] }]);
    expect(await failure(page.model.stream({ messages }).result())).toMatchObject({ code: "unexpected_content_type", hint: expect.stringContaining("/v1") as string });
    expect(page.transport.sent).toHaveLength(1);
    const quota = json({ error: { message: "You exceeded your current quota", code: "insufficient_quota" } });
    expect((await failure(open([quota]).model.stream({ messages }).result())).code).toBe("insufficient_quota");
    expect((await failure(open([quota]).model.generate({ messages }))).code).toBe("insufficient_quota");
  });

  it("51, 52, S0.7: odd but harmless shapes: role \"\", null choices, a chunk without choices, extra members", async () => {
    const done = await result(sse(
      { id: "x", object: "chat.completion.chunk", choices: null }, { id: "x", provider: "p" }, delta({ role: "", content: null }), delta({ content: "a" }), delta({}, "stop"),
    ));
    expect(done.text).toBe("a");
  });

  it("S0.7: an answer without choices or finish reason is named", async () => {
    for (const body of [{ id: "x", choices: null }, { id: "x", choices: [] }, { choices: [{ index: 0, message: null, finish_reason: null }] }]) {
      expect((await failure(open([json(body)]).model.generate({ messages }))).code).toBe("response_event_missing_field");
    }
    expect((await failure(open([json({ choices: [{ index: 0, message: { content: { a: 1 } }, finish_reason: "stop" }] })]).model.generate({ messages }))).code).toBe("malformed_event");
  });

  it("incident: a stalled stream ends by name (10, 48)", async () => {
    const stalled: Answer = { chunks: [`data: ${JSON.stringify(delta({ content: "a" }))}\n\n`], stall: true };
    const error = await failure(open([stalled], { timeouts: { idleMs: 20 } }).model.stream({ messages }).result());
    expect(error).toMatchObject({ code: "timeout_idle", phase: "after-output", message: expect.stringContaining("timeouts.idleMs, set by settings") as string });
  });

  it("57, 58: usage in the choice counts, usage that is missing is a warning and never 0", async () => {
    const inChoice = await result(sse({ ...delta({ content: "a" }), choices: [{ index: 0, delta: { content: "a" }, finish_reason: "stop", usage: { prompt_tokens: 3, completion_tokens: 2 } }] }));
    expect(inChoice.usage).toMatchObject({ input: { total: 3 }, output: { total: 2 } });
    const none = await result(sse(delta({ content: "a" }, "stop")));
    expect(none.usage).toBeUndefined();
    expect(none.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
  });
});
