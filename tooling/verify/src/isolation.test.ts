import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const shared = new Set(["core", "chat-completions", "responses", "simulator", "conformance", "cli"]);
const providers = readdirSync(join(root, "packages")).filter((name) => !shared.has(name));
const grammars = ["chat-completions", "responses"];
const vendors =
  /openai|chatgpt|azure|deepseek|kimi|moonshot|gemini|vllm|openrouter|ollama|lm-?studio|llama|litellm|anthropic|claude|qwen|zhipu/i;

/** Packages by their source, as the tests load them. */
const bySource = {
  name: "by-source",
  setup({ onResolve }: Parameters<NonNullable<BuildOptions["plugins"]>[number]["setup"]>[0]) {
    onResolve({ filter: /^(@dialect\/|#transport$)/ }, ({ path }) => {
      if (path === "#transport") return { path: join(root, "packages/core/src/transport-undici.ts") };
      const [, name = "", door] = path.split("/");
      const file = door === undefined ? "index.ts" : door === "simulator" ? "simulator/index.ts" : `${door}.ts`;
      return { path: join(root, "packages", name, "src", file) };
    });
  },
};

/** Files that the entries load, from the repository's root, and the text that they make together. */
async function graph(
  entryPoints: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly text: string }> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entryPoints.map((path) => join(root, path)),
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    outdir: "out",
    legalComments: "none",
    external: ["undici", "undici/*", "zod", "vitest", "fast-check", "@cfworker/json-schema"],
    plugins: [bySource],
    logLevel: "silent",
  });
  return { files: Object.keys(metafile.inputs), text: outputFiles.map(({ text }) => text).join("\n") };
}

function testFiles(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}
const packagesOf = (files: readonly string[]): readonly string[] =>
  [...new Set(files.flatMap((path) => /^packages\/([^/]+)\//.exec(path)?.[1] ?? []))].toSorted();
/** Comments cite where a fact was found; what runs names nobody. */
const code = (text: string): string => text.replace(/^\s*\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");

describe("S1.14, S1.65: a provider's code, and its tests, load no file of another provider", () => {
  it("there is more than one to keep apart", () => {
    expect(providers.length).toBeGreaterThanOrEqual(2);
  });

  it.each(providers)("%s: what users import", async (name) => {
    const { files } = await graph([`packages/${name}/src/index.ts`]);
    expect(files).toContain(`packages/${name}/src/provider.ts`);
    expect(packagesOf(files).filter((one) => !shared.has(one))).toEqual([name]);
  });

  it.each(providers)("%s: its simulator loads nothing of the client or of core", async (name) => {
    const { files } = await graph([`packages/${name}/src/simulator/index.ts`]);
    expect(packagesOf(files)).toEqual([name, "simulator"].toSorted());
    expect(
      files.filter(
        (path) => path.startsWith(`packages/${name}/src/`) && !path.startsWith(`packages/${name}/src/simulator/`),
      ),
    ).toEqual([]);
  });

  it.each(providers)("%s: every test file of its suite", async (name) => {
    const suite = [...testFiles(`packages/${name}/src`), ...testFiles(`packages/${name}/test`)];
    expect(suite.length).toBeGreaterThan(10);
    const { files } = await graph(suite);
    expect(packagesOf(files).filter((one) => !shared.has(one))).toEqual([name]);
  });

  it("the graph sees another provider where there is one", async () => {
    const [one = "", two = ""] = providers;
    const { files } = await graph([`packages/${one}/src/index.ts`, `packages/${two}/src/index.ts`]);
    expect(packagesOf(files)).toEqual(expect.arrayContaining([one, two]));
  });
});

describe("S1.5: what is shared knows no provider", () => {
  it.each(["core", ...grammars])("%s, bundled: no provider's file and no provider's name", async (name) => {
    const { files, text } = await graph([
      `packages/${name}/src/index.ts`,
      ...(name === "core" ? ["packages/core/src/provider.ts"] : []),
    ]);
    expect(packagesOf(files).filter((one) => !shared.has(one))).toEqual([]);
    const named = code(text)
      .replaceAll(/OpenAI-(format|compatible)/g, "")
      .split("\n")
      .filter((line) => vendors.test(line));
    expect(named).toEqual([]);
  });

  it.each(grammars)("%s loads core and itself only", async (name) => {
    const { files } = await graph([`packages/${name}/src/index.ts`]);
    expect(packagesOf(files).filter((one) => one !== "core")).toEqual([name]);
  });

  it.each(providers)("%s, bundled: the pattern finds its name (the other side)", async (name) => {
    expect(code((await graph([`packages/${name}/src/index.ts`])).text)).toMatch(vendors);
  });

  it("no shared file falls back to a provider: S1.2", () => {
    const files = [...shared].flatMap((name) =>
      readdirSync(join(root, `packages/${name}/src`), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    const fallback = /\?\?\s*["'`](?:openai|deepseek|kimi|gemini|vllm|ollama)/i;
    expect(files.filter((path) => fallback.test(readFileSync(path, "utf8")))).toEqual([]);
    expect('const id = given ?? "openai"').toMatch(fallback);
  });
});
