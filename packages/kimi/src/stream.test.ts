import { jsonSchema, type Message, type Tool } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capture, type Captured, told, wireFile } from "../test/capture.js";
import { scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createKimi } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const tools: readonly Tool[] = ["get_weather", "read"].map((name) => ({ name, input: jsonSchema({ type: "object" }) }));
const recorded = [
  "kimi-k2.6.thinking-text.sse",
  "kimi-k2.6.usage-in-choice.sse",
  "kimi-k2.6.tool-calls.sse",
  "kimi-k2.6.changing-call-ids.sse",
  "kimi-k2.6.repeated-call-ids.sse",
  "kimi-k2.6.tokens-in-text.sse",
  "kimi-k3.budget-spent.sse",
];

function run(chunks: readonly (string | Uint8Array)[], request: object = {}): Promise<Captured> {
  const { transport } = scripted({ chunks });
  return capture(
    createKimi({ apiKey: "k", transport })
      .chat("kimi-k2.6")
      .stream({ messages, ...request }),
  );
}
const call = (index: number, id: string | undefined, args: string): object => ({
  index,
  ...(id === undefined ? {} : { id, type: "function" }),
  function: { ...(id === undefined ? {} : { name: "read" }), arguments: args },
});

describe("recorded shapes, event by event", () => {
  it("thinking, then text; response id, model and request id", async () => {
    const { events, result } = await run([wireFile("kimi-k2.6.thinking-text.sse")]);
    expect(told(events)).toEqual([
      "start",
      "reasoning-start 0",
      'reasoning-delta 0 "Six times"',
      'reasoning-delta 0 " seven … 世"',
      'reasoning-delta 0 "界."',
      "reasoning-end 0",
      "text-start 1",
      'text-delta 1 "It is"',
      'text-delta 1 " 42."',
      "usage",
      "text-end 1",
      "finish stop (stop)",
    ]);
    expect(result?.response).toMatchObject({
      id: "chatcmpl-6a96f1c5d7b2",
      model: "kimi-k2.6",
      requestId: "request-1",
    });
    expect(result?.message.content[0]).toEqual({
      type: "reasoning",
      text: "Six times seven … 世界.",
      field: "reasoning_content",
    });
    expect(result?.warnings).toEqual([]);
  });

  it("two calls in pieces, ids as they came", async () => {
    const { events, result } = await run([wireFile("kimi-k2.6.tool-calls.sse")], { tools });
    expect(told(events)).toEqual([
      "start",
      "reasoning-start 0",
      'reasoning-delta 0 "Two cities."',
      "reasoning-end 0",
      "tool-call-start 1 get_weather get_weather:0",
      'tool-call-delta 1 "{\\"city\\":"',
      'tool-call-delta 1 "\\"Paris\\"}"',
      "tool-call-start 2 get_weather get_weather:1",
      'tool-call-delta 2 "{\\"city\\":\\"Rome\\"}"',
      "usage",
      "tool-call-end 1",
      "tool-call-end 2",
      "finish tool-calls (tool_calls)",
    ]);
    expect(result?.toolCalls.map((one) => one.input)).toEqual([{ city: "Paris" }, { city: "Rome" }]);
    expect(JSON.stringify(result?.message)).not.toContain("opaque");
  });

  it("a budget that the reasoning ate is a result of length, with nothing in it but reasoning", async () => {
    const { result } = await run([wireFile("kimi-k3.budget-spent.sse")]);
    expect(result).toMatchObject({
      finish: { reason: "length", raw: "length" },
      text: "",
      reasoning: "Let me think about",
      usage: { output: { total: 48, reasoning: 45 } },
    });
  });

  it("a whole answer is the same turn", async () => {
    const { transport } = scripted({
      headers: { "content-type": "application/json" },
      chunks: [wireFile("kimi-k3.whole-tool-call.json")],
    });
    const result = await createKimi({ apiKey: "k", transport }).chat("kimi-k3").generate({ messages, tools });
    expect(result.message.content).toEqual([
      { type: "reasoning", text: "Ask the tool.", field: "reasoning_content" },
      { type: "tool-call", id: "get_weather:0", name: "get_weather", arguments: '{"city":"Paris"}' },
    ]);
    expect(result.warnings).toEqual([]);
  });

  it("any split of the bytes gives the same events and the same end", async () => {
    const parts = async (chunks: readonly Uint8Array[]): Promise<unknown> => {
      const { events, error } = await run(chunks, { tools });
      return [told(events), error?.code];
    };
    for (const name of recorded) {
      const bytes = wireFile(name);
      const expected = await parts([bytes]);
      await fc.assert(
        fc.asyncProperty(fc.uniqueArray(fc.nat({ max: bytes.length }), { maxLength: 12 }), async (cuts) => {
          const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
          expect(await parts(at.slice(1).map((end, index) => bytes.subarray(at[index], end)))).toEqual(expected);
        }),
        { numRuns: 40 },
      );
    }
  });
});

describe("what servers send beside", () => {
  it("an unknown field is warned about once and kept, null choices and empty deltas open nothing", async () => {
    const { result } = await run([
      'data: {"id":"x","choices":null}\n\n',
      'data: {"id":"x","choices":[]}\n\n',
      sse([
        { delta: { role: "assistant", content: null, mood: 1 } },
        { delta: { content: "a", mood: 2 } },
        { delta: { content: "", reasoning_content: "" } },
        { finish_reason: "stop", usage },
      ]),
    ]);
    expect(result?.text).toBe("a");
    expect(result?.warnings).toMatchObject([{ code: "wire_unknown_field", path: "choices[0].delta.mood" }]);
  });

  it('scenario 14: an empty finish word is no end, scenario 24: calls with "stop" are a tool turn', async () => {
    const { result } = await run(
      [
        sse([
          { delta: { reasoning_content: "r" }, finish_reason: "" },
          { delta: { tool_calls: [call(0, "read:0", "{")] }, finish_reason: "" },
          { delta: { tool_calls: [call(0, undefined, "}")] } },
          { finish_reason: "stop", usage },
        ]),
      ],
      { tools },
    );
    expect(result).toMatchObject({ finish: { reason: "tool-calls", raw: "stop" }, toolCalls: [{ id: "read:0" }] });
  });

  it("tool_calls without a call is named", async () => {
    const { error } = await run([sse([{ finish_reason: "tool_calls", usage }])], { tools });
    expect(error).toMatchObject({ code: "tool_call_expected_but_missing" });
  });

  it("no usage and no terminator are warnings", async () => {
    const { result } = await run([sse([{ delta: { content: "a" } }, { finish_reason: "stop" }], "nothing")]);
    expect(result?.warnings.map((warning) => warning.code).sort()).toEqual(["terminator_missing", "usage_missing"]);
    expect(result?.usage).toBeUndefined();
  });

  it("[DONE] without a finish word, and a refused or filtered answer", async () => {
    expect((await run([sse([{ delta: { content: "a" } }])])).error).toMatchObject({ code: "stream_truncated" });
    const filtered = await run([sse([{ delta: { content: "a" } }, { finish_reason: "content_filter", usage }])]);
    expect(filtered.result?.finish).toEqual({ reason: "content-filter", raw: "content_filter" });
    const refusal = await run([sse([{ delta: { refusal: "No." } }, { finish_reason: "stop", usage }])]);
    expect(refusal.result?.message.content).toEqual([{ type: "refusal", text: "No." }]);
  });

  it("a call that never got its name: whole turns are refused by name, cut ones say so", async () => {
    const nameless = { delta: { tool_calls: [{ index: 0, id: "a", function: { arguments: '{"x"' } }] } };
    expect((await run([sse([nameless, { finish_reason: "tool_calls", usage }])], { tools })).error?.code).toBe(
      "response_event_missing_field",
    );
    const { error } = await run([sse([{ delta: { content: "a" } }, nameless], "nothing")], { tools });
    expect(error).toMatchObject({
      code: "stream_truncated",
      partial: { warnings: [{ code: "tool_call_without_name" }] },
    });
  });

  it("log probabilities stay in the wire objects", async () => {
    const logprobs = { content: [{ token: "a", logprob: -0.1 }] };
    const { result } = await run([
      sse([{ delta: { content: "a" }, logprobs }, { delta: { content: "b" } }, { finish_reason: "stop", usage }]),
    ]);
    expect(JSON.stringify(result?.raw)).toContain("-0.1");
  });

  it("an answer that is no JSON, and one of a wrong type, are named", async () => {
    const { transport } = scripted(
      { headers: { "content-type": "application/json" }, chunks: ["{"] },
      whole({ content: 5 }),
    );
    const model = createKimi({ apiKey: "k", transport, retry: false }).chat("kimi-k2.6");
    await expect(model.generate({ messages })).rejects.toBeDefined();
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "malformed_event" });
  });
});
