import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { noSkippedTests } from "./no-skipped-tests.ts";

// Spelt in two pieces, so that this file passes the rule that it tests.
const modified = (modifier: string) => ["it", `${modifier}("sends", () => {});`].join(".");
const check = (path: string, text: string) => noSkippedTests.check(houseOf({ [path]: text }));

it("fires on every modifier", () => {
  for (const modifier of ["skip", "only", "todo", "fails", "concurrent.only", "skipIf(true)", "runIf(false)"]) {
    expect(check("packages/core/src/a.test.ts", modified(modifier))).toHaveLength(1);
  }
});

it("takes plain tests, tables, and live tests that a variable asks for", () => {
  expect(check("packages/core/src/a.test.ts", `it.each([1])("sends %i", () => {});`)).toEqual([]);
  expect(check("packages/acme/test/chat.live.test.ts", modified("runIf(asked)"))).toEqual([]);
});
