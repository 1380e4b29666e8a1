import type * as z from "zod/mini";

export type Path = readonly (string | number)[];

/** One place where a value breaks a schema, with the schema library's own words. */
export interface Breach {
  readonly path: Path;
  /** What stands there; `undefined` = nothing. */
  readonly value: unknown;
  readonly issue: z.core.$ZodIssue;
}

/** All breaches, in the order of the value. `above` is where `value` stands in the request. */
export function breachesOf(schema: z.ZodMiniType, value: unknown, above: Path = []): readonly Breach[] {
  const found = schema.safeParse(value).error?.issues.flatMap((issue) => open(issue, [])) ?? [];
  return found.map(({ path, issue }) => ({ path: [...above, ...path], value: read(value, path), issue }));
}

interface Place {
  readonly path: Path;
  readonly issue: z.core.$ZodIssue;
}

/** A union tells of the branch that fits best: stray members only, else the deepest. */
function open(issue: z.core.$ZodIssue, above: Path): readonly Place[] {
  const path = [...above, ...(issue.path as Path)];
  if (issue.code !== "invalid_union") return [{ path, issue }];
  let best: readonly Place[] = [{ path, issue }];
  let bestScore = -1;
  for (const branch of issue.errors) {
    const places = branch.flatMap((one) => open(one, path));
    const isStrayOnly = places.every((place) => place.issue.code === "unrecognized_keys");
    const isRightKind = places.every((place) => place.issue.code !== "invalid_type");
    const depth = Math.max(...places.map((place) => place.path.length)) - path.length;
    const score = (isStrayOnly ? 100 : 0) + depth + (isRightKind ? 1 : 0);
    // Another kind of value for every branch: the union itself is what is wrong.
    if (score > bestScore && score > 0) [best, bestScore] = [places, score];
  }
  return best;
}

function read(value: unknown, path: Path): unknown {
  let place = value;
  for (const name of path) place = (place as Readonly<Record<string | number, unknown>> | null | undefined)?.[name];
  return place;
}

/** E.g. `messages[1].content[0].type`. */
export function pathText(path: Path): string {
  return path
    .map((name) => (typeof name === "number" ? `[${name}]` : `.${name}`))
    .join("")
    .replace(/^\./, "");
}
