import { posix } from "node:path";
import type { Finding, Rule } from "../house.ts";
import { importsOf } from "../imports.ts";
import { matchingLines } from "../lines.ts";

const machine = /(^|[\s"'`(=])(\/(work|home|root|Users)\/|[A-Z]:\\\\?Users)/;
const text = /\.(ts|cjs|mjs|js|json|ya?ml|md|sh)$|(^|\/)(run|CODEOWNERS|LICENSE)$/;

function escapes(path: string, target: string): boolean {
  return target.startsWith(".") && posix.join(posix.dirname(path), target).startsWith("..");
}

export const insideTheRepo: Rule = {
  name: "inside-the-repo",
  why: "nothing in the repository refers to a folder of one machine or to a path outside of it",
  check(house) {
    return house.paths
      .filter((path) => text.test(path) && path !== "pnpm-lock.yaml" && !path.includes("/test/wire/"))
      .flatMap((path) => {
        const content = house.text(path);
        const findings: Finding[] = matchingLines(content, machine).map((line) => ({
          path,
          line: line.number,
          message: `names a folder of one machine: ${line.text.trim().slice(0, 100)}`,
        }));
        const links = path.endsWith(".md")
          ? [...content.matchAll(/\]\(([^)\s#]+)/g)].map((match) => match[1] ?? "")
          : [];
        const named = path.endsWith(".ts") ? importsOf(content) : links;
        return [
          ...findings,
          ...named
            .filter((target) => escapes(path, target))
            .map((target) => ({ path, message: `leads outside: ${target}` })),
        ];
      });
  },
};
