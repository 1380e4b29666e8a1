import type { Rule } from "../house.ts";

export const quirkTest: Rule = {
  name: "quirk-test",
  why: "one quirk, one file, one test beside it",
  check(house) {
    const paths = new Set(house.paths);
    return house.paths
      .filter((path) => /^packages\/[^/]+\/src\/quirks\/.*\.ts$/.test(path))
      .flatMap((path) => {
        const isTest = path.endsWith(".test.ts");
        const other = isTest ? path.replace(/\.test\.ts$/, ".ts") : path.replace(/\.ts$/, ".test.ts");
        return paths.has(other)
          ? []
          : [{ path, message: isTest ? "tests no quirk beside it" : "has no test beside it" }];
      });
  },
};
