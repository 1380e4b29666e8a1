import { describe, expect, it } from "vitest";
import { call, failure, result, tools } from "../../../test/chat-turn.js";
import { delta, sse } from "../../../test/scripted.js";

describe("finish words", () => {
  for (const [word, reason] of [
    ["stop", "stop"],
    ["length", "length"],
    ["content_filter", "content-filter"],
    ["eos", "other"],
  ] as const) {
    it(`${word} → ${reason}, the raw word kept`, async () => {
      expect((await result(sse(delta({ content: "a" }), delta({}, word)))).finish).toEqual({ reason, raw: word });
    });
  }

  it("scenario 14: an empty finish word in mid-stream is no end", async () => {
    expect((await result(sse(delta({ content: "a" }, ""), delta({ content: "b" }, ""), delta({}, "stop")))).text).toBe(
      "ab",
    );
  });

  it("scenario 2: length inside tool arguments is a result whose call is incomplete and not executable", async () => {
    const done = await result(
      sse(
        call({ index: 0, id: "call_1", function: { name: "get_weather", arguments: '{"city": "Par' } }),
        delta({}, "length"),
      ),
      { tools },
    );
    expect(done.finish.reason).toBe("length");
    expect(done.toolCalls).toEqual([]);
    expect(done.message.content).toEqual([
      { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city": "Par', complete: false },
    ]);
  });

  it("scenario 24: calls with stop are a tool turn, also after a forced named tool; tool_calls without a call is named", async () => {
    const named = await result(
      sse(call({ index: 0, id: "call_1", function: { name: "get_weather", arguments: "{}" } }), delta({}, "stop")),
      { tools, toolChoice: { name: "get_weather" } },
    );
    expect(named.finish).toEqual({ reason: "tool-calls", raw: "stop" });
    expect(named.toolCalls).toEqual([{ id: "call_1", name: "get_weather", input: {} }]);
    expect((await failure(result(sse(delta({ tool_calls: [] }), delta({}, "tool_calls")), { tools }))).code).toBe(
      "tool_call_expected_but_missing",
    );
  });
});
