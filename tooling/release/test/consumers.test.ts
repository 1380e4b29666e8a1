import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers, publishable } from "../src/publishable.ts";
import { run } from "../src/run.ts";

const compilers = ["5.6.3", "6.0.3"] as const;
const resolutions = [
  { module: "node16", moduleResolution: "node16" },
  { module: "esnext", moduleResolution: "bundler" },
] as const;
const cases = compilers.flatMap((version) => resolutions.map((resolution) => ({ version, ...resolution })));

describe("declarations compile for consumers without DOM types, with es2022 and skipLibCheck off", () => {
  const sources = providers.map(({ name }) => `${name}.ts`);
  let folder = "";
  const compile = async (version: string, options: object, files: readonly string[]): Promise<void> => {
    const project = `tsconfig-${crypto.randomUUID()}.json`;
    const compilerOptions = {
      ...options,
      strict: true,
      noEmit: true,
      lib: ["es2022"],
      target: "es2022",
      types: [],
      skipLibCheck: false,
    };
    writeProjectFile(folder, project, JSON.stringify({ compilerOptions, files }));
    await run(process.execPath, [`node_modules/typescript-${version}/bin/tsc`, "-p", project], folder);
  };

  beforeAll(async () => {
    folder = emptyProject("consumers");
    const aliases = compilers.map((version) => `typescript-${version}@npm:typescript@${version}`);
    await install(folder, [...aliases, ...publishable().map(({ name }) => tarball(name))]);
    for (const { name } of providers) {
      writeProjectFile(
        folder,
        `${name}.ts`,
        readFileSync(join(import.meta.dirname, "../scripts", `${name}.ts`), "utf8"),
      );
    }
    const entries = publishable().flatMap((one) => one.entries);
    writeProjectFile(
      folder,
      "every-entry.ts",
      entries.map((entry, index) => `export * as e${index} from "${entry}";`).join("\n"),
    );
    writeProjectFile(
      folder,
      "wrong.ts",
      `import { DialectError } from "@dialect/core";\nexport const code: number = new DialectError("aborted", { message: "" }).code;\n`,
    );
  });

  it.each(cases)(
    "TypeScript $version, $moduleResolution: every entry, and a streaming client per provider",
    async ({ version, ...options }) => {
      await compile(version, options, ["every-entry.ts", ...sources]);
    },
  );

  it.each(cases)(
    "TypeScript $version, $moduleResolution: a wrong type is still an error",
    async ({ version, ...options }) => {
      await expect(compile(version, options, ["wrong.ts"])).rejects.toThrow("TS2322");
    },
  );
});
