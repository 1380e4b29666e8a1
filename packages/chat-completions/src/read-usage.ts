import type { Usage } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import type { Json } from "@dialect/core";
import type { WireObject } from "./read-chunk.js";

/**
 * The token counts that speakers of the format share. A count that is not there stays absent; nothing is added up,
 * because whether reasoning is inside `completion_tokens` differs between vendors.
 */
export function readUsage(usage: WireObject): Usage {
  const input = count(usage["prompt_tokens"]);
  const output = count(usage["completion_tokens"]);
  const cached = detail(usage["prompt_tokens_details"], "cached_tokens");
  const cacheWrite = detail(usage["prompt_tokens_details"], "cache_write_tokens");
  const reasoning = detail(usage["completion_tokens_details"], "reasoning_tokens");
  return {
    ...(input === undefined
      ? {}
      : {
          input: {
            total: input,
            ...(cached === undefined ? {} : { cached }),
            ...(cacheWrite === undefined ? {} : { cacheWrite }),
          },
        }),
    ...(output === undefined ? {} : { output: { total: output, ...(reasoning === undefined ? {} : { reasoning }) } }),
    raw: usage,
  };
}

function count(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined;
}

function detail(details: Json | undefined, name: string): number | undefined {
  if (typeof details !== "object" || details === null || Array.isArray(details)) return undefined;
  return count((details as WireObject)[name]);
}

/**
 * Reports usage once, at the end: some servers send it in every chunk, some in the finish chunk, some in a chunk of
 * its own after it. The last one wins.
 */
export interface UsageKeeper {
  take(usage: WireObject): void;
  /** Reports what was taken since the last report: at the end of the turn, and when the stream breaks off. */
  report(): void;
}

export function keepUsage(out: Pick<EventWriter, "usage">, read: (usage: WireObject) => Usage): UsageKeeper {
  return new LastUsage(out, read);
}

class LastUsage implements UsageKeeper {
  private readonly out: Pick<EventWriter, "usage">;
  private readonly readUsage: (usage: WireObject) => Usage;
  private last: WireObject | undefined;

  constructor(out: Pick<EventWriter, "usage">, read: (usage: WireObject) => Usage) {
    this.out = out;
    this.readUsage = read;
  }

  take(usage: WireObject): void {
    this.last = usage;
  }

  report(): void {
    if (this.last === undefined) return;
    const usage = this.last;
    this.last = undefined;
    this.out.usage(this.readUsage(usage));
  }
}
