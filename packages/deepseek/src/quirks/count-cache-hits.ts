/**
 * Cached input tokens come twice, as `prompt_tokens_details.cached_tokens` and as `prompt_cache_hit_tokens`; older
 * answers have the second only. Reasoning is inside `completion_tokens` (219 with 205 reasoning in a recording).
 *
 * @see https://github.com/vercel/ai/tree/ed857f50f1/packages/deepseek/src/chat/__fixtures__ (read 2026-11-20)
 */
import { readUsage, type WireObject } from "@dialect/chat-completions";
import type { Usage } from "@dialect/core";

export function countCacheHits(usage: WireObject): Usage {
  const counted = readUsage(usage);
  const hits = usage["prompt_cache_hit_tokens"];
  if (counted.input === undefined || counted.input.cached !== undefined || typeof hits !== "number") return counted;
  return { ...counted, input: { ...counted.input, cached: hits } };
}
