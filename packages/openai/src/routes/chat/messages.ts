/** The history on this wire. What has no place here is refused or reported, part by part. */
import {
  unwrittenParts,
  warnOfErrorFlags,
  type WireDescription,
  type WireMessage,
  writeMessage,
} from "@dialect/chat-completions";
import {
  type AssistantMessage,
  DialectError,
  type FilePart,
  type JsonObject,
  type Message,
  type Warning,
} from "@dialect/core";
import { replayReasoning } from "../../quirks/replay-reasoning.js";
import { shortenCallId } from "../../quirks/shorten-call-ids.js";
import type { OpenAIRequest } from "../../request-types.js";
import type { RouteContext } from "../route.js";
import { writeFile } from "./file-part.js";

type Warn = (warning: Warning) => void;

export function writeMessages(
  messages: readonly Message[],
  request: OpenAIRequest,
  context: RouteContext,
  wire: WireDescription,
  warn: Warn,
): JsonObject[] {
  warnOfErrorFlags(messages, warn);
  return messages.map((given, index) => {
    const message = context.official ? withShortIds(given) : given;
    const files = filesOf(message, index).map(([part, place]) => writeFile(part, place, request.imageDetail));
    if (message.role === "tool" && files.length > 0) {
      throw new DialectError("unsupported_content", {
        message: `messages[${index}] (tool) has a file; Chat Completions takes files in user messages only.`,
        hint: 'Give the file in the next user message, or use route: "responses".',
      });
    }
    const written = writeMessage(message, wire, files);
    if (message.role === "assistant") addAssistantParts(written, message, index, context, warn);
    return written;
  });
}

function filesOf({ content }: Message, index: number): readonly (readonly [FilePart, string])[] {
  if (!Array.isArray(content)) return [];
  return (content as readonly { readonly type: string }[]).flatMap((part, place) =>
    part.type === "file" ? [[part as FilePart, `messages[${index}].content[${place}]`] as const] : [],
  );
}

/** Refusals and reasoning have members of their own; the rest of an assistant turn has none. */
function addAssistantParts(
  written: WireMessage,
  message: AssistantMessage,
  index: number,
  context: RouteContext,
  warn: Warn,
): void {
  for (const part of unwrittenParts(message)) {
    if (part.type === "file") {
      throw new DialectError("unsupported_content", {
        message: `messages[${index}] (assistant) has a file (${part.mediaType}); Chat Completions takes files in user messages only.`,
      });
    }
    if (part.type === "source" || part.type === "opaque") {
      warn({
        code: "part_not_sent",
        message: `The ${part.type} part of messages[${index}] has no place in Chat Completions.`,
        path: `messages[${index}]`,
        index,
      });
    }
  }
  const refusal = message.content.flatMap((part) => (part.type === "refusal" ? [part.text] : [])).join("");
  if (refusal !== "") {
    written["refusal"] = refusal;
    if (written["content"] === "") written["content"] = null;
  }
  replayReasoning(written, message, index, context, warn);
}

function withShortIds(message: Message): Message {
  if (message.role === "tool") {
    const toolCallId = shortenCallId(message.toolCallId);
    return toolCallId === message.toolCallId ? message : { ...message, toolCallId };
  }
  if (
    message.role !== "assistant" ||
    !message.content.some((part) => part.type === "tool-call" && shortenCallId(part.id) !== part.id)
  )
    return message;
  return {
    ...message,
    content: message.content.map((part) =>
      part.type === "tool-call" ? { ...part, id: shortenCallId(part.id) } : part,
    ),
  };
}
