import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { quirkName } from "./quirk-name.ts";

const check = (name: string) => quirkName.check(houseOf({ [`packages/acme/src/quirks/${name}`]: "" }));

it("fires on names that do not tell what we do", () => {
  for (const name of ["temperature.ts", "fix-temperature.ts", "workaround-2.ts", "StripTemperature.ts"]) {
    expect(check(name)).toHaveLength(1);
  }
});

it("takes a verb and an object", () => {
  expect(check("strip-temperature.ts")).toEqual([]);
  expect(check("replay-reasoning.test.ts")).toEqual([]);
});
