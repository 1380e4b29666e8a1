import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball } from "../src/project.ts";
import { publishable } from "../src/publishable.ts";

/** The header that the bundler puts over code that it took from another package. */
const bundled = /^\/\/ .*node_modules\/\.pnpm\/[^/]+\/node_modules\/((?:@[^/]+\/)?[^/]+)\//gm;

function thirdParties(folder: string): readonly string[] {
  const files = readdirSync(join(folder, "dist"), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".js"),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(join(folder, "dist", file), "utf8").matchAll(bundled)].map((match) => match[1] ?? ""),
  );
  return [...new Set(names)];
}

describe("licences of bundled code", () => {
  let modules = "";
  beforeAll(async () => {
    const folder = emptyProject("notices");
    await install(
      folder,
      publishable().map(({ name }) => tarball(name)),
    );
    modules = join(folder, "node_modules/@dialect");
  });

  it("the header of bundled code is found: core contains @cfworker/json-schema", () => {
    expect(thirdParties(join(modules, "core"))).toContain("@cfworker/json-schema");
  });

  it.each(publishable())("the tarball of $name names every project whose code it contains", ({ name }) => {
    const notices = "THIRD-PARTY-NOTICES.md";
    const folder = join(modules, name);
    const text = readdirSync(folder).includes(notices) ? readFileSync(join(folder, notices), "utf8") : "";
    expect(thirdParties(folder).filter((project) => !text.includes(`[${project}](`))).toEqual([]);
  });
});
