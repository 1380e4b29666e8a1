import type { Rule } from "../house.ts";
import { cellNames, modelLiterals, providersOf } from "../rows.ts";

/** An object literal with this many cells is meant as a row. */
const enough = 8;

export const rowCells: Rule = {
  name: "row-cells",
  why: "a missing cell is `unknown` at run time; in a row of an official model somebody has to have looked, and say so",
  check(house) {
    const cells = cellNames(house);
    return providersOf(house).flatMap((provider) =>
      modelLiterals(house, provider).flatMap(({ path, line, members }) => {
        const missing = cells.filter((cell) => !members.has(cell));
        if (cells.length - missing.length < Math.min(enough, cells.length) || missing.length === 0) return [];
        return [{ path, line, message: `has no cell for ${missing.join(", ")}` }];
      }),
    );
  },
};
