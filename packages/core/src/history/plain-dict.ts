/**
 * A message in the plain fields of the OpenAI Chat Completions format, as far as they can hold it.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create (read 2026-11-20)
 */
import type { Json, JsonObject } from "../contract/json.js";
import type { AssistantMessage, FilePart, Message, ToolMessage, UserPart } from "../contract/message.js";

export function plainDict(message: Message): JsonObject {
  switch (message.role) {
    case "system":
      return { role: "system", content: message.content };
    case "user":
      return { role: "user", content: plainContent(message.content) };
    case "assistant":
      return plainAssistant(message);
    case "tool":
      return { role: "tool", tool_call_id: message.toolCallId, content: toolContent(message.content) };
  }
}

function plainAssistant({ content }: AssistantMessage): JsonObject {
  const texts: string[] = [];
  const refusals: string[] = [];
  const calls: Json[] = [];
  for (const part of content) {
    if (part.type === "text") texts.push(part.text);
    if (part.type === "refusal") refusals.push(part.text);
    // A cut call is not in the plain field: other readers would take it for a whole one.
    if (part.type === "tool-call" && part.complete !== false) {
      calls.push({ id: part.id, type: "function", function: { name: part.name, arguments: part.arguments } });
    }
  }
  return {
    role: "assistant",
    content: texts.length === 0 ? null : texts.join(""),
    ...(refusals.length === 0 ? {} : { refusal: refusals.join("") }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function toolContent(content: ToolMessage["content"]): Json {
  return typeof content === "string" || isParts(content) ? plainContent(content) : JSON.stringify(content.json);
}

function isParts(content: ToolMessage["content"]): content is readonly UserPart[] {
  return Array.isArray(content);
}

function plainContent(content: string | readonly UserPart[]): Json {
  if (typeof content === "string") return content;
  const parts = content.flatMap((part) =>
    part.type === "text" ? [{ type: "text", text: part.text }] : plainFile(part),
  );
  return parts.length === 0 ? "" : parts;
}

const audioFormats: Readonly<Record<string, string>> = { "audio/wav": "wav", "audio/mpeg": "mp3" };

/** Nothing for a URL that is no image: the format has no field for it. */
function plainFile({ source, mediaType, name }: FilePart): readonly JsonObject[] {
  const filename = name === undefined ? {} : { filename: name };
  if ("fileId" in source) return [{ type: "file", file: { file_id: source.fileId, ...filename } }];
  const isImage = mediaType.startsWith("image/");
  if ("url" in source) return isImage ? [{ type: "image_url", image_url: { url: source.url } }] : [];
  const dataUrl = `data:${mediaType};base64,${source.base64}`;
  if (isImage) return [{ type: "image_url", image_url: { url: dataUrl } }];
  const format = audioFormats[mediaType];
  if (format !== undefined) return [{ type: "input_audio", input_audio: { data: source.base64, format } }];
  return [{ type: "file", file: { file_data: dataUrl, ...filename } }];
}
