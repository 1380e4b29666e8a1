import { describe, expect, it } from "vitest";
import { added, argumentsDelta, call, completed, done, message, textDelta } from "../test/events.js";
import { replayEvents, texts } from "../test/replay.js";

describe("a function_call item (scenario 31: items without id, graniet/llm #121)", () => {
  it("is addressed by its call_id where it has no id", () => {
    const item = { type: "function_call", call_id: "call_1", name: "f", arguments: "", status: "in_progress" };
    const said = replayEvents([
      { type: "response.output_item.added", item },
      { type: "response.function_call_arguments.delta", item_id: "call_1", delta: '{"a":' },
      { type: "response.function_call_arguments.delta", item_id: "call_1", delta: "1}" },
      { type: "response.output_item.done", item: { ...item, arguments: '{"a":1}', status: "completed" } },
      completed([{ ...item, arguments: '{"a":1}' }]),
    ]);
    expect(said.parts).toEqual([{ type: "tool-call", id: "call_1", name: "f", text: '{"a":1}', open: false }]);
  });

  it("without id and call_id is refused, with the other route as the way out", () => {
    const item = { type: "function_call", name: "f", arguments: "{}", status: "completed" };
    for (const event of [added(item), done(item), completed([item])]) {
      expect(() => replayEvents([event])).toThrow(
        expect.objectContaining({
          code: "response_event_missing_field",
          hint: expect.stringContaining("Chat Completions"),
        }),
      );
    }
  });

  it("in the place of an event is refused by the field that is missing", () => {
    expect(() =>
      replayEvents([{ type: "function_call", call_id: "call_1", name: "f", arguments: "{}", status: "completed" }]),
    ).toThrow(
      expect.objectContaining({
        code: "response_event_missing_field",
        message: 'An event of type "function_call" has no item.',
      }),
    );
  });

  it("with an id only takes that, and says so", () => {
    const said = replayEvents([done({ type: "function_call", id: "fc_1", name: "f", arguments: "{}" })]);
    expect(said.parts[0]).toMatchObject({ id: "fc_1" });
    expect(said.warnings).toMatchObject([{ code: "wire_missing_field", path: "item.call_id" }]);
  });

  it("may get its name at its end; the arguments wait for it (pain 31)", () => {
    const said = replayEvents([added({ ...call, name: "" }), argumentsDelta("{}"), done({ ...call, arguments: "{}" })]);
    expect(said.parts).toMatchObject([{ id: "call_1", name: "f", text: "{}" }]);
    expect(() => replayEvents([added({ ...call, name: "" }), argumentsDelta("{}"), completed([])])).toThrow(
      expect.objectContaining({ code: "response_event_missing_field" }),
    );
  });

  it("may be announced after its arguments", () => {
    const said = replayEvents([argumentsDelta('{"a":'), argumentsDelta("1}"), done({ ...call, arguments: '{"a":1}' })]);
    expect(said.parts).toMatchObject([{ id: "call_1", name: "f", text: '{"a":1}' }]);
  });

  it("with two others at one output_index: the id counts first", () => {
    const second = { ...call, id: "fc_2", call_id: "call_2", name: "g" };
    const said = replayEvents([
      added({ id: "msg_1", type: "message", content: [] }),
      textDelta("Hm"),
      added(call),
      added(second),
      argumentsDelta("{}", "fc_1"),
      argumentsDelta('{"b":2}', "fc_2"),
      textDelta("!"),
      // Never closed; the response puts the message last.
      completed([{ ...call, arguments: "{}" }, { ...second, arguments: '{"b":2}' }, message("Hm!")]),
    ]);
    expect(texts(said)).toEqual(["text=Hm!", "tool-call:f={}", 'tool-call:g={"b":2}']);
    expect(said.parts.every((part) => !part.open)).toBe(true);
  });
});

describe("text that is said more than once", () => {
  it("is delivered once, and what a closing event adds is added", () => {
    const said = replayEvents([
      added({ id: "msg_1", type: "message", content: [] }),
      textDelta("Hel"),
      { type: "response.output_text.done", item_id: "msg_1", output_index: 0, content_index: 0, text: "Hello" },
      {
        type: "response.content_part.done",
        item_id: "msg_1",
        output_index: 0,
        content_index: 0,
        part: { type: "output_text", text: "Hello" },
      },
      done(message("Hello, you")),
      completed([message("Hello, you")]),
    ]);
    expect(texts(said)).toEqual(["text=Hello, you"]);
    expect(said.log.filter((entry) => entry === "delta 0")).toHaveLength(3);
  });

  it("and differs, is malformed_event with both lengths", () => {
    expect(() => replayEvents([textDelta("Hello"), done(message("Help"))])).toThrow(
      expect.objectContaining({
        code: "malformed_event",
        message:
          "The text of the finished item has 4 characters that do not begin with the 5 characters streamed before it.",
      }),
    );
  });

  it("an empty closing text says nothing", () => {
    expect(texts(replayEvents([textDelta("Hello"), done(message("")), completed([])]))).toEqual(["text=Hello"]);
  });

  it("a delta after the end of its item is malformed_event", () => {
    expect(() => replayEvents([textDelta("a"), done(message("a")), textDelta("b")])).toThrow(
      expect.objectContaining({ code: "malformed_event" }),
    );
  });

  it("a delta that is no text is malformed_event; an empty one opens nothing", () => {
    expect(() => replayEvents([{ type: "response.output_text.delta", item_id: "m", delta: 7 }])).toThrow(
      expect.objectContaining({
        code: "malformed_event",
        message: "response.output_text.delta.delta is a number instead of text.",
      }),
    );
    expect(replayEvents([textDelta("")]).parts).toEqual([]);
  });
});
