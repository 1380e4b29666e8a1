/**
 * Empty text is refused by the vendor ("text content is empty"), and so is an assistant message with nothing in it ("the
 * message at position 105 with role 'assistant' must not be empty"). Beside tool calls `content` is left out (dialect.ts,
 * `toolTurnContent`), an empty part of a list goes without loss, and a message that is empty is refused here, by place.
 *
 * @see https://github.com/MoonshotAI/kimi-cli/tree/4a550eff/packages/kosong (read 2026-11-20)
 * @see https://github.com/anomalyco/opencode/issues/16318 (read 2026-11-20)
 */
import { DialectError, type Json, type Message, type UserPart } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { WireMessage } from "../wire.js";

/** The message without empty text parts. */
export function withoutEmptyParts(message: Message): Message {
  if ((message.role !== "user" && message.role !== "tool") || !Array.isArray(message.content)) return message;
  const parts = message.content as readonly UserPart[];
  if (!parts.some(isEmpty)) return message;
  const content = parts.filter((part) => !isEmpty(part));
  return { ...message, content };
}

function isEmpty(part: UserPart): boolean {
  return part.type === "text" && part.text === "";
}

/** @throws DialectError `invalid_history`, naming the message. */
export function refuseEmptyText(message: WireMessage, index: number, who: Who): void {
  const content: Json | undefined = message["content"];
  const empty = content === "" || (Array.isArray(content) && content.length === 0);
  if (!empty) return;
  const role = String(message["role"]);
  throw new DialectError("invalid_history", {
    message: `messages[${index}] (${role}) has no text${role === "assistant" ? " and no tool calls" : ""}; Kimi refuses empty content.`,
    ...who,
    hint:
      role === "tool"
        ? 'Say in words that the tool gave nothing, e.g. "(no output)".'
        : "Leave the message out; closeTurn(message) says what is left of a turn that broke.",
  });
}
