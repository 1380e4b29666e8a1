/**
 * Prefix completion: a history that ends with an assistant message is continued by the model when that message says
 * `prefix: true`, on the beta base URL only. It may carry reasoning.
 *
 * @see https://api-docs.deepseek.com/guides/chat_prefix_completion (read 2026-11-20)
 */
import type { WireMessage } from "../wire.js";

/** Marks the last message, if the model is to continue it. */
export function continuePrefix(messages: WireMessage[]): void {
  const last = messages.at(-1);
  if (last?.["role"] === "assistant") last["prefix"] = true;
}
