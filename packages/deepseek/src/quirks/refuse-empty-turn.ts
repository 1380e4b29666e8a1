/**
 * An assistant turn with neither text nor calls is refused by the vendor: "Invalid assistant message: content or
 * tool_calls must be set". Reasoning alone is no turn there.
 *
 * @see https://github.com/OnesoftQwQ/opencode-go-copilot/issues/24 (read 2026-11-20)
 * @see https://github.com/carlrobertoh/ProxyAI/issues/834 (read 2026-11-20)
 */
import { DialectError } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { WireMessage } from "../wire.js";

/** @throws DialectError `invalid_history`, naming the message. */
export function refuseEmptyTurn(message: WireMessage, index: number, who: Who): void {
  if (message["role"] !== "assistant" || message["content"] !== "" || message["tool_calls"] !== undefined) return;
  throw new DialectError("invalid_history", {
    message: `messages[${index}] (assistant) has neither text nor tool calls; DeepSeek refuses such a turn.`,
    ...who,
    hint: "Leave the message out; closeTurn(message) says what is left of a turn that broke.",
  });
}
