import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { providerReadme } from "./provider-readme.ts";

const good = [
  "# Acme\n\nnpm install @dialect/acme\n\n```ts\nawait x;\n```\n",
  "## What works\n\n## Quirks\n\n## What we refuse\n\n## Settings\n\n## Last verified\n\n2026-11-12, acme-2-pro\n",
].join("\n");
const check = (text: string) =>
  providerReadme
    .check(houseOf({ "packages/acme/package.json": "{}", "packages/acme/README.md": text }))
    .map(({ message }) => message);

it("takes a page with every section", () => {
  expect(check(good)).toEqual([]);
});

it("fires on a missing section, another order, no install line, no example and no date", () => {
  expect(check(good.replace("## Quirks\n", ""))).toEqual([`has no section "Quirks"`]);
  expect(
    check(good.replace("## Quirks", "## A").replace("## What works", "## Quirks").replace("## A", "## What works")),
  ).toEqual(["has its sections in another order: Quirks, What works, What we refuse, Settings, Last verified"]);
  expect(check(good.replace("npm install", "npm add"))).toEqual([`has no install line "npm install @dialect/acme"`]);
  expect(check(good.replace("```ts", "```"))).toEqual(["has no example in a ts block"]);
  expect(check(good.replace("2026-11-12", "lately"))).toEqual(["does not date its last verification"]);
});
