import type { Rule } from "../house.ts";
import { dependenciesOf, packagesOf, type Kind } from "../packages.ts";

const allowed: Readonly<Record<Kind, readonly string[]>> = {
  core: ["undici"],
  grammar: ["@dialect/core"],
  provider: ["@dialect/core"],
  shared: [],
};

export const runtimeDependencies: Rule = {
  name: "runtime-dependencies",
  why: "an install is core, one provider and undici; each dependency from outside has a line in docs/decisions/*dependencies*.md",
  check(house) {
    const decided = house.paths
      .filter((path) => /^docs\/decisions\/.*dependencies.*\.md$/.test(path))
      .map((path) => house.text(path))
      .join("\n");
    return packagesOf(house).flatMap(({ kind, manifest, path }) =>
      Object.keys(dependenciesOf(manifest, "dependencies")).flatMap((name) => {
        if (kind !== "shared" && !allowed[kind].includes(name)) return [{ path, message: `takes ${name} at run time` }];
        if (name.startsWith("@dialect/") || decided.includes(`\`${name}\``)) return [];
        return [{ path, message: `takes ${name} without a recorded decision` }];
      }),
    );
  },
};
