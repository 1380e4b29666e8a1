import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { quirkTest } from "./quirk-test.ts";

const folder = "packages/acme/src/quirks";

it("fires on a quirk without a test and on a test without a quirk", () => {
  const house = houseOf({ [`${folder}/strip-temperature.ts`]: "", [`${folder}/read-usage.test.ts`]: "" });
  expect(quirkTest.check(house).map(({ message }) => message)).toEqual([
    "has no test beside it",
    "tests no quirk beside it",
  ]);
});

it("takes a pair", () => {
  expect(quirkTest.check(houseOf({ [`${folder}/read-usage.ts`]: "", [`${folder}/read-usage.test.ts`]: "" }))).toEqual(
    [],
  );
});
