import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers, publishable } from "../src/publishable.ts";
import { run } from "../src/run.ts";

// Prints each module that was resolved, and each internal module of Node that was loaded, when the process ends.
const watch = `
import { registerHooks } from "node:module";
const resolved = [];
registerHooks({ resolve(specifier, context, next) {
  const found = next(specifier, context);
  resolved.push(found.url);
  return found;
} });
process.on("exit", () => console.log(JSON.stringify([...resolved, ...process.moduleLoadList])));
`;
const heavy = /node_modules\/(undici|zod)\/|internal\/deps\/undici/;

describe("what an import loads (resolution watched from the first module on)", () => {
  let folder = "";
  const loaded = async (entry: string): Promise<readonly string[]> => {
    const { stdout } = await run(
      process.execPath,
      ["--import", "./watch.mjs", "--input-type=module", "-e", `await import("${entry}")`],
      folder,
    );
    return (JSON.parse(stdout) as string[]).filter((module) => heavy.test(module));
  };

  beforeAll(async () => {
    folder = emptyProject("import-cost");
    writeProjectFile(folder, "watch.mjs", watch);
    await install(
      folder,
      publishable().map(({ name }) => tarball(name)),
    );
  });

  it.each(["@dialect/core", "@dialect/core/provider", ...providers.map(({ name }) => `@dialect/${name}`)])(
    "%s loads neither undici nor zod",
    async (entry) => {
      expect(await loaded(entry)).toEqual([]);
    },
  );

  it("the watch sees both when they are loaded", async () => {
    expect((await loaded("zod")).join()).toContain("node_modules/zod/");
    expect((await loaded("undici")).join()).toContain("node_modules/undici/");
  });
});
