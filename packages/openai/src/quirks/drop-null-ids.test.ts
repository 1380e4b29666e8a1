import { expect, it } from "vitest";
import { dropNullIds } from "./drop-null-ids.js";

it('langchainjs#11373: the id "null" of a later fragment is no id', () => {
  expect(dropNullIds([{ index: 0, id: "null", function: { arguments: "x" } }])).toEqual([
    { index: 0, id: null, function: { arguments: "x" } },
  ]);
});

it("every other id stays, and so does the list itself", () => {
  const fragments = [{ index: 0, id: "call_1" }, { index: 1 }, { index: 2, id: "nullable" }, null];
  expect(dropNullIds(fragments)).toBe(fragments);
});
