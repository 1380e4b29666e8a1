import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installedProviders } from "./registry.js";

let home = "";

async function install(name: string, manifest: object, files: Record<string, string>): Promise<void> {
  const folder = join(home, "node_modules", "@dialect", name);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "package.json"),
    JSON.stringify({ name: `@dialect/${name}`, type: "module", ...manifest }),
  );
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "dialect-registry-"));
  await mkdir(join(home, "project", "deep"), { recursive: true });
  const exports = { ".": { default: "./index.js" }, "./simulator": { default: "./simulator.js" } };
  await install(
    "acme",
    { keywords: ["dialect-provider"], exports },
    {
      "index.js": 'globalThis.acmeLoaded = (globalThis.acmeLoaded ?? 0) + 1; export const entry = { id: "acme" };',
      "simulator.js": 'import "@dialect/simulator"; export const startSimulator = () => undefined;',
    },
  );
  await install("helper", { exports }, { "index.js": "" });
  await install("hollow", { keywords: ["dialect-provider"], exports }, { "index.js": "export const nothing = 1;" });
});
afterAll(() => rm(home, { recursive: true }));

const registry = () =>
  installedProviders(join(home, "project", "deep"), new URL(`file://${home}/cli/dist/bin.js`).href);

describe("the registry of installed providers", () => {
  it("finds packages by keyword in the folders above, and loads none while it lists", async () => {
    expect(await registry().ids()).toEqual(expect.arrayContaining(["acme", "hollow"]));
    expect(await registry().ids()).not.toContain("helper");
    expect((globalThis as { acmeLoaded?: number }).acmeLoaded).toBeUndefined();
  });

  it("loads the one that is asked for", async () => {
    expect(await registry().provider("acme")).toEqual({ id: "acme" });
    expect((globalThis as { acmeLoaded?: number }).acmeLoaded).toBe(1);
  });

  it("refuses an unknown provider by name and lists the known ones", async () => {
    await expect(registry().provider("amce")).rejects.toMatchObject({
      code: "unknown_provider",
      message: expect.stringMatching(/"amce".*acme, hollow/),
      hint: expect.stringContaining("npm install @dialect/amce"),
    });
    await expect(registry().provider("../evil")).rejects.toMatchObject({ code: "unknown_provider" });
  });

  it("refuses a package without an entry, and a simulator without its engine", async () => {
    await expect(registry().provider("hollow")).rejects.toMatchObject({ code: "unknown_provider" });
    await expect(registry().simulator("acme")).rejects.toMatchObject({
      code: "invalid_setting",
      hint: "npm install --save-dev @dialect/simulator",
    });
  });
});
