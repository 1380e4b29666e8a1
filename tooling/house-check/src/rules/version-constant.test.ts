import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { versionConstant } from "./version-constant.ts";

const check = (text: string) =>
  versionConstant.check(
    houseOf({ "packages/acme/package.json": `{"version":"0.2.0"}`, "packages/acme/src/version.ts": text }),
  );

it("fires when the two differ", () => {
  expect(check(`export const version = "0.1.0";`)).toEqual([
    { path: "packages/acme/src/version.ts", message: "says 0.1.0, package.json says 0.2.0" },
  ]);
});

it("takes the same version, and a package without the file", () => {
  expect(check(`export const version: string = "0.2.0";`)).toEqual([]);
  expect(versionConstant.check(houseOf({ "packages/acme/package.json": `{"version":"0.2.0"}` }))).toEqual([]);
});
