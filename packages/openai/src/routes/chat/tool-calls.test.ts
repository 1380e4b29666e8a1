import { describe, expect, it } from "vitest";
import { call, failure, messages, open, result, tools } from "../../../test/chat-turn.js";
import { answer, cut, delta, json, sse } from "../../../test/scripted.js";

describe("tool-call streaming on a custom base URL (pains 27–37)", () => {
  const weather = (place: object, args: string, finish: string | null = null): object =>
    call({ ...place, type: "function", function: { name: "get_weather", arguments: args } }, finish);
  const calls = async (...events: readonly object[]): Promise<unknown> => {
    const done = await result(sse(...events, delta({}, "tool_calls")), { tools });
    return done.toolCalls.map(({ id, input }) => [id, input["city"]]);
  };

  it("27, scenario 23: three calls at index 0 with ids of their own are three calls", async () => {
    expect(
      await calls(
        weather({ index: 0, id: "a" }, '{"city":"A"}'),
        weather({ index: 0, id: "b" }, '{"city":"B"}'),
        weather({ index: 0, id: "c" }, '{"city":"C"}'),
      ),
    ).toEqual([
      ["a", "A"],
      ["b", "B"],
      ["c", "C"],
    ]);
  });

  it("28: no index", async () => {
    expect(await calls(weather({ id: "a" }, '{"city":"A"}'), weather({ id: "b" }, '{"city":"B"}'))).toEqual([
      ["a", "A"],
      ["b", "B"],
    ]);
  });

  it("29: interleaved fragments go to their own call", async () => {
    expect(
      await calls(
        weather({ index: 0, id: "a" }, '{"city":'),
        weather({ index: 1, id: "b" }, '{"city":'),
        call({ index: 0, function: { arguments: '"A"}' } }),
        call({ index: 1, function: { arguments: '"B"}' } }),
      ),
    ).toEqual([
      ["a", "A"],
      ["b", "B"],
    ]);
  });

  it('30: the id "null" on later fragments is no id', async () => {
    expect(
      await calls(
        weather({ index: 0, id: "a" }, '{"city":'),
        call({ index: 0, id: "null", function: { arguments: '"A"}' } }),
      ),
    ).toEqual([["a", "A"]]);
  });

  it("25, 26: a missing id is made and warned about, a number is taken as text", async () => {
    const missing = await result(sse(weather({ index: 0 }, '{"city":"A"}'), delta({}, "tool_calls")), { tools });
    expect(missing.toolCalls).toHaveLength(1);
    expect(missing.warnings.map(({ code }) => code)).toContain("tool_call_id_missing");
    expect(await calls(weather({ index: 0, id: 7 }, '{"city":"A"}'))).toEqual([["7", "A"]]);
  });

  it("31: the name comes later", async () => {
    expect(
      await calls(
        call({ index: 0, id: "a", function: { arguments: "" } }),
        call({ index: 0, function: { name: "get_weather", arguments: '{"city":"A"}' } }),
      ),
    ).toEqual([["a", "A"]]);
  });

  it("33, scenario 1: EOF inside the arguments is stream_truncated with the partial, and one request", async () => {
    const { model, transport } = open([cut(weather({ index: 0, id: "call_1" }, '{"city": "Par'))], {
      retry: undefined,
    });
    const error = await failure(model.stream({ messages, tools }).result());
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output", attempts: 1 });
    expect(error.partial?.message.content).toEqual([
      { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city": "Par', complete: false },
    ]);
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
    expect(
      (
        await failure(
          result(
            sse(
              call({ index: 0, id: "a", function: { name: "get_weather", arguments: { city: "A" } } }),
              delta({}, "tool_calls"),
            ),
            { tools },
          ),
        )
      ).code,
    ).toBe("malformed_event");
  });

  it("38, 39: text between fragments is a part of its own, and each part starts and ends once", async () => {
    const events: string[] = [];
    const stream = open([
      sse(
        weather({ index: 0, id: "a" }, '{"city":'),
        delta({ content: "hm" }),
        call({ index: 0, function: { arguments: '"A"}' } }),
        delta({}, "tool_calls"),
      ),
    ]).model.stream({ messages, tools });
    for await (const event of stream) events.push("index" in event ? `${event.type} ${event.index}` : event.type);
    expect(events).toEqual([
      "start",
      "tool-call-start 0",
      "tool-call-delta 0",
      "text-start 1",
      "text-delta 1",
      "text-end 1",
      "tool-call-delta 0",
      "tool-call-end 0",
      "warning",
      "finish",
    ]);
    expect((await stream.result()).toolCalls).toEqual([{ id: "a", name: "get_weather", input: { city: "A" } }]);
  });

  it("40: whole answers give the same calls", async () => {
    const toolCalls = ["a", "b"].map((id) => ({
      id,
      type: "function",
      function: { name: "get_weather", arguments: `{"city":"${id}"}` },
    }));
    const done = await open([json(answer({ content: null, tool_calls: toolCalls }, "tool_calls"))]).model.generate({
      messages,
      tools,
    });
    expect(done.toolCalls.map(({ id }) => id)).toEqual(["a", "b"]);
  });
});
