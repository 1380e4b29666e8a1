import type { Json, Usage } from "@dialect/core";
import { isObject, type WireObject } from "./wire-object.js";

/** The token counts of a response. A count that is not there stays absent; nothing is added up. */
export function readUsage(usage: WireObject): Usage {
  const input = count(usage["input_tokens"]);
  const output = count(usage["output_tokens"]);
  const cached = detail(usage["input_tokens_details"], "cached_tokens");
  const cacheWrite = detail(usage["input_tokens_details"], "cache_write_tokens");
  const reasoning = detail(usage["output_tokens_details"], "reasoning_tokens");
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
  return isObject(details) ? count(details[name]) : undefined;
}
