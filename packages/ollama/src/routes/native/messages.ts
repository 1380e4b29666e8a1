/** The history on `/api/chat`: texts with images beside them, calls with object arguments, results with tool names. */
import { warnOfErrorFlags } from "@dialect/chat-completions";
import {
  type AssistantMessage,
  DialectError,
  type Json,
  type JsonObject,
  type Message,
  type ToolMessage,
  type Warning,
} from "@dialect/core";
import { flattenParts } from "../../quirks/flatten-parts.js";
import { replayThinking, thinkingField } from "../../quirks/replay-thinking.js";
import type { WireMessage } from "./wire.js";

type Warn = (warning: Warning) => void;

/** `texts` collects the arguments of each call with the text that they came in. */
export function writeMessages(messages: readonly Message[], texts: Map<object, string>, warn: Warn): WireMessage[] {
  warnOfErrorFlags(messages, warn);
  return messages.map((message, index): WireMessage => {
    switch (message.role) {
      case "system":
        return { role: "system", content: message.content };
      case "user": {
        const { text, images } = flattenParts(message.content, `messages[${index}]`, warn);
        return {
          role: "user",
          content: text,
          ...(images.length === 0 ? {} : { images: images.map(({ base64 }) => base64) }),
        };
      }
      case "assistant":
        return writeAssistant(message, index, texts, warn);
      case "tool":
        return {
          role: "tool",
          content: resultText(message, index),
          tool_name: message.toolName,
          tool_call_id: message.toolCallId,
        };
    }
  });
}

function writeAssistant(message: AssistantMessage, index: number, texts: Map<object, string>, warn: Warn): WireMessage {
  let text = "";
  const calls: Json[] = [];
  for (const part of message.content) {
    if (part.type === "text" || part.type === "refusal") text += part.text;
    else if (part.type === "tool-call") {
      const given = part.arguments === "" ? "{}" : part.arguments;
      const parsed = JSON.parse(given) as JsonObject;
      texts.set(parsed, given);
      calls.push({ id: part.id, function: { name: part.name, arguments: parsed } });
    } else if (part.type !== "reasoning") refuseOrReport(part.type, index, warn);
  }
  const thinking = replayThinking(message, index, warn);
  return {
    role: "assistant",
    content: text,
    ...(thinking === "" ? {} : { [thinkingField.native]: thinking }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

/** What an assistant turn holds besides has no place on either wire. */
export function refuseOrReport(type: "file" | "source" | "opaque", index: number, warn: Warn): void {
  if (type === "file") {
    throw new DialectError("unsupported_content", {
      message: `messages[${index}] (assistant) has a file; Ollama takes files in user messages only.`,
    });
  }
  warn({
    code: "part_not_sent",
    message: `The ${type} part of messages[${index}] has no place on this wire.`,
    path: `messages[${index}]`,
    index,
  });
}

function resultText({ content }: ToolMessage, index: number): string {
  if (typeof content === "string") return content;
  if ("json" in content) return JSON.stringify(content.json);
  return content
    .map((part) => {
      if (part.type === "text") return part.text;
      throw new DialectError("unsupported_content", {
        message: `messages[${index}] (tool) has a file; Ollama takes files in user messages only.`,
        hint: "Give the file in the next user message.",
      });
    })
    .join("\n");
}
