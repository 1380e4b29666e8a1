import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers } from "../src/publishable.ts";
import { script } from "../src/scripts.ts";

/** Bytes after gzip: the smallest client that somebody can write on core, and what a whole provider comes to today. */
const limits: Readonly<Record<string, number>> = { core: 10_000, deepseek: 35_000, openai: 60_000 };

describe("a minimal streaming client, bundled by esbuild for the browser condition", () => {
  let folder = "";
  beforeAll(async () => {
    folder = emptyProject("browser");
    await install(folder, [tarball("core"), ...providers.map(({ name }) => tarball(name))]);
  });

  it.each(["core", ...providers.map(({ name }) => name)])(
    "of %s uses fetch, and neither undici nor zod; its size is printed and limited",
    async (name) => {
      writeProjectFile(folder, `${name}.ts`, script("client", name));
      const { outputFiles, metafile } = await build({
        absWorkingDir: folder,
        entryPoints: [`${name}.ts`],
        bundle: true,
        minify: true,
        metafile: true,
        write: false,
        format: "esm",
        platform: "browser",
        conditions: ["browser"],
        target: "es2022",
      });
      const contents = outputFiles[0]?.contents ?? new Uint8Array();
      const bytes = gzipSync(contents, { level: 9 }).byteLength;
      process.stdout.write(`${name}: ${contents.byteLength} bytes minified, ${bytes} after gzip\n`);
      expect(Object.keys(metafile.inputs).filter((path) => /undici|zod/.test(path))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(limits[name] ?? 0);
    },
  );
});
