import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { runtimeDependencies } from "./runtime-dependencies.ts";

const check = (owner: string, name: string, decision = "") =>
  runtimeDependencies
    .check(
      houseOf({
        [`packages/${owner}/package.json`]: JSON.stringify({ dependencies: { [name]: "1.0.0" } }),
        "docs/decisions/2026-11-21-dependencies.md": decision,
      }),
    )
    .map(({ message }) => message);

it("fires on a provider that brings anything but core", () => {
  expect(check("acme", "zod", "`zod`")).toEqual(["takes zod at run time"]);
});

it("fires on a dependency that no decision names", () => {
  expect(check("cli", "left-pad")).toEqual(["takes left-pad without a recorded decision"]);
});

it("takes what is decided", () => {
  expect(check("core", "undici", "| `undici` | HTTP |")).toEqual([]);
  expect(check("acme", "@dialect/core")).toEqual([]);
});
