import { readFileSync } from "node:fs";
import { errorCodes } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { matrix } from "../test/matrix.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("README.md", () => {
  it.each(["chat", "code"] as const)("the matrix of the %s route is that of the rows", (route) => {
    const shown = readme.split(`<!-- matrix ${route} -->`)[1]?.split("<!-- end -->")[0]?.trim();
    expect(shown).toBe(matrix(route));
  });

  it("names only codes that exist", () => {
    const refused = readme.split("## What we refuse")[1]?.split("## ")[0] ?? "";
    const named = [...refused.matchAll(/\| `([a-z_]+)` \|/g)].map((match) => match[1]);
    expect(named.length).toBeGreaterThan(5);
    for (const code of named) expect(errorCodes).toContain(code);
  });
});
