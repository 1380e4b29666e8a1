import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { rules } from "./rules.ts";

it("every file of rules/ is a rule in the list, under its own name, with a test beside it", () => {
  const files = readdirSync(join(import.meta.dirname, "rules"));
  const named = files.filter((file) => !file.endsWith(".test.ts")).map((file) => file.replace(".ts", ""));
  expect(rules.map(({ name }) => name).toSorted()).toEqual(named.toSorted());
  expect(files.filter((file) => file.endsWith(".test.ts")).map((file) => file.replace(".test.ts", ""))).toEqual(named);
});
