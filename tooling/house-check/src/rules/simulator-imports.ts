import { posix } from "node:path";
import type { Rule } from "../house.ts";
import { importsOf } from "../imports.ts";

const allowed = /^(node:|zod(\/mini)?$|vitest$|fast-check$|@dialect\/simulator$)/;

export const simulatorImports: Rule = {
  name: "simulator-imports",
  why: "a simulator is written from the vendor's pages and recorded bytes: code shared with the client proves nothing",
  check(house) {
    return house.paths.flatMap((path) => {
      const folder = /^packages\/[^/]+\/src\/simulator(?=\/|\.ts$)/.exec(path)?.[0];
      if (folder === undefined || !path.endsWith(".ts") || path.startsWith("packages/simulator/")) return [];
      const inside = (name: string): boolean => {
        const target = posix.join(posix.dirname(path), name);
        return target.startsWith(`${folder}/`) || target.startsWith(`${folder}.`) || target.includes("/test/wire/");
      };
      return importsOf(house.text(path))
        .filter((name) => (name.startsWith(".") ? !inside(name) : !allowed.test(name)))
        .map((name) => ({ path, message: `imports ${name}` }));
    });
  },
};
