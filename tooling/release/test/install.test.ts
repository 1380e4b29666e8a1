import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyProject, install, tarball } from "../src/project.ts";
import { providers } from "../src/publishable.ts";

/** Names in the lock file that npm wrote: nested copies count as well. */
function installed(folder: string): readonly string[] {
  const lock = JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, unknown>>;
  };
  return Object.keys(lock.packages).map((path) => path.split("node_modules/").at(-1) ?? path);
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

describe.each(providers)("core and $name installed in an empty project", ({ name }) => {
  it("is exactly three packages and at most 4 MB", async () => {
    const folder = emptyProject(`install-${name}`);
    await install(folder, [tarball("core"), tarball(name)]);
    const bytes = bytesIn(join(folder, "node_modules"));
    process.stdout.write(`${name}: ${installed(folder).join(", ")}; ${(bytes / 1_000_000).toFixed(2)} MB\n`);
    expect(installed(folder).toSorted()).toEqual(["@dialect/core", `@dialect/${name}`, "undici"]);
    expect(bytes).toBeLessThanOrEqual(4_000_000);
  });
});
