import type { Manifest } from "../packages.ts";
import { dependenciesOf } from "../packages.ts";
import type { Rule } from "../house.ts";

const fields = ["dependencies", "devDependencies", "optionalDependencies"];

export const pinnedVersions: Rule = {
  name: "pinned-versions",
  why: "versions live in the catalog of pnpm-workspace.yaml and are exact, so that a build of today is a build of tomorrow",
  check(house) {
    const manifests = house.paths
      .filter((path) => /(^|\/)package\.json$/.test(path) && !path.includes("/fixture"))
      .flatMap((path) => {
        const manifest = JSON.parse(house.text(path)) as Manifest;
        return fields
          .flatMap((field) => Object.entries(dependenciesOf(manifest, field)))
          .filter(([, range]) => !/^(catalog:|workspace:)/.test(range))
          .map(([name, range]) => ({ path, message: `${name} is "${range}", not "catalog:" or "workspace:"` }));
      });
    const workspace = "pnpm-workspace.yaml";
    if (!house.paths.includes(workspace)) return manifests;
    const catalog = house.text(workspace).split("\n");
    const loose = catalog.flatMap((line, index) =>
      /^ {2}"?[@\w/.-]+"?: ["']?[\^~><*]/.test(line)
        ? [{ path: workspace, line: index + 1, message: `is not exact: ${line.trim()}` }]
        : [],
    );
    return [...manifests, ...loose];
  },
};
