/**
 * Sends a turn's own thinking back: gpt-oss needs it inside a tool loop, other templates drop what they do not want.
 * The OpenAI-format endpoint reads it as `reasoning` only; `reasoning_content` would vanish there.
 *
 * @see ../../test/wire/router/chat-replay-ok.json
 * @see ../../test/wire/router/v1-reasoning_content-replay.json
 */
import type { AssistantMessage, Warning } from "@dialect/core";

/** The field that thinking comes in and goes back in, by route. */
export const thinkingField = { native: "thinking", chat: "reasoning" } as const;

/** The thinking of one assistant turn, "" = none. Cut thinking and another provider's stay out, with a warning. */
export function replayThinking(message: AssistantMessage, index: number, warn: (warning: Warning) => void): string {
  const parts = message.content.filter((part) => part.type === "reasoning");
  const whole = parts.filter((part) => part.complete !== false);
  const text = whole.map((part) => part.text).join("");
  const from = message.origin?.provider;
  const foreign = from !== undefined && from !== "ollama" && text !== "";
  if (foreign || whole.length < parts.length) {
    warn({
      code: "reasoning_left_out",
      message: `The reasoning of messages[${index}] ${foreign ? `comes from ${from}` : "was cut"} and is not sent to Ollama.`,
      path: `messages[${index}]`,
      index,
    });
  }
  return foreign ? "" : text;
}
