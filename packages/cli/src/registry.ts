import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { DialectError, type ProviderEntry } from "@dialect/core";

/** What `@dialect/<provider>/simulator` exports, as far as the CLI needs it. */
export interface SimulatorModule {
  startSimulator(options: { readonly port?: number }): Promise<RunningSimulator>;
}
export interface RunningSimulator {
  readonly url: string;
  readonly baseUrl: string;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly status?: number | undefined;
  }[];
  chaos(seed: number): void;
  close(): Promise<void>;
}

/** Providers by id, loaded when they are asked for. The CLI knows none by name. */
export interface Registry {
  ids(): Promise<readonly string[]>;
  provider(id: string): Promise<ProviderEntry>;
  simulator(id: string): Promise<SimulatorModule>;
}

const scope = "@dialect";
/** A provider package says that it is one by this keyword in its manifest. */
const keyword = "dialect-provider";

interface Installed {
  readonly id: string;
  readonly folder: string;
  readonly manifest: Manifest;
}
interface Manifest {
  readonly name: string;
  readonly keywords?: readonly string[];
  readonly exports?: Readonly<Record<string, { readonly default?: string } | string>>;
}

/** The provider packages installed beside the project in `cwd` or beside the CLI itself. */
export function installedProviders(cwd: string, cliUrl: string): Registry {
  const folders = [...ancestors(cwd), ...ancestors(dirname(new URL(cliUrl).pathname))];
  let found: Promise<readonly Installed[]> | undefined;
  const scan = (): Promise<readonly Installed[]> => (found ??= find(folders));

  const pick = async (id: string): Promise<Installed> => {
    const all = await scan();
    const match = all.find((one) => one.id === id);
    if (match !== undefined) return match;
    const known = all.map((one) => one.id);
    throw new DialectError("unknown_provider", {
      message: `There is no provider ${JSON.stringify(id)}; installed here: ${known.length === 0 ? "none" : known.join(", ")}.`,
      hint: `Install it: npm install ${scope}/${id.replace(/[^a-z0-9-]/gi, "")}`,
    });
  };
  const load = async (one: Installed, path: "." | "./simulator"): Promise<unknown> => {
    const target = one.manifest.exports?.[path];
    const file = typeof target === "string" ? target : target?.default;
    if (file === undefined)
      throw new DialectError("unknown_provider", { message: `${one.manifest.name} has no export ${path}.` });
    return import(pathToFileURL(join(one.folder, file)).href);
  };

  return {
    async ids() {
      return (await scan()).map((one) => one.id);
    },
    async provider(id) {
      const module = (await load(await pick(id), ".")) as { readonly entry?: ProviderEntry };
      if (module.entry === undefined)
        throw new DialectError("unknown_provider", { message: `The package of ${id} exports no provider entry.` });
      return module.entry;
    },
    async simulator(id) {
      try {
        return (await load(await pick(id), "./simulator")) as SimulatorModule;
      } catch (cause) {
        const { code, message } = cause as { readonly code?: string; readonly message: string };
        if (code !== "ERR_MODULE_NOT_FOUND" || !message.includes("@dialect/simulator")) throw cause;
        throw new DialectError("invalid_setting", {
          message: `The simulator of ${id} needs @dialect/simulator, which is not installed.`,
          hint: "npm install --save-dev @dialect/simulator",
          cause,
        });
      }
    },
  };
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

async function find(folders: readonly string[]): Promise<readonly Installed[]> {
  const found = new Map<string, Installed>();
  for (const folder of folders) {
    const home = join(folder, "node_modules", scope);
    const names = await readdir(home).catch(() => [] as string[]);
    for (const name of names.sort()) {
      const text = await readFile(join(home, name, "package.json"), "utf8").catch(() => undefined);
      if (text === undefined || found.has(name)) continue;
      const manifest = JSON.parse(text) as Manifest;
      if (manifest.keywords?.includes(keyword) === true)
        found.set(name, { id: name, folder: join(home, name), manifest });
    }
  }
  return [...found.values()];
}
