import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { providerDependency } from "./provider-dependency.ts";

const manifest = (field: string, name: string) => JSON.stringify({ [field]: { [name]: "workspace:^" } });
const check = (owner: string, field: string, name: string) =>
  providerDependency.check(
    houseOf({ [`packages/${owner}/package.json`]: manifest(field, name), "packages/acme/package.json": "{}" }),
  );

it("fires on a provider that takes another, even for its tests", () => {
  expect(check("other", "devDependencies", "@dialect/acme")).toEqual([
    { path: "packages/other/package.json", message: "devDependencies names @dialect/acme" },
  ]);
});

it("fires on a shared package that brings a provider to its users, and on core that takes anything", () => {
  expect(check("cli", "dependencies", "@dialect/acme")).toHaveLength(1);
  expect(check("core", "devDependencies", "@dialect/simulator")).toHaveLength(1);
});

it("lets the tests of a shared package use a provider, and a provider use core", () => {
  expect(check("cli", "devDependencies", "@dialect/acme")).toEqual([]);
  expect(check("other", "dependencies", "@dialect/core")).toEqual([]);
});
