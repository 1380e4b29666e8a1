import type { Rule } from "../house.ts";
import { packagesOf } from "../packages.ts";

export const versionConstant: Rule = {
  name: "version-constant",
  why: "the version that a package says about itself (user agent, CLI) is the one that is published",
  check(house) {
    return packagesOf(house).flatMap(({ name, manifest }) => {
      const path = `packages/${name}/src/version.ts`;
      if (!house.paths.includes(path)) return [];
      const said = /["'](\d+\.\d+\.\d+[^"']*)["']/.exec(house.text(path))?.[1];
      return said === manifest.version
        ? []
        : [{ path, message: `says ${said ?? "no version"}, package.json says ${manifest.version}` }];
    });
  },
};
