/** One check of `pnpm verify`. */
export interface Step {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** Part of `pnpm check`: seconds, no build, no network. */
  readonly fast: boolean;
}

const step = (name: string, line: string, fast: boolean): Step => {
  const [command = "", ...rest] = line.split(" ");
  return { name, command, arguments: rest, fast };
};

/** In the order in which a mistake is cheapest to see. */
export const steps: readonly Step[] = [
  step("lint", "oxlint --format=unix", true),
  step("format", "oxfmt --check", true),
  step("types", "tsc -p tsconfig.json", true),
  // What is published has a type for each export that needs no inference (isolatedDeclarations).
  step("published", "tsc -p tooling/tsconfig/published.json", true),
  step("house", "node tooling/house-check/src/main.ts", true),
  step("boundaries", "depcruise packages tooling examples --config .dependency-cruiser.mjs --output-type err", true),
  step("unused", "knip", true),
  step("build", "turbo run build --filter=./packages/* --output-logs=errors-only", false),
  step("packed", "vitest run --config tooling/release/vitest.config.ts", false),
];
