import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const page = readFileSync(join(root, "docs/coverage.md"), "utf8");
const rows = page
  .split("\n")
  .filter((line) => /^\| (?!id \||---)/.test(line))
  .map((line) =>
    line
      .slice(2, -2)
      .replaceAll("\\|", "\u0000")
      .split(" | ")
      .map((cell) => cell.replaceAll("\u0000", "|")),
  );

/** Every file and name that a row gives as its proof. */
const proofs = (shownBy: string): readonly { readonly path: string; readonly name: string }[] =>
  [...shownBy.matchAll(/`([^`]+)` › (.*?)(?=; `|$)/g)].map(([, path = "", name = ""]) => ({ path, name }));
const holds = ({ path, name }: { readonly path: string; readonly name: string }): boolean => {
  if (!existsSync(join(root, path))) return false;
  const text = readFileSync(join(root, path), "utf8").replaceAll(/\\(["'`])/g, "$1");
  return text.includes(name);
};

describe("docs/coverage.md", () => {
  it("has four cells in each row, and a state of its own words", () => {
    expect(rows.filter((cells) => cells.length !== 4)).toEqual([]);
    expect(
      rows
        .map(([, , , state = ""]) => state)
        .filter((state) => !/^(holds( \(.+\))?|partly: .+|missing(: .+)?|later)$/.test(state)),
    ).toEqual([]);
  });

  it("names only files and tests that exist", () => {
    expect(
      rows.flatMap(([id, , shownBy = ""]) =>
        proofs(shownBy)
          .filter((proof) => !holds(proof))
          .map((proof) => ({ id, ...proof })),
      ),
    ).toEqual([]);
  });

  it("says of nothing that it holds without a proof", () => {
    expect(
      rows
        .filter(([, , shownBy = "", state = ""]) => state.startsWith("holds") && proofs(shownBy).length === 0)
        .map(([id]) => id),
    ).toEqual([]);
    expect(holds({ path: "docs/coverage.md", name: "a name that is\nnowhere" })).toBe(false);
  });
});
