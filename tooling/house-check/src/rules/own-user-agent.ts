import type { Rule } from "../house.ts";

const product = /(?<![\w./@-])([A-Za-z][\w-]*)\/\d+(?:\.\d+)*/g;
const own = /^(dialect|acme|my-|your-|example|http)/i;
const client = /^(packages\/[^/]+\/(src\/|README)|docs\/|examples\/|README)/;

/** Simulators know which agents a vendor refuses, and tests say so; everything that a user copies speaks for itself. */
export const ownUserAgent: Rule = {
  name: "own-user-agent",
  why: "a client says who it is: an example never sends the name of another product as its user agent",
  check(house) {
    return house.paths
      .filter(
        (path) =>
          client.test(path) && /\.(ts|md)$/.test(path) && !path.endsWith(".test.ts") && !path.includes("/simulator"),
      )
      .flatMap((path) =>
        house
          .text(path)
          .split("\n")
          .flatMap((line, index) =>
            !/user-?agent/i.test(line)
              ? []
              : [...line.matchAll(product)]
                  .filter((match) => !own.test(match[1] ?? ""))
                  .map((match) => ({ path, line: index + 1, message: `shows ${match[0]} as a user agent` })),
          ),
      );
  },
};
