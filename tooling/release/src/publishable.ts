import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root: string = resolve(import.meta.dirname, "../../..");

export interface Publishable {
  /** Folder under packages/. */
  readonly name: string;
  readonly folder: string;
  /** What a user may import, `./package.json` left out: `@dialect/acme`, `@dialect/acme/simulator`. */
  readonly entries: readonly string[];
  /** A package that brings its vendor's simulator is a provider. */
  readonly isProvider: boolean;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** Every package that is published, read from the manifests, so that a new one is checked without being listed. */
export function publishable(): readonly Publishable[] {
  return readdirSync(join(root, "packages"))
    .map((name) => ({ name, folder: join(root, "packages", name) }))
    .flatMap(({ name, folder }) => {
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
      if (manifest.private === true) return [];
      const doors = Object.keys(manifest.exports ?? {}).filter((door) => door !== "./package.json");
      const entries = doors.map((door) => manifest.name + door.slice(1));
      return [{ name, folder, entries, isProvider: doors.includes("./simulator") }];
    });
}

export const providers: readonly Publishable[] = publishable().filter(({ isProvider }) => isProvider);
