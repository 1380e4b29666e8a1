import { describe, expect, it } from "vitest";
import { guardAgainstMarkup } from "./detect-tool-markup.js";

function run(pieces: readonly string[]): {
  readonly passed: readonly string[];
  readonly text: string;
  readonly found: boolean;
} {
  const guard = guardAgainstMarkup();
  const passed: string[] = [];
  for (const piece of pieces) {
    passed.push(guard.pass(piece));
    if (guard.found) return { passed, text: passed.join(""), found: true };
  }
  return { passed, text: passed.join("") + guard.rest(), found: false };
}

const spellings = [
  "<｜DSML｜tool_calls>",
  "<｜｜DSML｜｜tool_calls>",
  '<‖DSML‖invoke name="f">',
  "<|DSML|tool_calls>",
  "<｜DSML｜ calls>",
  "</｜｜DSML｜｜parameter>",
];

describe("quirk: tool-call markup in the text is found (opensquilla issue 985, GenericAgent issue 804, read 2026-11-20)", () => {
  it.each(spellings)("scenario 25: %s, cut anywhere, with prose before it", (spelling) => {
    const whole = `I will look. ${spelling}\nmore`;
    for (let first = 0; first <= whole.length; first++) {
      for (let second = first; second <= whole.length; second += 3) {
        const said = run([whole.slice(0, first), whole.slice(first, second), whole.slice(second)]);
        expect(said.found).toBe(true);
        expect(said.text).toBe("I will look. ");
      }
    }
  });

  it("text without < passes at once, piece by piece", () => {
    const pieces = ["a", " DSML ", "｜", "b > c"];
    expect(run(pieces).passed).toEqual(pieces);
  });

  it.each([
    "a < b",
    "<div>",
    "x <",
    "<<｜",
    "</",
    "<｜",
    "<｜ DSM",
    "</｜｜DSML",
    "if (a<b) { c</* d */ }",
    "<｜DSMX｜>",
  ])("%s is text and arrives whole, in any split", (text) => {
    for (let at = 0; at <= text.length; at++) {
      const said = run([text.slice(0, at), text.slice(at)]);
      expect(said).toMatchObject({ found: false, text });
    }
    expect(run([...text])).toMatchObject({ found: false, text });
  });

  it("holds back no more than what could begin markup", () => {
    expect(run(["one <b> two <", "p>"]).passed).toEqual(["one <b> two ", "<p>"]);
  });
});
