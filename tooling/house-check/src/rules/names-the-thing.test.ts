import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { namesTheThing } from "./names-the-thing.ts";

it("fires on a vague folder and on a vague file", () => {
  const house = houseOf({ "packages/core/src/utils/split.ts": "", "tooling/bench/src/helpers.ts": "" });
  expect(namesTheThing.check(house)).toHaveLength(2);
});

it("takes names that only contain such a word", () => {
  expect(namesTheThing.check(houseOf({ "packages/core/src/common-settings.ts": "" }))).toEqual([]);
});
