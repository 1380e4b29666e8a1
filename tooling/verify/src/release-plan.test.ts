import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "release-plan-"));
afterAll(() => rmSync(folder, { recursive: true }));
const names = readdirSync(join(root, "packages"));

/** Packages that get a new version when the given ones have a changeset of this kind. */
async function released(kind: "patch" | "minor", ...changed: readonly string[]): Promise<readonly string[]> {
  const copy = mkdtempSync(join(folder, "case-"));
  mkdirSync(join(copy, ".changeset"));
  cpSync(join(root, ".changeset/config.json"), join(copy, ".changeset/config.json"));
  for (const file of ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml"])
    cpSync(join(root, file), join(copy, file));
  for (const name of names) {
    mkdirSync(join(copy, "packages", name), { recursive: true });
    // As after the first release: below 1.0.0 a first version would hide what a patch does.
    const manifest = JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as {
      version: string;
    };
    writeFileSync(join(copy, "packages", name, "package.json"), JSON.stringify({ ...manifest, version: "0.1.0" }));
  }
  writeFileSync(
    join(copy, ".changeset/one.md"),
    `---\n${changed.map((name) => `"@dialect/${name}": ${kind}`).join("\n")}\n---\n\nWhat users see.\n`,
  );
  const changeset = join(root, "node_modules/@changesets/cli/bin.js");
  await promisify(execFile)(process.execPath, [changeset, "version"], { cwd: copy });
  return names.filter(
    (name) =>
      (JSON.parse(readFileSync(join(copy, "packages", name, "package.json"), "utf8")) as { version: string })
        .version !== "0.1.0",
  );
}

describe("S1.9: a fix to one provider releases that package and no other", () => {
  it.each(["openai", "deepseek"])("%s", async (name) => {
    expect(await released("patch", name)).toEqual([name]);
    expect(await released("minor", name)).toEqual([name]);
  });

  it("a grammar is bundled, so that it reaches users by its owners' own changesets", async () => {
    expect(await released("patch", "chat-completions")).toEqual(["chat-completions"]);
    expect(await released("patch", "chat-completions", "deepseek")).toEqual(["chat-completions", "deepseek"]);
  });

  it("what users depend on does move its dependents (the other side)", async () => {
    expect((await released("minor", "core")).length).toBeGreaterThan(1);
  });
});
