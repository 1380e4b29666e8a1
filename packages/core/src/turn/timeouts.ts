import type { Timeouts } from "../contract/request.js";

/** Where a limit was set; a timeout error says it, so that nobody has to search for an unknown clock. */
export type TimeoutSource = "default" | "settings" | "model" | "call";

export interface ResolvedTimeouts extends Required<Timeouts> {
  readonly from: Readonly<Record<keyof Timeouts, TimeoutSource>>;
}

const names = ["connectMs", "firstEventMs", "idleMs", "answerMs"] as const;

/** The limits in force: the call's over the model's over the settings' over the provider's defaults. */
export function mergeTimeouts(
  defaults: Required<Timeouts>,
  settings: Timeouts | undefined,
  model: Timeouts | undefined,
  call: Timeouts | undefined,
): ResolvedTimeouts {
  const merged = { ...defaults };
  const from: Record<keyof Timeouts, TimeoutSource> = {
    connectMs: "default",
    firstEventMs: "default",
    idleMs: "default",
    answerMs: "default",
  };
  for (const [source, layer] of [
    ["settings", settings],
    ["model", model],
    ["call", call],
  ] as const) {
    if (layer === undefined) continue;
    for (const name of names) {
      const value = layer[name];
      if (value === undefined) continue;
      merged[name] = value;
      from[name] = source;
    }
  }
  return { ...merged, from };
}

/** The place where a limit was set, if the limits were merged by `mergeTimeouts`. */
export function timeoutSource(timeouts: Timeouts | undefined, name: keyof Timeouts): TimeoutSource | undefined {
  return (timeouts as Partial<ResolvedTimeouts> | undefined)?.from?.[name];
}
