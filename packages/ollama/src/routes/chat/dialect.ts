import type { WireDescription } from "@dialect/chat-completions";

/**
 * How Ollama's OpenAI-format endpoint spells the grammar.
 *
 * `max_tokens`: `max_completion_tokens` is ignored, and the answer unlimited (test/wire/router/v1-max_completion_tokens-ignored).
 * `system`: what the templates know. `toolTurnContent`: its own answers have `content: ""` beside calls
 * (test/wire/recorded/tools). `strictTools`: the flag is dropped (recorded/tools-strict-true). `streamUsage`: only on
 * request (recorded/chat-stream-usage). `callIdentity`: versions before 0.20 sent every call at index 0
 * (https://github.com/ollama/ollama/issues/15457, read 2026-11-20).
 */
export const dialect: WireDescription = {
  maxTokensField: "max_tokens",
  instructionRole: "system",
  toolTurnContent: "empty-string",
  toolResultContent: "text",
  strictTools: "never",
  streamUsage: "ask",
  callIdentity: "id-then-index",
};
