import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The repository as rules see it: paths from its root with `/`, and the text behind each. */
export interface House {
  readonly paths: readonly string[];
  text(path: string): string;
}

export interface Finding {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** One rule per file in rules/; `why` is printed with its findings. */
export interface Rule {
  readonly name: string;
  readonly why: string;
  check(house: House): readonly Finding[];
}

/** A house in memory, for the tests of rules. */
export function houseOf(files: Readonly<Record<string, string>>): House {
  return { paths: Object.keys(files), text: (path) => files[path] ?? "" };
}

const skipped = new Set([".git", "node_modules", "dist", ".turbo", "coverage"]);

/** The house on disk. Texts are read once, when a rule asks. */
export function readHouse(root: string): House {
  const paths: string[] = [];
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(path);
      if (entry.isFile() && statSync(join(root, path)).size < 5_000_000) paths.push(path);
    }
  };
  walk("");
  const texts = new Map<string, string>();
  return {
    paths: paths.toSorted(),
    text(path) {
      const known = texts.get(path) ?? readFileSync(join(root, path), "utf8");
      texts.set(path, known);
      return known;
    },
  };
}
