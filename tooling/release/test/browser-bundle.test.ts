import { relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Metafile } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers } from "../src/publishable.ts";
import { run } from "../src/run.ts";
import { script } from "../src/scripts.ts";

/** Bytes after gzip: the smallest client that somebody can write on core, and what a whole provider comes to today. */
const limits: Readonly<Record<string, number>> = {
  core: 10_000,
  deepseek: 35_000,
  kimi: 45_000,
  ollama: 45_000,
  openai: 60_000,
};

/** The entry and what it imports statically; a chunk behind `import()` (the JSON Schema validator) is loaded when used. */
function loadedFirst({ outputs }: Metafile, entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const path of found) {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === "import-statement") found.add(next);
  }
  return found;
}

describe("a minimal streaming client, bundled by esbuild for the browser condition", () => {
  let folder = "";
  beforeAll(async () => {
    folder = emptyProject("browser");
    await install(folder, ["core", "simulator", ...providers.map(({ name }) => name)].map(tarball));
  });

  const bundle = (name: string) => {
    writeProjectFile(folder, `${name}.ts`, script("client", name));
    return build({
      absWorkingDir: folder,
      entryPoints: [`${name}.ts`],
      outdir: "out",
      bundle: true,
      splitting: true,
      minify: true,
      metafile: true,
      write: false,
      format: "esm",
      platform: "browser",
      conditions: ["browser"],
      target: "es2022",
    });
  };

  it.each(["core", ...providers.map(({ name }) => name)])(
    "of %s uses fetch, and neither undici nor zod; its size is printed and limited",
    async (name) => {
      const { outputFiles, metafile } = await bundle(name);
      const first = loadedFirst(metafile, `out/${name}.js`);
      const files = outputFiles.filter(({ path }) => first.has(relative(folder, path).replaceAll("\\", "/")));
      const raw = files.reduce((sum, { contents }) => sum + contents.byteLength, 0);
      const bytes = files.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).byteLength, 0);
      process.stdout.write(`${name}: ${raw} bytes minified, ${bytes} after gzip\n`);
      expect(Object.keys(metafile.inputs).filter((path) => /undici|zod/.test(path))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(limits[name] ?? 0);
    },
  );

  it("of core streams text by fetch", async () => {
    const { outputFiles } = await bundle("core");
    for (const { path, text } of outputFiles) writeProjectFile(folder, relative(folder, path), text);
    const program = `
      import { startSimulator } from "@dialect/deepseek/simulator";
      import { stream } from "./out/core.js";
      const simulator = await startSimulator({ turns: [{ text: "Hello from the simulator." }] });
      const print = (text) => process.stdout.write(text);
      await stream(simulator.baseUrl + "/chat/completions", "sk-example", "deepseek-flash", print);
      await simulator.close();`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], folder);
    expect(stdout).toBe("Hello from the simulator.");
  });
});
