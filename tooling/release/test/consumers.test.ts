import { beforeAll, describe, expect, it } from "vitest";
import { emptyProject, install, tarball, writeProjectFile } from "../src/project.ts";
import { providers, publishable } from "../src/publishable.ts";
import { run } from "../src/run.ts";
import { script } from "../src/scripts.ts";

const compilers = ["5.6.3", "6.0.3"] as const;
const resolutions = [
  { module: "node16", moduleResolution: "node16" },
  { module: "esnext", moduleResolution: "bundler" },
] as const;
const cases = compilers.flatMap((version) => resolutions.map((resolution) => ({ version, ...resolution })));
/** What runs only in development, on Node: its types may need Node's. */
const development = /^@dialect\/(simulator|conformance|cli|.*\/simulator)$/;

describe("declarations compile for consumers, with es2022 and skipLibCheck off", () => {
  const entries = publishable().flatMap((one) => one.entries);
  const clients = ["core", ...providers.map(({ name }) => name)];
  let folder = "";
  const compile = async (version: string, options: object, files: readonly string[]): Promise<void> => {
    const project = `tsconfig-${crypto.randomUUID()}.json`;
    const common = { strict: true, noEmit: true, lib: ["es2022"], target: "es2022", types: [], skipLibCheck: false };
    writeProjectFile(folder, project, JSON.stringify({ compilerOptions: { ...common, ...options }, files }));
    await run(process.execPath, [`node_modules/typescript-${version}/bin/tsc`, "-p", project], folder);
  };

  beforeAll(async () => {
    folder = emptyProject("consumers");
    const aliases = compilers.map((version) => `typescript-${version}@npm:typescript@${version}`);
    await install(folder, [...aliases, "@types/node@24.19.2", ...publishable().map(({ name }) => tarball(name))]);
    const importing = (wanted: readonly string[]): string =>
      wanted.map((entry, index) => `export * as e${index} from "${entry}";`).join("\n");
    writeProjectFile(folder, "entries.ts", importing(entries.filter((entry) => !development.test(entry))));
    writeProjectFile(folder, "every-entry.ts", importing(entries));
    for (const name of clients) writeProjectFile(folder, `client-${name}.ts`, script("client", name));
    for (const { name } of providers) {
      writeProjectFile(folder, `simulated-${name}.ts`, script("simulated", name));
    }
    const wrong = `new DialectError("aborted", { message: "" }).code`;
    writeProjectFile(
      folder,
      "wrong.ts",
      `import { DialectError } from "@dialect/core";\nexport const code: number = ${wrong};\n`,
    );
  });

  it.each(cases)(
    "TypeScript $version, $moduleResolution, without DOM and Node types: core, grammars, providers, a client of each",
    async ({ version, ...options }) => {
      await compile(version, options, ["entries.ts", ...clients.map((name) => `client-${name}.ts`)]);
    },
  );

  it.each(cases)(
    "TypeScript $version, $moduleResolution, with Node's types: every entry, simulators too",
    async ({ version, ...options }) => {
      const files = ["every-entry.ts", ...providers.map(({ name }) => `simulated-${name}.ts`)];
      await compile(version, { ...options, types: ["node"] }, files);
    },
  );

  it.each(cases)(
    "TypeScript $version, $moduleResolution: a wrong type is still an error",
    async ({ version, ...options }) => {
      await expect(compile(version, options, ["wrong.ts"])).rejects.toThrow("TS2322");
    },
  );
});
