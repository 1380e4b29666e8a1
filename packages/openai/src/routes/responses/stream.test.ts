import type { Json } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnswer, readStream, sse } from "../../../test/responses-driver.js";
import { streamedTurn, wholeTurn } from "../../../test/responses-turn.js";

const words = (
  events: readonly { readonly type: string; readonly index?: number; readonly text?: string }[],
): string[] => events.map(({ type, index, text }) => [type, index, text].filter((one) => one !== undefined).join(" "));

describe("a turn of every kind of item", () => {
  it("gives the full list of events: starts, deltas, ends with state, parts in their place", async () => {
    const { events } = await readStream(sse(streamedTurn));
    expect(words(events as readonly { type: string }[])).toEqual([
      "start",
      "reasoning-start 0",
      "reasoning-delta 0 **Plan**",
      "reasoning-start 1",
      "reasoning-delta 1 Search first.",
      "reasoning-end 0",
      "reasoning-end 1",
      "text-start 2",
      "text-delta 2 Let",
      "text-delta 2  me look.",
      "text-end 2",
      "part 3",
      "tool-call-start 4",
      'tool-call-delta 4 {"city":',
      'tool-call-delta 4 "Paris"}',
      "tool-call-end 4",
      "text-start 5",
      "text-delta 5 Sun",
      "text-delta 5 ny.",
      "part 6",
      "text-end 5",
      "usage",
      "finish",
    ]);
  });

  it("keeps id, model, request id, usage and both raw ends; the final encrypted content counts", async () => {
    const { result } = await readStream(sse(streamedTurn));
    expect(result?.response).toMatchObject({
      id: "resp_1",
      model: "gpt-5.6-sol-2026-07-01",
      requestId: "req_1",
      route: "responses",
      rateLimits: { requests: { remaining: 59 } },
    });
    expect(result?.usage).toMatchObject({
      input: { total: 50, cached: 10, cacheWrite: 2 },
      output: { total: 30, reasoning: 12 },
    });
    expect(result?.finish).toEqual({ reason: "tool-calls", raw: "completed" });
    expect(result?.toolCalls).toEqual([{ id: "call_1", name: "weather", input: { city: "Paris" } }]);
    expect(result?.reasoningCharacters).toEqual({ received: 21, delivered: 21 });
    expect(result?.raw).toMatchObject([{ type: "response.created" }, { type: "response.completed" }]);
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
    const stored = streamedTurn.map(
      (event) => JSON.parse(JSON.stringify(event).replaceAll('"store":false', '"store":true')) as Json,
    );
    const { result } = await readStream(sse(stored));
    expect(result?.message.content[0]).toMatchObject({ opaque: { data: { id: "rs_1", stored: "resp_1" } } });
    expect(result?.message.content[3]).toMatchObject({ opaque: { data: { stored: "resp_1" } } });
  });
});
