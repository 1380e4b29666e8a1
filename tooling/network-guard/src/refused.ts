/** One refusal as the guard keeps it; `file` is the log that was in force. */
export interface Refusal {
  readonly action: string;
  readonly target: string;
  readonly file: string | undefined;
}

const key = Symbol.for("dialect.network-guard");

/** The refusals of this process so far, or `undefined` when no guard is loaded. */
export function refusals(): readonly Refusal[] | undefined {
  const guard = (globalThis as Record<PropertyKey, unknown>)[key] as
    | { readonly refused: readonly Refusal[] }
    | undefined;
  return guard?.refused;
}
