/** Reads the plain fields of the OpenAI Chat Completions format; whatever else is there is listed, never dropped. */
import type { Json, JsonObject } from "../contract/json.js";
import type { AssistantPart, Message } from "../contract/message.js";
import { isObject, show } from "./fault.js";
import { noteOthers, type Reading, readParts, textOf, wrong } from "./read-plain-part.js";

/** A value of a dict that the messages do not hold. */
export interface Unread {
  /** Place in the dicts, and in the messages. */
  readonly message: number;
  /** Path inside the dict, e.g. `reasoning_content` or `content[1].image_url.detail`. */
  readonly path: string;
  readonly value: Json;
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
      return { role, content: typeof content === "string" ? content : readParts(content, reading) };
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
        content: typeof content === "string" ? content : readParts(content, reading),
      };
    }
    default:
      throw wrong(reading, "role", `is ${show(role)}; it must be system, developer, user, assistant or tool`);
  }
}

function systemText(content: Json | undefined, reading: Reading): string {
  if (typeof content === "string") return content;
  const parts = readParts(content, reading);
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  // Our system message is one text; that there were several parts, or others, is worth knowing.
  if (parts.length > 1 || texts.length < parts.length) reading.note("content", content);
  return texts.join("\n");
}

function assistantParts(dict: JsonObject, reading: Reading): AssistantPart[] {
  const calls = dict["tool_calls"] ?? [];
  if (!Array.isArray(calls)) throw wrong(reading, "tool_calls", `is ${show(calls)} instead of a list`);
  const refusal = dict["refusal"] ?? undefined;
  const parts = textParts(dict["content"], calls.length > 0 || refusal !== undefined, reading);
  if (refusal !== undefined) parts.push({ type: "refusal", text: textOf(refusal, "refusal", reading) });
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
