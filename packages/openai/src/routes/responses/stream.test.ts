import type { Json } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer, readStream, sse } from "../../../test/responses-driver.js";
import { streamedTurn, wholeTurn } from "../../../test/responses-turn.js";

const words = (events: readonly { readonly type: string; readonly index?: number; readonly text?: string }[]): string[] =>
  events.map(({ type, index, text }) => [type, index, text].filter((one) => one !== undefined).join(" "));

describe("a turn of every kind of item", () => {
  it("gives the full list of events: starts, deltas, ends with state, parts in their place", async () => {
    const { events } = await readStream(sse(streamedTurn));
    expect(words(events as readonly { type: string }[])).toEqual([
      "start",
      "reasoning-start 0", "reasoning-delta 0 **Plan**", "reasoning-start 1", "reasoning-delta 1 Search first.", "reasoning-end 0", "reasoning-end 1",
      "text-start 2", "text-delta 2 Let", "text-delta 2  me look.", "text-end 2",
      "part 3",
      "tool-call-start 4", 'tool-call-delta 4 {"city":', 'tool-call-delta 4 "Paris"}', "tool-call-end 4",
      "text-start 5", "text-delta 5 Sun", "text-delta 5 ny.", "part 6", "text-end 5",
      "usage", "finish",
    ]);
  });

  it("keeps id, model, request id, usage and both raw ends; the final encrypted content counts", async () => {
    const { result } = await readStream(sse(streamedTurn));
    expect(result?.response).toMatchObject({
      id: "resp_1", model: "gpt-5.6-sol-2026-07-01", requestId: "req_1", route: "responses", rateLimits: { requests: { remaining: 59 } },
    });
    expect(result?.usage).toMatchObject({ input: { total: 50, cached: 10, cacheWrite: 2 }, output: { total: 30, reasoning: 12 } });
    expect(result?.finish).toEqual({ reason: "tool-calls", raw: "completed" });
    expect(result?.toolCalls).toEqual([{ id: "call_1", name: "weather", input: { city: "Paris" } }]);
    expect(result?.reasoningCharacters).toEqual({ received: 21, delivered: 21 });
    expect((result?.raw as Json[]).map((wire) => (wire as { type: string }).type)).toEqual(["response.created", "response.completed"]);
    expect(result?.warnings).toEqual([]);
    expect(result?.message.content).toMatchInlineSnapshot(`
      [
        {
          "field": "reasoning_summary_text",
          "opaque": {
            "data": {
              "at": 0,
              "encrypted": "gAAAA-done",
              "id": "rs_1",
              "kind": "reasoning",
              "v": 1,
            },
            "provider": "openai",
          },
          "text": "**Plan**",
          "type": "reasoning",
        },
        {
          "field": "reasoning_summary_text",
          "opaque": {
            "data": {
              "at": 0,
              "id": "rs_1",
              "kind": "reasoning",
              "v": 1,
            },
            "provider": "openai",
          },
          "text": "Search first.",
          "type": "reasoning",
        },
        {
          "opaque": {
            "data": {
              "at": 1,
              "fields": {
                "phase": "commentary",
              },
              "id": "msg_1",
              "kind": "message",
              "v": 1,
            },
            "provider": "openai",
          },
          "text": "Let me look.",
          "type": "text",
        },
        {
          "kind": "web_search_call",
          "opaque": {
            "data": {
              "kind": "item",
              "v": 1,
              "wire": {
                "action": {
                  "query": "weather paris",
                  "type": "search",
                },
                "id": "ws_1",
                "status": "completed",
                "type": "web_search_call",
              },
            },
            "provider": "openai",
          },
          "type": "opaque",
        },
        {
          "arguments": "{"city":"Paris"}",
          "id": "call_1",
          "name": "weather",
          "opaque": {
            "data": {
              "at": 3,
              "fields": {
                "namespace": "tools",
              },
              "id": "fc_1",
              "kind": "call",
              "v": 1,
            },
            "provider": "openai",
          },
          "type": "tool-call",
        },
        {
          "opaque": {
            "data": {
              "annotations": [
                {
                  "end_index": 5,
                  "start_index": 0,
                  "title": "Paris",
                  "type": "url_citation",
                  "url": "https://weather.example/paris",
                },
              ],
              "at": 4,
              "fields": {
                "phase": "final_answer",
              },
              "id": "msg_2",
              "kind": "message",
              "v": 1,
            },
            "provider": "openai",
          },
          "text": "Sunny.",
          "type": "text",
        },
        {
          "title": "Paris",
          "type": "source",
          "url": "https://weather.example/paris",
        },
      ]
    `);
  });

  it("stream ≡ generate: the same message, finish, usage and calls", async () => {
    const streamed = (await readStream(sse(streamedTurn))).result;
    const answered = (await readAnswer(JSON.stringify(wholeTurn))).result;
    expect(answered?.message).toEqual(streamed?.message);
    expect(answered?.usage).toEqual(streamed?.usage);
    expect(answered?.finish).toEqual(streamed?.finish);
    expect(answered?.toolCalls).toEqual(streamed?.toolCalls);
    expect(answered?.response).toEqual(streamed?.response);
    expect(answered?.raw).toEqual(wholeTurn);
  });

  it("any split of the bytes gives the same events", async () => {
    const text = sse(streamedTurn);
    const { events } = await readStream(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(text.length), { maxLength: 30 }), async (cuts) => {
        expect((await readStream(text, { cuts })).events).toEqual(events);
      }),
      { numRuns: 60 },
    );
  });

  it("a cut at any event has exactly one end: stream_truncated with what came, no call executable", async () => {
    for (let length = 0; length < streamedTurn.length - 1; length++) {
      const { error, events, result } = await readStream(sse(streamedTurn.slice(0, length)));
      expect(result).toBeUndefined();
      expect(error?.code).toBe(length === 0 ? "empty_stream" : "stream_truncated");
      expect(events.some((event) => event.type === "finish")).toBe(false);
      if (length > 2) expect(error?.partial?.response?.id).toBe("resp_1");
      expect(error?.partial?.message.origin?.complete ?? false).toBe(false);
    }
  });

  it("an item id that a stored response gave is marked with the response (store: true)", async () => {
    const stored = streamedTurn.map((event) => JSON.parse(JSON.stringify(event).replaceAll('"store":false', '"store":true')) as Json);
    const { result } = await readStream(sse(stored));
    expect(result?.message.content[0]).toMatchObject({ opaque: { data: { id: "rs_1", stored: "resp_1" } } });
    expect(result?.message.content[3]).toMatchObject({ opaque: { data: { stored: "resp_1" } } });
  });
});

describe("a generated image", () => {
  const image = { id: "ig_1", type: "image_generation_call", status: "completed", output_format: "webp", result: "UklGRg==", revised_prompt: "A cat" };

  it("is a file part with its type; partial images are kept in raw", async () => {
    const partial = { type: "response.image_generation_call.partial_image", item_id: "ig_1", output_index: 0, partial_image_index: 0, partial_image_b64: "AAAA" };
    const { result } = await readStream(sse([
      { type: "response.output_item.added", output_index: 0, item: { id: "ig_1", type: "image_generation_call", status: "in_progress" } },
      partial,
      { type: "response.output_item.done", output_index: 0, item: image },
      { type: "response.completed", response: { id: "resp_1", status: "completed", output: [image] } },
    ]));
    const { result: _result, ...wire } = image;
    expect(result?.message.content).toEqual([{
      type: "file", mediaType: "image/webp", source: { base64: "UklGRg==" }, opaque: { provider: "openai", data: { v: 1, kind: "item", wire } },
    }]);
    expect(result?.raw).toContainEqual(partial);
  });
});

describe("refusals and limits", () => {
  it("a refusal is no answer: finish refusal, the text as a part", async () => {
    const item = { id: "msg_1", type: "message", role: "assistant", status: "completed", content: [{ type: "refusal", refusal: "I can't help with that." }] };
    const { result } = await readStream(sse([
      { type: "response.refusal.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "I can't " },
      { type: "response.output_item.done", output_index: 0, item },
      { type: "response.completed", response: { status: "completed", output: [item] } },
    ]));
    expect(result?.finish).toEqual({ reason: "refusal", raw: "completed" });
    expect(result?.message.content).toMatchObject([{ type: "refusal", text: "I can't help with that." }]);
  });

  it("pain 53: a turn cut inside its arguments is length, its call is no call to run", async () => {
    const item = { id: "fc_1", type: "function_call", call_id: "call_1", name: "f", arguments: '{"a":', status: "incomplete" };
    const { result } = await readStream(sse([
      { type: "response.output_item.added", output_index: 0, item: { ...item, arguments: "" } },
      { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta: '{"a":' },
      { type: "response.output_item.done", output_index: 0, item },
      { type: "response.incomplete", response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [item] } },
    ]));
    expect(result?.finish).toEqual({ reason: "length", raw: "max_output_tokens" });
    expect(result?.toolCalls).toEqual([]);
    expect(result?.message.content).toEqual([{ type: "tool-call", id: "call_1", name: "f", arguments: '{"a":', complete: false }]);
  });

  it("pain 53: cut in its reasoning, the part is marked and carries no state that would stand for the whole", async () => {
    const item = { id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: "Hm" }], encrypted_content: "gAA", status: "incomplete" };
    const { result } = await readStream(sse([
      { type: "response.output_item.added", output_index: 0, item: { ...item, summary: [] } },
      { type: "response.reasoning_summary_text.delta", item_id: "rs_1", output_index: 0, summary_index: 0, delta: "Hm" },
      { type: "response.output_item.done", output_index: 0, item },
      { type: "response.incomplete", response: { status: "incomplete", incomplete_details: { reason: "content_filter" }, output: [item] } },
    ]));
    expect(result?.finish).toEqual({ reason: "content-filter", raw: "content_filter" });
    expect(result?.message.content).toEqual([{ type: "reasoning", text: "Hm", field: "reasoning_summary_text", complete: false }]);
  });
});

describe("scenario 9 and pain 45: errors after HTTP 200", () => {
  const begun = [
    { type: "response.created", response: { id: "resp_1", model: "gpt-5.6-sol", status: "in_progress" } },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "Half an ans" },
  ];
  const nested = { type: "error", sequence_number: 2, error: { type: "server_error", code: null, message: "Sorry, something went wrong.", param: null } };
  const flat = { type: "error", sequence_number: 2, code: "rate_limit_exceeded", message: "Rate limit reached.", param: null };
  const failed = (code: string, message: string): Json => ({ type: "response.failed", response: { id: "resp_1", status: "failed", error: { code, message }, usage: null } });

  it.each([
    ["nested, then response.failed", [nested, failed("server_error", "Sorry, something went wrong.")], "provider_stream_error", true],
    ["flat", [flat], "rate_limited", true],
    ["response.failed alone", [failed("server_error", "The server had an error.")], "provider_stream_error", true],
    ["insufficient_quota", [{ type: "error", error: { type: "insufficient_quota", code: "insufficient_quota", message: "You exceeded your current quota." } }], "insufficient_quota", false],
    ["context_length_exceeded", [failed("context_length_exceeded", "Your input exceeds the context window of this model.")], "context_length_exceeded", false],
    ["invalid_encrypted_content (O5)", [flatten("invalid_encrypted_content", "The encrypted content could not be verified.")], "invalid_request", false],
    ["invalid_json_schema", [failed("invalid_json_schema", "Invalid schema for response_format 'output'")], "provider_stream_error", false],
  ])("%s: one named error with the partial turn", async (_name, events, code, retryable) => {
    const { error, events: seen, result } = await readStream(sse([...begun, ...events]), { cuts: [sse(begun).length] });
    expect(result).toBeUndefined();
    expect(error).toMatchObject({ code, retryable, phase: "after-output", requestId: "req_1" });
    expect(error?.partial?.message.content).toEqual([{ type: "text", text: "Half an ans", complete: false }]);
    expect(error?.partial?.response?.id).toBe("resp_1");
    expect(seen.some((event) => event.type === "finish")).toBe(false);
  });

  it("before any output the phase says so", async () => {
    const { error } = await readStream(sse([begun[0] as Json, flat]));
    expect(error).toMatchObject({ code: "rate_limited", phase: "before-output" });
  });

  it("a whole answer that failed is the same error", async () => {
    const { error } = await readAnswer(JSON.stringify({ id: "resp_1", status: "failed", output: [], error: { code: "rate_limit_exceeded", message: "Rate limit reached." } }));
    expect(error).toMatchObject({ code: "rate_limited", retryable: true });
    expect((await readAnswer(JSON.stringify({ error: { message: "no", type: "invalid_request_error" } }))).error?.message).toContain("no");
  });

  function flatten(code: string, message: string): Json {
    return { type: "error", code, message, param: null };
  }
});

describe("other servers", () => {
  it("scenario 31: a call without id and call_id is named, with the way out", async () => {
    const { error } = await readStream(sse([
      { type: "response.output_item.added", item: { arguments: "", name: "get_weather", status: "in_progress", type: "function_call" } },
      { type: "response.output_item.done", item: { arguments: "{}", name: "get_weather", status: "completed", type: "function_call" } },
    ]), { context: { official: false } });
    expect(error).toMatchObject({ code: "response_event_missing_field", hint: expect.stringContaining("Chat Completions") });
  });

  it("state of a custom base URL is marked as such", async () => {
    const { result } = await readStream(sse(streamedTurn), { context: { official: false } });
    for (const part of result?.message.content ?? []) {
      if ("opaque" in part && part.opaque !== undefined) expect(part.opaque.data).toMatchObject({ host: "custom" });
    }
  });

  it("a terminator that a proxy adds is no event; text that is no JSON is malformed_event", async () => {
    expect((await readStream(`data: [DONE]\n\n${sse(streamedTurn)}data: [DONE]\n\n`)).result?.finish.reason).toBe("tool-calls");
    const { error } = await readStream(`${sse(streamedTurn.slice(0, 5))}data: {bad\n\n${sse(streamedTurn.slice(5))}`);
    expect(error).toMatchObject({ code: "malformed_event", message: expect.stringContaining("{bad") });
  });

  it("chat chunks on this route are named", async () => {
    const { error } = await readStream('data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[]}\n\n');
    expect(error).toMatchObject({ code: "response_event_missing_field" });
    expect((await readAnswer('{"id":"chatcmpl-1","choices":[]}')).error?.code).toBe("response_event_missing_field");
  });
});
