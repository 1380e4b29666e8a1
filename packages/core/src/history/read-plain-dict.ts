/** Reads the plain fields of the OpenAI Chat Completions format; whatever else is there is listed, never dropped. */
import type { Json, JsonObject } from "../contract/json.js";
import type { AssistantPart, Message, UserPart } from "../contract/message.js";
import { DialectError } from "../error.js";
import { isObject, show } from "./fault.js";

/** A value of a dict that the messages do not hold. */
export interface Unread {
  /** Place in the dicts, and in the messages. */
  readonly message: number;
  /** Path inside the dict, e.g. `reasoning_content` or `content[1].image_url.detail`. */
  readonly path: string;
  readonly value: Json;
}

/** One message being read. */
interface Reading {
  readonly place: string;
  note(path: string, value: unknown): void;
}

/** `toolNameOf` finds the tool of a call id in earlier turns. */
export function readPlainDict(
  dict: unknown,
  index: number,
  toolNameOf: (callId: string) => string | undefined,
): { readonly message: Message; readonly unread: readonly Unread[] } {
  const unread: Unread[] = [];
  const reading: Reading = {
    place: `dicts[${index}]`,
    note: (path, value) => unread.push({ message: index, path, value: value as Json }),
  };
  if (!isObject(dict)) throw wrong(reading, "", `is ${show(dict)} instead of a message`);
  return { message: readMessage(dict as JsonObject, reading, toolNameOf), unread };
}

function readMessage(dict: JsonObject, reading: Reading, toolNameOf: (callId: string) => string | undefined): Message {
  const { role, content } = dict;
  switch (role) {
    case "developer":
      reading.note("role", role);
      noteOthers(dict, ["role", "content"], "", reading);
      return { role: "system", content: systemText(content, reading) };
    case "system":
      noteOthers(dict, ["role", "content"], "", reading);
      return { role, content: systemText(content, reading) };
    case "user":
      noteOthers(dict, ["role", "content"], "", reading);
      return { role, content: typeof content === "string" ? content : userParts(content, reading) };
    case "assistant":
      noteOthers(dict, ["role", "content", "refusal", "tool_calls"], "", reading);
      return { role, content: assistantParts(dict, reading) };
    case "tool": {
      noteOthers(dict, ["role", "content", "tool_call_id", "name"], "", reading);
      const toolCallId = textOf(dict["tool_call_id"], "tool_call_id", reading);
      const name = dict["name"] ?? toolNameOf(toolCallId) ?? "";
      return {
        role,
        toolCallId,
        toolName: textOf(name, "name", reading),
        content: typeof content === "string" ? content : userParts(content, reading),
      };
    }
    default:
      throw wrong(reading, "role", `is ${show(role)}; it must be system, developer, user, assistant or tool`);
  }
}

function systemText(content: Json | undefined, reading: Reading): string {
  if (typeof content === "string") return content;
  const texts = userParts(content, reading).map((part) => (part.type === "text" ? part.text : ""));
  // Our system message is one text; that there were several is worth knowing.
  if (texts.length > 1) reading.note("content", content);
  return texts.join("\n");
}

function userParts(content: Json | undefined, reading: Reading): UserPart[] {
  if (!Array.isArray(content))
    throw wrong(reading, "content", `is ${show(content)} instead of a text or a list of parts`);
  return (content as readonly Json[]).flatMap((part, at) => readPart(part, `content[${at}]`, reading));
}

function readPart(part: Json, path: string, reading: Reading): UserPart[] {
  if (!isObject(part)) throw wrong(reading, path, `is ${show(part)} instead of a part`);
  const dict = part as JsonObject;
  const type = dict["type"];
  if (type === "text") {
    noteOthers(dict, ["type", "text"], `${path}.`, reading);
    return [{ type: "text", text: textOf(dict["text"], `${path}.text`, reading) }];
  }
  const body = typeof type === "string" ? dict[type] : undefined;
  if ((type === "image_url" || type === "input_audio" || type === "file") && isObject(body)) {
    noteOthers(dict, ["type", type], `${path}.`, reading);
    const read = { image_url: readImage, input_audio: readAudio, file: readFile }[type];
    return read(body as JsonObject, `${path}.${type}`, reading);
  }
  reading.note(path, part);
  return [];
}

function readImage(image: JsonObject, path: string, reading: Reading): UserPart[] {
  noteOthers(image, ["url"], `${path}.`, reading);
  const url = textOf(image["url"], `${path}.url`, reading);
  if (!url.startsWith("data:")) return [{ type: "file", mediaType: "image/*", source: { url } }];
  return readDataUrl(url, `${path}.url`, reading);
}

function readAudio(audio: JsonObject, path: string, reading: Reading): UserPart[] {
  noteOthers(audio, ["data", "format"], `${path}.`, reading);
  const format = textOf(audio["format"], `${path}.format`, reading);
  return [
    {
      type: "file",
      mediaType: format === "mp3" ? "audio/mpeg" : `audio/${format}`,
      source: { base64: textOf(audio["data"], `${path}.data`, reading) },
    },
  ];
}

function readFile(file: JsonObject, path: string, reading: Reading): UserPart[] {
  if (typeof file["file_data"] !== "string") {
    // Whose file an id is, only a provider knows: its own importMessages reads it.
    reading.note(path, file);
    return [];
  }
  noteOthers(file, ["file_data", "filename"], `${path}.`, reading);
  const parts = readDataUrl(file["file_data"], `${path}.file_data`, reading);
  const name = file["filename"];
  return typeof name === "string" ? parts.map((part) => ({ ...part, name })) : parts;
}

function readDataUrl(url: string, path: string, reading: Reading): UserPart[] {
  const comma = url.indexOf(",");
  const head = url.slice(0, comma);
  if (comma < 0 || !head.startsWith("data:") || !head.endsWith(";base64") || head === "data:;base64") {
    throw wrong(reading, path, "is not a data URL with a media type and base64");
  }
  return [
    {
      type: "file",
      mediaType: head.slice("data:".length, -";base64".length),
      source: { base64: url.slice(comma + 1) },
    },
  ];
}

function assistantParts(dict: JsonObject, reading: Reading): AssistantPart[] {
  const calls = dict["tool_calls"] ?? [];
  if (!Array.isArray(calls)) throw wrong(reading, "tool_calls", `is ${show(calls)} instead of a list`);
  const parts = textParts(dict["content"], calls.length > 0 || typeof dict["refusal"] === "string", reading);
  if (typeof dict["refusal"] === "string") parts.push({ type: "refusal", text: dict["refusal"] });
  (calls as readonly Json[]).forEach((call, at) => {
    const path = `tool_calls[${at}]`;
    const body = isObject(call) ? call["function"] : undefined;
    if (!isObject(call) || !isObject(body) || (call["type"] ?? "function") !== "function")
      return reading.note(path, call);
    noteOthers(call as JsonObject, ["id", "type", "function"], `${path}.`, reading);
    noteOthers(body as JsonObject, ["name", "arguments"], `${path}.function.`, reading);
    parts.push({
      type: "tool-call",
      id: textOf(call["id"], `${path}.id`, reading),
      name: textOf(body["name"], `${path}.function.name`, reading),
      arguments: textOf(body["arguments"], `${path}.function.arguments`, reading),
    });
  });
  return parts;
}

function textParts(content: Json | undefined, more: boolean, reading: Reading): AssistantPart[] {
  if (content === undefined || content === null) return [];
  // Beside calls, "" is how some servers write null.
  if (typeof content === "string") return content === "" && more ? [] : [{ type: "text", text: content }];
  if (!Array.isArray(content)) throw wrong(reading, "content", `is ${show(content)} instead of a text, parts or null`);
  return (content as readonly Json[]).flatMap((part, at): AssistantPart[] => {
    const type = isObject(part) ? part["type"] : undefined;
    if (!isObject(part) || (type !== "text" && type !== "refusal")) {
      reading.note(`content[${at}]`, part);
      return [];
    }
    noteOthers(part as JsonObject, ["type", type], `content[${at}].`, reading);
    return [{ type, text: textOf(part[type], `content[${at}].${type}`, reading) }];
  });
}

/** Keys that hold nothing (null, an empty list) say nothing and are not listed. */
function noteOthers(dict: JsonObject, known: readonly string[], path: string, reading: Reading): void {
  for (const [key, value] of Object.entries(dict)) {
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (!known.includes(key) && !empty) reading.note(`${path}${key}`, value);
  }
}

function textOf(value: unknown, path: string, reading: Reading): string {
  if (typeof value !== "string") throw wrong(reading, path, `is ${show(value)} instead of a text`);
  return value;
}

function wrong(reading: Reading, path: string, what: string): DialectError {
  return new DialectError("invalid_history", { message: `${reading.place}${path === "" ? "" : `.${path}`} ${what}.` });
}
