import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { run } from "./run.ts";

/** An empty project of a user, outside of the repository. */
export function emptyProject(name: string): string {
  const folder = mkdtempSync(join(inject("workspace"), `${name}-`));
  writeFileSync(join(folder, "package.json"), `{ "name": "consumer", "private": true, "type": "module" }\n`);
  return folder;
}

export function writeProjectFile(folder: string, path: string, text: string): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
}

export function tarball(name: string): string {
  const path = inject("tarballs")[name];
  if (path === undefined) throw new Error(`No tarball of ${name}.`);
  return path;
}

export async function install(
  folder: string,
  specifiers: readonly string[],
  flags: readonly string[] = [],
): Promise<void> {
  await run("npm", ["install", "--no-audit", "--no-fund", ...flags, ...specifiers], folder);
}
