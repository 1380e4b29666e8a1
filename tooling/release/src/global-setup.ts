import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { installNodes } from "./node-versions.ts";
import { publishable } from "./publishable.ts";
import { run } from "./run.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder that is removed after the run. */
    readonly workspace: string;
    /** Path of the tarball by folder name under packages/. */
    readonly tarballs: Readonly<Record<string, string>>;
    /** Path of the binary by Node version. */
    readonly nodes: Readonly<Record<string, string>>;
  }
}

/** Packs every package once, as a release would, and installs the Node versions. */
export async function setup(project: TestProject): Promise<() => void> {
  const workspace = mkdtempSync(join(tmpdir(), "dialect-release-"));
  const packed = join(workspace, "tarballs");
  const nodes = join(workspace, "nodes");
  for (const folder of [packed, nodes]) mkdirSync(folder);
  writeFileSync(join(nodes, "package.json"), `{ "name": "nodes", "private": true }\n`);
  const installing = installNodes(nodes);
  const tarballs: Record<string, string> = {};
  for (const { name, folder } of publishable()) {
    if (!existsSync(join(folder, "dist"))) throw new Error(`${name} is not built: run \`pnpm build\` first.`);
    tarballs[name] = join(packed, `${name}.tgz`);
    // `npm pack` would leave `workspace:^` and `catalog:` in the manifest.
    await run("pnpm", ["pack", "--out", tarballs[name]], folder);
  }
  project.provide("workspace", workspace);
  project.provide("tarballs", tarballs);
  project.provide("nodes", await installing);
  return () => rmSync(workspace, { recursive: true, force: true });
}
