import { describe, expect, it } from "vitest";
import { prepared } from "../test/scripted-transport.js";
import type { ChatEvent } from "./contract/result.js";
import { Writer } from "./writer.js";

function writer() {
  const events: ChatEvent[] = [];
  return { events, out: new Writer(prepared, 1, { push: (event) => events.push(event) }) };
}

describe("the event writer keeps the grammar", () => {
  it("holds start, warnings and usage back until a part opens", () => {
    const { events, out } = writer();
    out.start({ id: "r1" });
    out.warn({ code: "early", message: "m" });
    out.usage({ raw: null });
    expect(events).toEqual([]);
    out.begin("text");
    expect(events.map((event) => event.type)).toEqual(["start", "warning", "usage", "text-start"]);
  });

  it("index is the place in the message, in order of first appearance, also when parts interleave", () => {
    const { events, out } = writer();
    const a = out.beginCall("a", "f");
    const b = out.beginCall("b", "g");
    out.delta(a, "{");
    out.delta(b, "[");
    out.delta(a, "}");
    out.end(b);
    out.end(a);
    expect([a, b]).toEqual([0, 1]);
    expect(out.message(true).content).toEqual([
      { type: "tool-call", id: "a", name: "f", arguments: "{}" },
      { type: "tool-call", id: "b", name: "g", arguments: "[" },
    ]);
    expect(events.at(-1)).toEqual({
      type: "tool-call-end",
      index: 0,
      part: { type: "tool-call", id: "a", name: "f", arguments: "{}" },
    });
  });

  it("an empty delta makes no event; an empty part with opaque state is a part", () => {
    const { events, out } = writer();
    const index = out.begin("reasoning", "thought");
    out.delta(index, "");
    out.carry(index, { sealed: "x" });
    out.end(index);
    expect(events.map((event) => event.type)).toEqual(["start", "reasoning-start", "reasoning-end"]);
    expect(out.message(true).content).toEqual([
      { type: "reasoning", text: "", field: "thought", opaque: { provider: "acme", data: { sealed: "x" } } },
    ]);
  });

  it("refuses to write to a part that has ended or never began", () => {
    const { out } = writer();
    const index = out.begin("text");
    out.end(index);
    for (const wrong of [
      () => out.delta(index, "x"),
      () => out.end(index),
      () => out.carry(index, 1),
      () => out.delta(7, "x"),
    ]) {
      expect(wrong).toThrow(/is not open/);
    }
    const file = out.add({ type: "source", url: "https://a.example" });
    expect(() => out.delta(file, "x")).toThrow(/is not open/);
  });

  it("says each warning once per code and path", () => {
    const { out } = writer();
    for (let i = 0; i < 3; i++)
      out.warn({ code: "wire_unknown_field", message: `at ${i}`, path: "choices[0].delta.thought" });
    out.warn({ code: "wire_unknown_field", message: "m", path: "choices[0].delta.other" });
    expect(out.warnings.map((warning) => warning.path)).toEqual(["choices[0].delta.thought", "choices[0].delta.other"]);
  });

  it("the message joins to the deltas, and open parts are marked when the turn was cut", () => {
    const { events, out } = writer();
    const index = out.begin("text");
    for (const piece of ["a", "b", "c"]) out.delta(index, piece);
    out.close(false);
    const deltas = events.flatMap((event) => (event.type === "text-delta" ? [event.text] : []));
    expect(out.message(false).content).toEqual([{ type: "text", text: deltas.join(""), complete: false }]);
  });
});
