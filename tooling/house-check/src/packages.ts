import type { House } from "./house.ts";

export type Kind = "core" | "grammar" | "shared" | "provider";

export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly [field: string]: unknown;
}

export interface Package {
  /** Folder under packages/. */
  readonly name: string;
  readonly kind: Kind;
  readonly manifest: Manifest;
  readonly path: string;
}

const grammars = new Set(["chat-completions", "responses"]);
const shared = new Set([
  "simulator",
  "conformance",
  "cli",
  "probe",
  "create-dialect-provider",
  "agent",
  "gateway",
  "ai-sdk",
]);

/** A folder that is none of the shared rooms is a provider: a new one is checked without being listed anywhere. */
export function kindOf(name: string): Kind {
  if (name === "core") return "core";
  if (grammars.has(name)) return "grammar";
  return shared.has(name) ? "shared" : "provider";
}

export function packagesOf(house: House): readonly Package[] {
  return house.paths
    .filter((path) => /^packages\/[^/]+\/package\.json$/.test(path))
    .map((path) => {
      const name = path.split("/")[1] ?? "";
      return { name, kind: kindOf(name), manifest: JSON.parse(house.text(path)) as Manifest, path };
    });
}

/** Names and ranges of one dependency field. */
export function dependenciesOf(manifest: Manifest, field: string): Readonly<Record<string, string>> {
  return (manifest[field] ?? {}) as Record<string, string>;
}
