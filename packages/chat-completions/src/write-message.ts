import type {
  AssistantMessage,
  AssistantPart,
  Json,
  JsonObject,
  Message,
  SystemMessage,
  TextPart,
  ToolMessage,
  UserMessage,
  UserPart,
  Warning,
} from "@dialect/core";
import { DialectError } from "@dialect/core";
import type { WireDescription } from "./description.js";

/** A message as the wire takes it. The provider adds its own members (reasoning, prefix, …) to what a writer returns. */
export type WireMessage = { [member: string]: Json };

type Spelling = Pick<WireDescription, "instructionRole" | "toolTurnContent" | "toolResultContent">;

/**
 * Writes one message. The file parts of a user or tool message the provider has written itself, in order, as content
 * parts. Of an assistant message text and tool calls are written; the rest is the provider's: {@link unwrittenParts}.
 */
export function writeMessage(message: Message, wire: Spelling, files: readonly JsonObject[] = []): WireMessage {
  switch (message.role) {
    case "system":
      return writeInstruction(message, wire);
    case "user":
      return writeUser(message, files);
    case "assistant":
      return writeAssistant(message, wire);
    case "tool":
      return writeToolResult(message, wire, files);
  }
}

export function writeInstruction(message: SystemMessage, wire: Pick<WireDescription, "instructionRole">): WireMessage {
  return { role: wire.instructionRole, content: message.content };
}

export function writeUser(message: UserMessage, files: readonly JsonObject[] = []): WireMessage {
  return {
    role: "user",
    content: typeof message.content === "string" ? message.content : writeParts(message.content, files),
  };
}

export function writeAssistant(message: AssistantMessage, wire: Pick<WireDescription, "toolTurnContent">): WireMessage {
  let text = "";
  const calls: Json[] = [];
  for (const part of message.content) {
    if (part.type === "text") text += part.text;
    else if (part.type === "tool-call") {
      // No arguments at all means none; the wire wants an object.
      const written = part.arguments === "" ? "{}" : part.arguments;
      calls.push({ id: part.id, type: "function", function: { name: part.name, arguments: written } });
    }
  }
  const content: WireMessage =
    text !== "" || calls.length === 0
      ? { content: text }
      : wire.toolTurnContent === "null"
        ? { content: null }
        : wire.toolTurnContent === "empty-string"
          ? { content: "" }
          : {};
  return { role: "assistant", ...content, ...(calls.length === 0 ? {} : { tool_calls: calls }) };
}

/** The parts that {@link writeAssistant} leaves to the provider; what it cannot send either, it must refuse or report. */
export function unwrittenParts(message: AssistantMessage): readonly AssistantPart[] {
  return message.content.filter((part) => part.type !== "text" && part.type !== "tool-call");
}

export function writeToolResult(
  message: ToolMessage,
  wire: Pick<WireDescription, "toolResultContent">,
  files: readonly JsonObject[] = [],
): WireMessage {
  return { role: "tool", tool_call_id: message.toolCallId, content: toolContent(message, wire, files) };
}

function toolContent(
  message: ToolMessage,
  wire: Pick<WireDescription, "toolResultContent">,
  files: readonly JsonObject[],
): Json {
  const content = message.content;
  if (typeof content === "string") return content;
  if ("json" in content) return JSON.stringify(content.json);
  if (wire.toolResultContent === "parts") return writeParts(content, files);
  if (content.some((part) => part.type === "file")) {
    throw new DialectError("unsupported_content", {
      message: `The result of tool call ${message.toolCallId} has a file; this wire takes text only.`,
    });
  }
  return content.map((part) => (part as TextPart).text).join("\n");
}

function writeParts(parts: readonly UserPart[], files: readonly JsonObject[]): Json {
  const [only] = parts;
  if (parts.length === 1 && only?.type === "text") return only.text;
  let nextFile = 0;
  return parts.map((part): Json => {
    if (part.type === "text") return { type: "text", text: part.text };
    const file = files[nextFile++];
    if (file === undefined) {
      throw new DialectError("unsupported_content", {
        message: `The file ${part.name ?? `of type ${part.mediaType}`} has no form on this wire.`,
      });
    }
    return file;
  });
}

/** The format has no member for `isError`; the model sees the text of the result only, and the caller is told. */
export function warnOfErrorFlags(messages: readonly Message[], warn: (warning: Warning) => void): void {
  if (!messages.some((message) => message.role === "tool" && message.isError === true)) return;
  warn({
    code: "option_not_sent",
    option: "isError",
    message: "This wire has no member for isError of a tool result; the model sees the content only.",
  });
}
