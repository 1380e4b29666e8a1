import { expect, it } from "vitest";
import { houseOf } from "../house.ts";
import { quirkSource } from "./quirk-source.ts";

const check = (text: string) => quirkSource.check(houseOf({ "packages/acme/src/quirks/read-usage.ts": text }));

it("fires without a header, and on a header without a source", () => {
  expect(check("export const a = 1;")).toHaveLength(1);
  expect(check("/** Reads usage late. @see the docs */\nexport const a = 1;")).toHaveLength(1);
});

it("takes a page or a recording", () => {
  expect(
    check("/**\n * Reads usage late.\n *\n * @see https://docs.acme.example/usage (read 2026-11-12)\n */"),
  ).toEqual([]);
  expect(check("/**\n * Reads usage late.\n *\n * @see ../../test/wire/acme-2.usage.sse\n */")).toEqual([]);
});
