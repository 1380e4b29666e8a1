import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers } from "../src/publishable.ts";

const limitBytes = 10_000;
const clients: Readonly<Record<string, string>> = {
  deepseek: `import { createDeepSeek } from "@dialect/deepseek";
    const model = createDeepSeek({ apiKey: "k" }).chat("deepseek-chat");
    for await (const text of model.stream({ messages: [{ role: "user", content: "Hi" }] }).text()) globalThis.show(text);`,
};

describe("a minimal streaming client, bundled by esbuild for the browser condition", () => {
  let folder = "";
  beforeAll(async () => {
    folder = emptyProject("browser");
    await install(folder, [tarball("core"), ...providers.map(({ name }) => tarball(name))]);
  });

  it.each(Object.keys(clients))(
    `%s is at most ${limitBytes} bytes after gzip, with fetch and without undici`,
    async (name) => {
      writeProjectFile(folder, `${name}.js`, clients[name] ?? "");
      const { outputFiles, metafile } = await build({
        absWorkingDir: folder,
        entryPoints: [`${name}.js`],
        bundle: true,
        minify: true,
        metafile: true,
        write: false,
        format: "esm",
        platform: "browser",
        conditions: ["browser"],
        target: "es2022",
      });
      const bytes = gzipSync(outputFiles[0]?.contents ?? new Uint8Array(), { level: 9 }).byteLength;
      process.stdout.write(`${name}: ${outputFiles[0]?.contents.byteLength} bytes minified, ${bytes} after gzip\n`);
      const inputs = Object.keys(metafile.inputs);
      expect(inputs.filter((path) => /undici|zod/.test(path))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(limitBytes);
    },
  );
});
