/**
 * Sends the reasoning of earlier turns back where the vendor demands it: a thinking request is refused when a tool turn
 * lacks the `reasoning_content` key. The key counts, not the text, so turns without reasoning get "". Observers differ
 * on the scope (all tool turns; every assistant message after the last user message); this is the union of both.
 *
 * @see https://api-docs.deepseek.com/guides/thinking_mode#tool-calls (read 2026-11-20)
 * @see https://github.com/anomalyco/opencode/issues/24083 (read 2026-11-20; the refusal)
 * @see https://github.com/deepseek-ai/deepseek-harness/discussions/739 (read 2026-11-20; an empty text counts as present)
 */
import type { AssistantMessage, Message, Warning } from "@dialect/core";

/** The wire field that reasoning comes in and goes back in. */
export const reasoningField = "reasoning_content";

/**
 * The text for `reasoning_content` of each message, by its place; `undefined` = no key. Text-only turns before the last
 * user message get none: the vendor ignores it there.
 */
export function replayReasoning(
  messages: readonly Message[],
  thinking: "on" | "off",
  warn: (warning: Warning) => void,
): readonly (string | undefined)[] {
  const lastUser = messages.findLastIndex((message) => message.role === "user");
  return messages.map((message, index) => {
    if (thinking === "off" || message.role !== "assistant") return undefined;
    const wanted = index > lastUser || message.content.some((part) => part.type === "tool-call");
    return wanted ? ownReasoning(message, index, warn) : undefined;
  });
}

/** Another model's thoughts are not this model's: they are left out, the key stays. */
function ownReasoning(message: AssistantMessage, index: number, warn: (warning: Warning) => void): string {
  const text = message.content.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
  const from = message.origin?.provider;
  if (from === undefined || from === "deepseek" || text === "") return text;
  warn({
    code: "reasoning_left_out",
    message: `The reasoning of messages[${index}] comes from ${from} and is not sent to DeepSeek.`,
    path: `messages[${index}]`,
    index,
  });
  return "";
}
