import type { Json } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { recorder, type Replayed } from "../test/replay.js";
import { createToolCalls, watchFields, type WireDescription, ownFields } from "./index.js";

type Identity = WireDescription["callIdentity"];

function assemble(
  deltas: readonly (readonly Json[])[],
  callIdentity: Identity = "id-then-index",
  turn: "whole" | "cut" = "whole",
): Replayed {
  const { out, said } = recorder();
  const calls = createToolCalls(out, watchFields(out, ownFields({})), { callIdentity });
  for (const delta of deltas) calls.push(delta, "resp-1");
  calls.finish(turn);
  return said;
}
const calls = (said: Replayed): readonly unknown[] => said.parts.map((part) => [part.id, part.name, part.text]);
const codes = (said: Replayed): readonly unknown[] => said.warnings.map((warning) => warning.code);
const first = (id: Json, name: string, args: string, index: Json = 0): Json => ({
  index,
  id,
  type: "function",
  function: { name, arguments: args },
});
const more = (args: string, index: Json = 0): Json => ({ index, function: { arguments: args } });

describe("tool-call fragments", () => {
  it.each(["index", "id-then-index"] as const)(
    "keyed by index, id and name in the first fragment only (%s)",
    (identity) => {
      const said = assemble(
        [[first("a", "f", "")], [more('{"x":')], [more("1}")], [first("b", "g", "", 1)], [more("{}", 1)]],
        identity,
      );
      expect(calls(said)).toEqual([
        ["a", "f", '{"x":1}'],
        ["b", "g", "{}"],
      ]);
      expect(said.warnings).toEqual([]);
    },
  );

  it.each(["index", "id-then-index"] as const)(
    "pains 29: interleaved fragments go to their own call, not to the latest (%s)",
    (identity) => {
      const said = assemble(
        [
          [first("a", "f", "{", 0), first("b", "g", "[", 1)],
          [more("1", 0)],
          [more("2", 1)],
          [more("}", 0), more("]", 1)],
        ],
        identity,
      );
      expect(calls(said)).toEqual([
        ["a", "f", "{1}"],
        ["b", "g", "[2]"],
      ]);
    },
  );

  it("pains 27, scenario 23: all calls at index 0: an id that is new opens a call (id-then-index)", () => {
    const said = assemble([[first("a", "f", '{"n":1}')], [first("b", "f", '{"n":2}')], [first("c", "g", '{"n":3}')]]);
    expect(calls(said)).toEqual([
      ["a", "f", '{"n":1}'],
      ["b", "f", '{"n":2}'],
      ["c", "g", '{"n":3}'],
    ]);
  });

  it("all calls at index 0, in pieces: a fragment without id continues the latest call there", () => {
    const said = assemble([[first("a", "f", "{")], [more("}")], [first("b", "f", "[")], [more("]")]]);
    expect(calls(said)).toEqual([
      ["a", "f", "{}"],
      ["b", "f", "[]"],
    ]);
  });

  it("the id changes in mid-call: the index decides and the first id stays (index)", () => {
    const said = assemble(
      [
        [first("read:0", "read", "")],
        [{ index: 0, id: "x-a", function: { name: null, arguments: '{"p":' } }],
        [{ index: 0, id: "x-b", function: { arguments: "1}" } }],
      ],
      "index",
    );
    expect(calls(said)).toEqual([["read:0", "read", '{"p":1}']]);
    expect(codes(said)).toEqual(["tool_call_id_changed"]);
  });

  it("pains 28: no index: the id tells the calls apart, a fragment with neither continues the last", () => {
    const said = assemble([
      [{ id: "a", type: "function", function: { name: "f", arguments: "{" } }],
      [{ function: { arguments: "}" } }],
      [{ id: "b", function: { name: "g", arguments: "{}" } }],
    ]);
    expect(calls(said)).toEqual([
      ["a", "f", "{}"],
      ["b", "g", "{}"],
    ]);
  });

  it("no index and no id: a name opens a call, ids are made and warned about", () => {
    const said = assemble([
      [{ function: { name: "f", arguments: "{}" } }, { function: { name: "f", arguments: "{}" } }],
    ]);
    expect(calls(said)).toEqual([
      ["call_resp-1_0", "f", "{}"],
      ["call_resp-1_1", "f", "{}"],
    ]);
    expect(codes(said)).toEqual(["tool_call_id_missing", "tool_call_id_missing"]);
  });

  it("pains 25: no id but an index, id empty or null: one id is made, and only one", () => {
    const said = assemble([[first("", "f", "{")], [{ index: 0, id: null, function: { arguments: "}" } }]]);
    expect(calls(said)).toEqual([["call_resp-1_0", "f", "{}"]]);
    expect(codes(said)).toEqual(["tool_call_id_missing"]);
  });

  it("the id comes after the name, before the arguments: it is waited for", () => {
    const said = assemble([
      [{ index: 0, function: { name: "f" } }],
      [{ index: 0, id: "late", function: { arguments: "{}" } }],
    ]);
    expect(calls(said)).toEqual([["late", "f", "{}"]]);
    expect(said.warnings).toEqual([]);
  });

  it("pains 26: an integer id is taken as text, with a warning", () => {
    const said = assemble([[first(7, "f", "{")], [{ index: 0, id: 7, function: { arguments: "}" } }]]);
    expect(calls(said)).toEqual([["7", "f", "{}"]]);
    expect(codes(said)).toEqual(["tool_call_id_coerced"]);
  });

  it("pains 31: the name comes later: arguments wait for it", () => {
    const said = assemble([
      [{ index: 0, id: "a", function: { arguments: '{"x"' } }],
      [more(":1")],
      [{ index: 0, function: { name: "f", arguments: "}" } }],
    ]);
    expect(calls(said)).toEqual([["a", "f", '{"x":1}']]);
  });

  it("the name never comes: response_event_missing_field, but a cut turn shows what came", () => {
    const nameless = [[{ index: 0, id: "a", function: { arguments: '{"x"' } }]];
    expect(() => assemble(nameless)).toThrow(expect.objectContaining({ code: "response_event_missing_field" }));
    expect(calls(assemble(nameless, "index", "cut"))).toEqual([["a", "", '{"x"']]);
  });

  it("two entries of one index in one delta, the first without arguments", () => {
    const said = assemble([
      [{ id: "a", type: "function", index: 0, function: { name: "f" } }, more('{"')],
      [more('x":1}')],
    ]);
    expect(calls(said)).toEqual([["a", "f", '{"x":1}']]);
  });

  it("pains 36: no arguments at all stay empty text; nothing is made up", () => {
    expect(calls(assemble([[first("a", "f", "")]]))).toEqual([["a", "f", ""]]);
    expect(calls(assemble([[{ index: 0, id: "a", function: { name: "f" } }]]))).toEqual([["a", "f", ""]]);
  });

  it("one index, no ids, another name: another call (id-then-index)", () => {
    const said = assemble([
      [{ index: 0, function: { name: "f", arguments: "{}" } }],
      [{ index: 0, function: { name: "g", arguments: "{}" } }],
    ]);
    expect(said.parts.map((part) => part.name)).toEqual(["f", "g"]);
  });

  it("a call cannot change its name: malformed_event", () => {
    expect(() => assemble([[first("a", "f", "")], [first("a", "g", "")]])).toThrow(
      expect.objectContaining({ code: "malformed_event" }),
    );
  });

  it("the name again in each fragment is no new call", () => {
    expect(calls(assemble([[first("a", "f", "{")], [first("a", "f", "}")]]))).toEqual([["a", "f", "{}"]]);
  });

  it("parts keep the order of first appearance, also when an id is waited for", () => {
    const said = assemble([[{ index: 0, function: { name: "f" } }], [first("b", "g", "{}", 1)]]);
    expect(said.parts.map((part) => part.name)).toEqual(["f", "g"]);
  });

  it("pains 37: arguments that are an object are refused here; a wire that sends objects turns them into text first", () => {
    expect(() => assemble([[{ index: 0, id: "a", function: { name: "f", arguments: { x: 1 } } }]])).toThrow(
      "choices[0].delta.tool_calls[0].function.arguments is an object instead of text.",
    );
  });

  it("unknown members are named with their path", () => {
    const said = assemble([
      [{ index: 0, id: "a", type: "function", extra: { s: 1 }, function: { name: "f", arguments: "{}", note: "n" } }],
    ]);
    expect(said.warnings.map((warning) => warning.path)).toEqual([
      "choices[0].delta.tool_calls[0].extra",
      "choices[0].delta.tool_calls[0].function.note",
    ]);
  });

  it("a whole message: each entry is a call, whatever its index says", () => {
    const { out, said } = recorder();
    const whole = createToolCalls(out, watchFields(out, ownFields({})), { callIdentity: "index" });
    whole.whole([first("a", "f", "{}"), first("b", "g", "{}"), { function: { name: "h", arguments: "{}" } }], "resp-2");
    whole.finish("whole");
    expect(calls(said)).toEqual([
      ["a", "f", "{}"],
      ["b", "g", "{}"],
      ["call_resp-2_2", "h", "{}"],
    ]);
  });
});
