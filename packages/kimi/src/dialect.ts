import type { WireDescription } from "@dialect/chat-completions";

/**
 * How this wire spells the Chat Completions grammar.
 *
 * `max_completion_tokens`: `max_tokens` is its deprecated alias (https://platform.kimi.ai/docs/api/chat). `system`: there
 * is no developer role (same page). `toolTurnContent`: `""` beside tool calls is refused as "text content is empty"
 * (https://github.com/MoonshotAI/kimi-cli/tree/4a550eff/packages/kosong). `strictTools`: the page of the first
 * takes it as true where it is absent; rows say where that is known. `streamUsage`: without it usage sits in the choice only
 * (https://github.com/akz142857/Halro docs/prd/kimi-adaptation-plan.zh-CN.md). `callIdentity`: the id may change in
 * mid-call, the index does not (https://github.com/earendil-works/pi, test "coalesces tool call deltas by stable index").
 * All read 2026-11-20.
 */
export const dialect: WireDescription = {
  maxTokensField: "max_completion_tokens",
  instructionRole: "system",
  toolTurnContent: "omitted",
  toolResultContent: "text",
  strictTools: "when-asked",
  streamUsage: "ask",
  callIdentity: "index",
};
