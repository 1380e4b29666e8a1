/**
 * Thinking is on unless it is switched off, and its strength has three levels. The server maps `minimal`, `medium` and
 * `xhigh` onto these and has changed that map before, so only the levels that exist are taken.
 *
 * @see https://api-docs.deepseek.com/guides/thinking_mode (read 2026-11-20)
 */
import type { Effort } from "../request-types.js";
import type { ChatBody } from "../wire.js";

/** Whether the model thinks; without a wish it does. */
export function thinkingOf(effort: string | undefined): "on" | "off" {
  return effort === "none" ? "off" : "on";
}

/** The members that say so; nothing is written for a request without a wish. */
export function switchThinking(effort: Effort | undefined): Pick<ChatBody, "thinking" | "reasoning_effort"> {
  if (effort === undefined) return {};
  return effort === "none" ? { thinking: { type: "disabled" } } : { reasoning_effort: effort };
}
