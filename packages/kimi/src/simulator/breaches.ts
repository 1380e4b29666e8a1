import type * as z from "zod/mini";

export type Path = readonly (string | number)[];

/** One place where a value breaks a schema. */
export interface Breach {
  readonly code: string;
  readonly path: Path;
  /** What zod wanted, for `invalid_type`. */
  readonly expected: string | undefined;
  /** Names of stray members, for `unrecognized_keys`. */
  readonly keys: readonly string[];
}

/** All breaches, unions resolved to the branch that comes closest. `above` is where `value` stands in the request. */
export function breachesOf(schema: z.ZodMiniType, value: unknown, above: Path = []): readonly Breach[] {
  return (schema.safeParse(value).error?.issues ?? []).flatMap((issue) => flatten(issue, above));
}

function flatten(issue: z.core.$ZodIssue, above: Path): readonly Breach[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const branches = issue.errors.map((branch) => branch.flatMap((one) => flatten(one, path)));
    const closest = branches.sort((one, other) => rank(other, path) - rank(one, path))[0];
    if (closest !== undefined) return closest;
  }
  return [
    {
      code: issue.code ?? "custom",
      path,
      expected: issue.code === "invalid_type" ? issue.expected : undefined,
      keys: issue.code === "unrecognized_keys" ? issue.keys : [],
    },
  ];
}

/** A branch that minds stray members only is the one that was meant; else the one that got deepest. */
function rank(branch: readonly Breach[], from: Path): number {
  if (branch.every((breach) => breach.code === "unrecognized_keys")) return 1_000;
  return Math.max(...branch.map((breach) => breach.path.length - from.length));
}

/** E.g. `messages[1].tool_calls[0]`. */
export function pathText(path: Path): string {
  return path
    .map((name) => (typeof name === "number" ? `[${name}]` : `.${name}`))
    .join("")
    .replace(/^\./, "");
}

export function valueAt(value: unknown, path: Path): unknown {
  let place = value;
  for (const name of path) {
    if (typeof place !== "object" || place === null) return undefined;
    place = (place as Readonly<Record<string | number, unknown>>)[name];
  }
  return place;
}
