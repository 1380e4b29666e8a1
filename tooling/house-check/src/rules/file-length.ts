import type { Rule } from "../house.ts";

const limits = [
  { pattern: /^(packages|tooling)\/.*\.(ts|cjs|mjs)$/, lines: 300 },
  { pattern: /^examples\/.*\.ts$/, lines: 60 },
  { pattern: /^packages\/[^/]+\/src\/index\.ts$/, lines: 60 },
] as const;

export const fileLength: Rule = {
  name: "file-length",
  why: "past 300 lines (60 for an example or an index), a question is hiding in the file",
  check(house) {
    return house.paths.flatMap((path) => {
      const limit = limits.findLast(({ pattern }) => pattern.test(path));
      if (limit === undefined) return [];
      const lines = house.text(path).trimEnd().split("\n").length;
      return lines > limit.lines ? [{ path, message: `has ${lines} lines` }] : [];
    });
  },
};
