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
    const closest = issue.errors
      .map((branch) => branch[0])
      .filter((one) => one !== undefined)
      .sort((a, b) => b.path.length - a.path.length || rank(b) - rank(a))[0];
    if (closest !== undefined) return describe(closest, segments);
  }
  const keys = issue.code === "unrecognized_keys" ? issue.keys : [];
  return { path: pathText(segments), segments, code: issue.code ?? "custom", message: issue.message, keys };
}

/** A branch that only minds a stray key is nearer than one of another type. */
const rank = (issue: z.core.$ZodIssue): number => (issue.code === "unrecognized_keys" ? 1 : 0);

function pathText(segments: readonly PropertyKey[]): string {
  return segments.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("").replace(/^\./, "");
}
