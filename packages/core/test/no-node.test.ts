import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { expect, it } from "vitest";

it("core loads where there is no node: neither entry imports a package or a node module when it loads", async () => {
  const { metafile } = await build({
    entryPoints: ["index.ts", "provider.ts"].map((file) => fileURLToPath(new URL(`../src/${file}`, import.meta.url))),
    bundle: true,
    format: "esm",
    platform: "neutral",
    splitting: true,
    write: false,
    metafile: true,
    outdir: "out",
    external: ["#transport", "undici", "zod", "@cfworker/json-schema", "node:*"],
  });
  const outputs = metafile.outputs;
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    for (const { path, kind, external } of outputs[file]?.imports ?? []) {
      if (kind !== "import-statement") continue;
      // The transport's own file is chosen by condition, and loads its package at the first request.
      if (external === true) expect(path).toBe("#transport");
      else load(path);
    }
  };
  const entries = Object.keys(outputs).filter((file) => outputs[file]?.entryPoint !== undefined);
  expect(entries.length).toBeGreaterThanOrEqual(2);
  entries.forEach(load);
  // The guard looks at something: the validator is imported, but only when it is used.
  const later = Object.values(outputs)
    .flatMap((output) => output.imports)
    .filter(({ kind }) => kind === "dynamic-import");
  expect(later.map(({ path }) => path)).toContain("@cfworker/json-schema");
});
