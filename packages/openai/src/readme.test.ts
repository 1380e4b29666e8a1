import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defaultPaths, environment, ownBaseUrls } from "./settings.js";
import { matrix, routeTable } from "../test/matrix.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const between = (name: string): string | undefined => readme.split(`<!-- ${name} -->\n`)[1]?.split("\n<!-- end -->")[0];

describe("README.md says what the code does", () => {
  it.each(["responses", "chat"] as const)("the matrix of the route %s is that of the rows", (route) => {
    expect(between(`matrix ${route}`)).toBe(matrix(route));
  });

  it("the table of route cells is that of the code", () => {
    expect(between("route cells")).toBe(routeTable());
  });

  it("variables, base URLs and paths are all there", () => {
    for (const text of [...environment, ...ownBaseUrls.map(({ url }) => url), ...Object.values(defaultPaths)])
      expect(readme).toContain(text);
  });
});
