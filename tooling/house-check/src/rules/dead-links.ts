import { posix } from "node:path";
import type { Rule } from "../house.ts";

/** Relative links of Markdown, and `@see` of module headers. */
function targetsOf(path: string, text: string): readonly string[] {
  const prose = text.replaceAll(/```[\s\S]*?```/g, "");
  const pattern = path.endsWith(".md") ? /\]\(([^)\s]+)/g : /^\s*\*\s+@see\s+(\.\.?\/[^\s)]+)/gm;
  return [...prose.matchAll(pattern)].map((match) => (match[1] ?? "").replace(/[.,;:]+$/, "").split("#", 1)[0] ?? "");
}

export const deadLinks: Rule = {
  name: "dead-links",
  why: "evidence that cannot be opened is none: relative links and @see lead to a file",
  check(house) {
    const known = new Set(
      house.paths.flatMap((path) => path.split("/").map((_, index, parts) => parts.slice(0, index + 1).join("/"))),
    );
    return house.paths
      .filter((path) => /\.(md|ts)$/.test(path) && !path.endsWith("CHANGELOG.md"))
      .flatMap((path) =>
        targetsOf(path, house.text(path))
          .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
          .filter((target) => !known.has(posix.join(posix.dirname(path), target).replace(/\/$/, "")))
          .map((target) => ({ path, message: `leads nowhere: ${target}` })),
      );
  },
};
