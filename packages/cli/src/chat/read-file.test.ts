import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { locate, readText } from "./read-file.js";

let folder = "";
let home = "";

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "dialect-read-"));
  folder = join(home, "project");
  await mkdir(join(folder, "docs"), { recursive: true });
  await writeFile(join(home, "secret.txt"), "secret");
  await writeFile(join(folder, "docs", "plan.txt"), "the plan");
  await writeFile(join(folder, "picture.bin"), new Uint8Array([1, 0, 2]));
  await writeFile(join(folder, "long.txt"), "x".repeat(70_000));
  await symlink(join(home, "secret.txt"), join(folder, "link.txt"));
  await symlink(home, join(folder, "up"));
  await symlink(join(folder, "docs", "plan.txt"), join(folder, "inside.txt"));
});
afterAll(() => rm(home, { recursive: true }));

describe("read_file reads under the current folder only", () => {
  it("reads a file, also through a link that stays inside", async () => {
    for (const path of ["docs/plan.txt", "./docs/../docs/plan.txt", "inside.txt"]) {
      const place = await locate(folder, path);
      expect("file" in place ? await readText(place.file) : place).toEqual({ ok: true, text: "the plan" });
    }
  });

  it("refuses every way out, before anybody is asked", async () => {
    for (const path of [
      "../secret.txt",
      "docs/../../secret.txt",
      join(home, "secret.txt"),
      "link.txt",
      "up/secret.txt",
      "..",
      "",
      "a\0b",
      7,
      undefined,
    ]) {
      expect(await locate(folder, path), String(path)).toHaveProperty("refused");
    }
  });

  it("refuses folders and files that are not there", async () => {
    expect(await locate(folder, "docs")).toEqual({ refused: "docs is not a file." });
    expect(await locate(folder, "nothing.txt")).toEqual({ refused: "There is no file nothing.txt." });
  });

  it("says when a file was cut, and gives no binary", async () => {
    const long = await readText(join(folder, "long.txt"));
    expect(long).toMatchObject({ ok: true, text: expect.stringContaining("[cut: 65536 of 70000 bytes]") });
    expect(await readText(join(folder, "picture.bin"))).toMatchObject({ ok: false });
  });
});
