// What users of other clients complain about, by the numbers that the project gives it, against bytes of this wire.
import { describe, expect, it } from "vitest";
import { capture, told } from "./capture.js";
import { failure, messages, open, tools } from "./open-model.js";
import { type Answer, sse, usage, whole } from "./scripted-transport.js";

type Fragment = Readonly<Record<string, unknown>>;
const fragment = (place: Fragment, fn: Fragment): Fragment => ({
  delta: { tool_calls: [{ ...place, type: "function", function: fn }] },
});
const streamed = (finish: string, ...fragments: readonly Fragment[]): Answer => ({
  chunks: [sse([...fragments, { finish_reason: finish, usage }])],
});
const calls = async (...fragments: readonly Fragment[]): Promise<unknown> => {
  const { model } = open(streamed("tool_calls", ...fragments));
  return (await model.stream({ messages, tools }).result()).toolCalls.map(({ id, name, input }) => [
    id,
    name,
    input["city"],
  ]);
};
const named = (args: string): Fragment => ({ name: "get_weather", arguments: args });

describe("pains 25 to 41: tool calls of this wire", () => {
  it("pains 25, 26: a missing id is made and warned about, a number is taken as text", async () => {
    const { model } = open(streamed("tool_calls", fragment({ index: 0 }, named('{"city":"A"}'))));
    const result = await model.stream({ messages, tools }).result();
    expect(result.toolCalls).toMatchObject([{ id: expect.stringMatching(/.+/) as string, input: { city: "A" } }]);
    expect(result.warnings.map(({ code }) => code)).toContain("tool_call_id_missing");
    expect(await calls(fragment({ index: 0, id: 7 }, named('{"city":"A"}')))).toEqual([["7", "get_weather", "A"]]);
  });

  it("pains 28: calls without an index are told apart by their ids", async () => {
    expect(
      await calls(fragment({ id: "a" }, named('{"city":"A"}')), fragment({ id: "b" }, named('{"city":"B"}'))),
    ).toEqual([
      ["a", "get_weather", "A"],
      ["b", "get_weather", "B"],
    ]);
  });

  it("pains 29: interleaved fragments go to their own call", async () => {
    expect(
      await calls(
        fragment({ index: 0, id: "a" }, named('{"city":')),
        fragment({ index: 1, id: "b" }, named('{"city":')),
        fragment({ index: 0 }, { arguments: '"A"}' }),
        fragment({ index: 1 }, { arguments: '"B"}' }),
      ),
    ).toEqual([
      ["a", "get_weather", "A"],
      ["b", "get_weather", "B"],
    ]);
  });

  it("pains 31: a name that comes later is waited for", async () => {
    expect(
      await calls(fragment({ index: 0, id: "a" }, { arguments: '{"city"' }), fragment({ index: 0 }, named(':"A"}'))),
    ).toEqual([["a", "get_weather", "A"]]);
  });

  it("pains 32: stop with calls is a tool turn, the raw word kept; tool_calls without a call has a name", async () => {
    const { model } = open(
      streamed("stop", fragment({ index: 0, id: "a" }, named("{}"))),
      streamed("tool_calls", { delta: { content: "x" } }),
    );
    expect((await model.stream({ messages, tools }).result()).finish).toEqual({ reason: "tool-calls", raw: "stop" });
    expect((await failure(model.stream({ messages, tools }).result())).code).toBe("tool_call_expected_but_missing");
  });

  it("scenario 3, pains 33 to 35: cut, repairable and malformed arguments are never executable and never changed", async () => {
    for (const text of ['{"city": "Par', '{"city": tru', "{city: Paris}", "[1]", "null", '{"a":1}{"b":2}']) {
      for (const answer of [
        streamed("tool_calls", fragment({ index: 0, id: "a" }, named(text))),
        whole(
          { content: "", tool_calls: [{ index: 0, id: "a", type: "function", function: named(text) }] },
          "tool_calls",
        ),
      ]) {
        const { model } = open(answer);
        const work =
          answer.headers === undefined
            ? model.stream({ messages, tools }).result()
            : model.generate({ messages, tools });
        expect(await failure(work)).toMatchObject({
          code: "malformed_tool_arguments",
          partial: { message: { content: [{ type: "tool-call", arguments: text }] } },
        });
      }
    }
  });

  it("pains 36: no arguments at all are {}, and nothing else is", async () => {
    const { model } = open(
      streamed("tool_calls", fragment({ index: 0, id: "a" }, named(""))),
      streamed("tool_calls", fragment({ index: 0, id: "a" }, named(" x"))),
    );
    expect((await model.stream({ messages, tools }).result()).toolCalls).toEqual([
      { id: "a", name: "get_weather", input: {} },
    ]);
    expect((await failure(model.stream({ messages, tools }).result())).code).toBe("malformed_tool_arguments");
  });

  it("pains 37: arguments that are an object are refused by name, not written as text by chance", async () => {
    const { model } = open(
      streamed("tool_calls", fragment({ index: 0, id: "a" }, { name: "get_weather", arguments: { city: "A" } })),
    );
    expect((await failure(model.stream({ messages, tools }).result())).code).toBe("malformed_event");
  });

  it("pains 38, 39: text between fragments is a part of its own, and each part starts and ends once", async () => {
    const { model } = open(
      streamed(
        "tool_calls",
        fragment({ index: 0, id: "a" }, named('{"city":')),
        { delta: { content: "hm" } },
        fragment({ index: 0 }, { arguments: '"A"}' }),
      ),
    );
    const { events, result } = await capture(model.stream({ messages, tools }));
    const lines = told(events);
    for (const one of ["tool-call-start 0 get_weather a", "tool-call-end 0", "text-start 1", "text-end 1"])
      expect(lines.filter((line) => line === one)).toHaveLength(1);
    expect(result?.toolCalls).toEqual([{ id: "a", name: "get_weather", input: { city: "A" } }]);
  });

  it("pains 40: two calls of one answer are two in one piece as well", async () => {
    const toolCalls = ["A", "B"].map((city, index) => ({
      index,
      id: city,
      type: "function",
      function: named(`{"city":"${city}"}`),
    }));
    const { model } = open(whole({ content: "", tool_calls: toolCalls }, "tool_calls"));
    expect((await model.generate({ messages, tools })).toolCalls.map(({ id }) => id)).toEqual(["A", "B"]);
  });
});
