import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serve } from "./loopback.js";

// Inside the package, so that the built file finds the package's own undici.
const folder = fileURLToPath(new URL(`./.loading-${process.pid}/`, import.meta.url));
const source = (file: string): string => JSON.stringify(fileURLToPath(new URL(`../src/${file}`, import.meta.url)));

const program = `
  import { createRequire, registerHooks } from "node:module";
  const asked = [];
  registerHooks({ resolve(specifier, context, next) { asked.push(specifier); return next(specifier, context); } });
  const loaded = () => ({
    asked: asked.filter((name) => !name.startsWith("node:") && !name.startsWith(".") && !name.startsWith("file:")),
    files: Object.keys(createRequire(import.meta.url).cache).flatMap((path) => path.split("/node_modules/").slice(1).slice(-1)),
  });
  await import("./core.js");
  const { defaultTransport, closeDefaultTransport } = await import("./transport.js");
  const transport = defaultTransport();
  const before = loaded();
  await new Promise((resolve) => transport.send(
    { method: "GET", url: process.argv[2], headers: {} },
    { connected() {}, headers() {}, chunk() {}, end: resolve, error: resolve },
  ));
  console.log(JSON.stringify({ before, after: loaded() }));
  await closeDefaultTransport();
`;

interface Loaded {
  readonly asked: readonly string[];
  readonly files: readonly string[];
}

describe("importing core costs nothing (requirement: neither undici nor zod at load time)", () => {
  let before: Loaded;
  let after: Loaded;
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}main.mjs`, program);
    await writeFile(`${folder}package.json`, '{"type":"module"}');
    await build({
      stdin: {
        contents: `export * from ${source("index.ts")}; export * as provider from ${source("provider.ts")};`,
        resolveDir: folder,
        loader: "ts",
      },
      outfile: `${folder}core.js`,
      bundle: true,
      format: "esm",
      platform: "node",
      external: ["undici", "zod", "#transport", "node:*"],
      alias: { "#transport": fileURLToPath(new URL("../src/transport-undici.ts", import.meta.url)) },
    });
    await build({
      entryPoints: [fileURLToPath(new URL("../src/transport-undici.ts", import.meta.url))],
      outfile: `${folder}transport.js`,
      bundle: true,
      format: "esm",
      platform: "node",
      external: ["undici", "node:*"],
    });
    const server = await serve((_, response) => response.end("ok"));
    const { stdout } = await promisify(execFile)(process.execPath, [`${folder}main.mjs`, server.url]);
    await server.close();
    ({ before, after } = JSON.parse(stdout) as { before: Loaded; after: Loaded });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("importing asks for no package and loads none", () => {
    expect(before).toEqual({ asked: [], files: [] });
  });
  it("the first request loads undici's dispatcher, and not all of undici", () => {
    expect(after.files).toContain("undici/lib/dispatcher/agent.js");
    expect(after.files).not.toContain("undici/index.js");
    expect(after.files.filter((file) => file?.startsWith("undici/lib/web/"))).toEqual([]);
    expect(after.asked.some((name) => name.startsWith("zod"))).toBe(false);
  });
});
