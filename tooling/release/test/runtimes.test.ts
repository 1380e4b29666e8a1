import { beforeAll, describe, expect, inject, it } from "vitest";
import { nodeVersions } from "../src/node-versions.ts";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers, publishable } from "../src/publishable.ts";
import { run } from "../src/run.ts";
import { script } from "../src/scripts.ts";

describe("all packages together in one project", () => {
  const entries = publishable().flatMap((one) => one.entries);
  let folder = "";

  beforeAll(async () => {
    folder = emptyProject("runtimes");
    await install(
      folder,
      publishable().map(({ name }) => tarball(name)),
    );
    for (const { name } of providers) writeProjectFile(folder, `${name}.ts`, script("simulated", name));
  });

  describe.each(nodeVersions)("on Node %s", (version) => {
    const node = (...args: readonly string[]) => run(inject("nodes")[version] ?? "", args, folder);

    it("is that Node", async () => {
      expect((await node("--version")).stdout.trim()).toBe(`v${version}`);
    });

    it.each(entries)("imports %s", async (entry) => {
      const { stdout } = await node(
        "--input-type=module",
        "-e",
        `console.log(Object.keys(await import("${entry}")).length)`,
      );
      expect(Number(stdout)).toBeGreaterThan(0);
    });

    it("requires every entry from CommonJS, and gets the same exports", async () => {
      const code = `
        const same = (entry) => import(entry).then((module) =>
          Object.keys(module).every((name) => module[name] === require(entry)[name]));
        Promise.all(${JSON.stringify(entries)}.map(same)).then((all) => console.log(all.every(Boolean)));`;
      writeProjectFile(folder, `require-${version}.cjs`, code);
      expect((await node(`require-${version}.cjs`)).stdout.trim()).toBe("true");
    });

    it.each(providers)("streams text from the simulator of $name in ten lines", async ({ name }) => {
      expect(script("simulated", name).trim().split("\n").length).toBeLessThanOrEqual(10);
      const { stdout } = await node(
        "--input-type=module",
        "-e",
        `await (await import("./${name}.ts")).stream((text) => process.stdout.write(text))`,
      );
      expect(stdout).toBe("Hello from the simulator.");
    });
  });
});
