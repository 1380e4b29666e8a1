import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { simulatorImports } from "./simulator-imports.ts";

const path = "packages/acme/src/simulator/chat.ts";
const check = (text: string) => simulatorImports.check(houseOf({ [path]: text })).map(({ message }) => message);

it("fires on its package's client code, types included, and on core", () => {
  expect(check(`import type { Body } from "../wire.js";`)).toEqual(["imports ../wire.js"]);
  expect(check(`import { DialectError } from "@dialect/core";`)).toEqual(["imports @dialect/core"]);
  expect(check(`const models = await import("../models.js");`)).toEqual(["imports ../models.js"]);
  expect(check(`export { classify } from "../errors.js";`)).toEqual(["imports ../errors.js"]);
});

it("takes the engine, zod, Node, and files of its own folder", () => {
  const text = `import { z } from "zod";\nimport { startServer } from "@dialect/simulator";\nimport { rules } from "./rules.js";\nimport "node:fs";`;
  expect(check(text)).toEqual([]);
});
