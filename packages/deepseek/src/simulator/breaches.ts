import type * as z from "zod/mini";
import type { Path } from "./json-position.js";

/** One place where a value breaks a schema. */
export interface Breach {
  readonly code: string;
  readonly path: Path;
  /** What stands there; `undefined` = nothing. */
  readonly value: unknown;
  readonly expected?: string;
  /** Names of stray members, for `unrecognized_keys`. */
  readonly keys: readonly string[];
}

/** All breaches, unions resolved to the branch that comes closest. `above` is where `value` stands in the request. */
export function breachesOf(schema: z.ZodMiniType, value: unknown, above: Path = []): readonly Breach[] {
  const issues = schema.safeParse(value).error?.issues ?? [];
  return issues
    .flatMap((issue) => flatten(issue, []))
    .map((breach) => ({
      ...breach,
      value: valueAt(value, breach.path),
      path: [...above, ...breach.path],
    }));
}

function flatten(issue: z.core.$ZodIssue, above: Path): Breach[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((one) => flatten(one, path)));
    const closest = branches.sort((a, b) => closeness(b) - closeness(a))[0];
    if (closest !== undefined) return closest;
  }
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
  const expected = issue.code === "invalid_type" ? { expected: issue.expected } : {};
  return [{ code: issue.code ?? "custom", path, value: undefined, keys, ...expected }];
}

/** A branch that minds only stray members fits best; else the one that got deepest into the value. */
function closeness(branch: readonly Breach[]): number {
  const strayOnly = branch.every((breach) => breach.code === "unrecognized_keys");
  return (strayOnly ? 1_000 : 0) + Math.max(0, ...branch.map((breach) => breach.path.length));
}

function valueAt(value: unknown, path: Path): unknown {
  let place = value;
  for (const name of path) {
    if (typeof place !== "object" || place === null) return undefined;
    place = (place as Record<string | number, unknown>)[name];
  }
  return place;
}

/** E.g. `messages[1].tool_calls[0]`. */
export function pathText(path: Path): string {
  return path
    .map((name) => (typeof name === "number" ? `[${name}]` : `.${name}`))
    .join("")
    .replace(/^\./, "");
}
