import { unwrittenParts, writeMessage } from "@dialect/chat-completions";
import {
  type AssistantMessage,
  DialectError,
  type FilePart,
  type Json,
  type Message,
  type Warning,
} from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import { dialect } from "./dialect.js";
import { restoreCallTypes } from "./quirks/keep-call-ids.js";
import { refuseEmptyText } from "./quirks/refuse-empty-text.js";
import { reasoningField } from "./quirks/replay-reasoning.js";
import { writeMedia } from "./quirks/write-media.js";
import type { WireMessage } from "./wire.js";

/** Writes one message of the history; `reasoning` is the text for its field, if it gets one. */
export function writeTurn(
  message: Message,
  index: number,
  reasoning: string | undefined,
  who: Who,
  warn: (warning: Warning) => void,
): WireMessage {
  const files =
    message.role === "user" && Array.isArray(message.content)
      ? (message.content as readonly { readonly type: string }[])
          .filter((part) => part.type === "file")
          .map((part) => writeMedia(part as FilePart, who))
      : [];
  const wire: WireMessage = writeMessage(
    message.role === "assistant" ? withRefusals(message) : message,
    dialect,
    files,
  );
  if (message.role === "assistant") checkUnwritten(message, index, who, warn);
  const calls = wire["tool_calls"];
  if (Array.isArray(calls)) wire["tool_calls"] = restoreCallTypes(calls as readonly Json[]);
  refuseEmptyText(wire, index, who);
  if (reasoning !== undefined) wire[reasoningField] = reasoning;
  return wire;
}

/** Refusals were text that the user saw; this wire has no member for them. */
function withRefusals(message: AssistantMessage): AssistantMessage {
  if (!message.content.some((part) => part.type === "refusal")) return message;
  return {
    ...message,
    content: message.content.map((part) => (part.type === "refusal" ? { type: "text", text: part.text } : part)),
  };
}

/** What an assistant turn holds besides text, calls, refusals and reasoning has no place on this wire. */
function checkUnwritten(message: AssistantMessage, index: number, who: Who, warn: (warning: Warning) => void): void {
  for (const part of unwrittenParts(message)) {
    if (part.type === "file") {
      throw new DialectError("unsupported_content", {
        message: `messages[${index}] (assistant) has a file (${part.mediaType}); Kimi takes files in user messages only.`,
        ...who,
      });
    }
    if (part.type === "source" || part.type === "opaque") {
      warn({
        code: "part_not_sent",
        message: `The ${part.type} part of messages[${index}] has no place on this wire.`,
        path: `messages[${index}]`,
        index,
      });
    }
  }
}
