import type { Rule } from "../house.ts";
import { matchingLines } from "../lines.ts";

const modifier =
  /\b(it|test|describe|suite)(\.\w+)*\.(skip|only|todo|fails|skipIf|runIf)\b|\bx(it|test|describe)\(|\bskip\(/;

/** `*.live.test.ts` and `*.local.test.ts` run only when a variable asks for them, and then fail where they cannot run. */
export const noSkippedTests: Rule = {
  name: "no-skipped-tests",
  why: "a skipped test is deleted or repaired; a test that runs alone hides the others",
  check(house) {
    return house.paths
      .filter((path) => path.endsWith(".test.ts") && !/\.(live|local)\.test\.ts$/.test(path))
      .flatMap((path) =>
        matchingLines(house.text(path), modifier).map(({ number, text }) => ({
          path,
          line: number,
          message: text.trim().slice(0, 100),
        })),
      );
  },
};
