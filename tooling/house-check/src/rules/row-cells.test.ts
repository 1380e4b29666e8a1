import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { rowCells } from "./row-cells.ts";

const cells = ["generate", "system", "tools", "stop", "seed", "prefill", "topP", "logprobs", "reasoning"];
const row = (names: readonly string[]) =>
  `{ ${names.map((name) => `${name}: { support: "native", source: "page" }`).join(", ")} }`;
const check = (models: string) =>
  rowCells.check(
    houseOf({
      "packages/core/src/contract/capability.ts": `export type CellName = ${cells.map((cell) => `"${cell}"`).join(" | ")};`,
      "packages/acme/package.json": "{}",
      "packages/acme/src/models.ts": models,
    }),
  );

it("fires on a row without a cell, and names it", () => {
  const without = cells.filter((cell) => cell !== "seed");
  expect(check(`// rows\nexport const models = { chat: { "acme-2": ${row(without)} } } as const;`)).toEqual([
    { path: "packages/acme/src/models.ts", line: 2, message: "has no cell for seed" },
  ]);
});

it("takes a full row with cells of the provider's own, and tables that are no rows", () => {
  expect(check(`export const acme2 = ${row([...cells, "userId"])} as const;`)).toEqual([]);
  expect(check(`export const shared = ${row(["generate", "system"])} as const;`)).toEqual([]);
});
