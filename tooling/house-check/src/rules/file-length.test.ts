import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { fileLength } from "./file-length.ts";

const text = (lines: number): string => "x\n".repeat(lines);

it("fires at 301 lines, and at 61 for an example", () => {
  const house = houseOf({ "packages/core/src/a.ts": text(301), "examples/tools/main.ts": text(61) });
  expect(fileLength.check(house)).toEqual([
    { path: "packages/core/src/a.ts", message: "has 301 lines" },
    { path: "examples/tools/main.ts", message: "has 61 lines" },
  ]);
});

it("takes 300 lines, and any length of recorded bytes", () => {
  expect(
    fileLength.check(houseOf({ "packages/core/src/a.ts": text(300), "packages/acme/test/wire/a.sse": text(900) })),
  ).toEqual([]);
});
