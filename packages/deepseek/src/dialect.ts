import type { WireDescription } from "@dialect/chat-completions";

/**
 * How this wire spells the Chat Completions grammar.
 *
 * `max_tokens`: the only spelling known to work (https://api-docs.deepseek.com/api/create-chat-completion).
 * `system`: there is no developer role (same page). `toolTurnContent`: the vendor's own answers have `content: ""`
 * beside tool calls. `streamUsage`: documented as `stream_options`; usage then sits in the finish chunk
 * (https://github.com/vercel/ai/tree/ed857f50f1/packages/deepseek/src/chat/__fixtures__). `callIdentity`: index in
 * every fragment, id in the first only (same recordings). `strictTools`: rows refuse it outside of beta. All read
 * 2026-11-20.
 */
export const dialect: WireDescription = {
  maxTokensField: "max_tokens",
  instructionRole: "system",
  toolTurnContent: "empty-string",
  toolResultContent: "text",
  strictTools: "when-asked",
  streamUsage: "ask",
  callIdentity: "index",
};
