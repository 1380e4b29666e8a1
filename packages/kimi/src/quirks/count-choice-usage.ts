/**
 * Usage of a stream sits in the choice of the finish chunk and, when asked for, once more in a chunk of its own after
 * it: the last one counts, nothing is added up. Cached tokens are flat (`cached_tokens`), in the details, in both, or
 * absent when there are none; they are inside `prompt_tokens`, and reasoning is inside `completion_tokens`.
 *
 * @see https://github.com/MoonshotAI/kimi-cli/tree/4a550eff/packages/kosong/tests/test_kimi_stream_usage.py (read 2026-11-20)
 * @see https://github.com/leandromineti/ai-assisted-coding/blob/011b29fdb7a8efd766e5cfeee34c61a75cd6e1a7/probes/raw/kimi.jsonl (read 2026-11-20)
 */
import { readUsage, type WireObject } from "@dialect/chat-completions";
import type { Usage } from "@dialect/core";

export function countChoiceUsage(usage: WireObject): Usage {
  const counted = readUsage(usage);
  const cached = usage["cached_tokens"];
  if (counted.input === undefined || counted.input.cached !== undefined || typeof cached !== "number") return counted;
  return { ...counted, input: { ...counted.input, cached } };
}
