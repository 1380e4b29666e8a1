import type { z } from "zod";

/** Where a request breaks the rules of a simulator, and how. */
export interface Issue {
  /** E.g. `messages[2].content`; empty for the whole value. */
  readonly path: string;
  /** The same, as zod gives it. */
  readonly segments: readonly PropertyKey[];
  /** zod's own word, e.g. `unrecognized_keys`, `invalid_type`. */
  readonly code: string;
  readonly message: string;
  /** Names of the stray keys, when that is the issue. */
  readonly keys: readonly string[];
}

/** The first issue of a value under a schema, or `undefined` when it fits. A union tells of the branch that came closest. */
export function firstIssue(schema: z.ZodType, value: unknown): Issue | undefined {
  const result = schema.safeParse(value);
  const issue = result.error?.issues[0];
  return issue === undefined ? undefined : describe(issue, []);
}

function describe(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): Issue {
  const segments = [...above, ...issue.path];
  if (issue.code === "invalid_union") {
    const closest = [...issue.errors].sort((one, other) => distance(one) - distance(other))[0]?.[0];
    if (closest !== undefined) return describe(closest, segments);
  }
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
  return { path: pathText(segments), segments, code: issue.code ?? "custom", message: issue.message, keys };
}

/** How far a value is from a branch: another type is farther than another `role` or `type`, that is farther than any detail. */
function distance(issues: readonly z.core.$ZodIssue[]): number {
  const whole = issues.some((issue) => issue.path.length === 0 && issue.code === "invalid_type");
  const names = issues.filter((issue) => issue.path.length <= 1 && issue.code === "invalid_value").length;
  return (whole ? 1_000_000 : 0) + names * 1_000 + issues.length;
}

function pathText(segments: readonly PropertyKey[]): string {
  return segments
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
}
