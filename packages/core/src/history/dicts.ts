/**
 * Histories as OpenAI-format dicts and back. The plain fields are what other tools read; where they cannot hold a
 * message, the key `dialect` holds it whole, so that the way back loses nothing.
 */
import type { Json, JsonObject } from "../contract/json.js";
import type { Message } from "../contract/message.js";
import { DialectError } from "../error.js";
import { isObject } from "./fault.js";
import { plainDict } from "./plain-dict.js";
import { readPlainDict, type Unread } from "./read-plain-dict.js";
import { sameJson } from "./same-json.js";

const key = "dialect";
/** The shape of the key's value: a persisted format. */
const version = 1;

/** One dict for each message. `importMessages` gives the same history back. */
export function exportMessages(history: readonly Message[]): JsonObject[] {
  const tools = toolNames();
  return history.map((message, index) => {
    const plain = plainDict(message);
    const back = readPlainDict(plain, index, tools.find).message;
    tools.add(message);
    return sameJson(back, message) ? plain : { ...plain, [key]: { version, message: message as unknown as Json } };
  });
}

export interface Imported {
  /** One message for each dict, in place. */
  readonly messages: readonly Message[];
  /** What no message holds, such as the keys of a vendor: its package's own `importMessages` reads them. */
  readonly unread: readonly Unread[];
}

/**
 * Reads OpenAI-format dicts: texts, parts, calls, results, refusals, image and file data, and the key `dialect` where
 * `exportMessages` wrote it. If the plain fields beside the key were changed since, they win and the key is `unread`.
 * A `developer` message becomes a system message and is listed.
 *
 * @throws {@link DialectError} `invalid_history` for a plain field of a wrong type, naming it as `dicts[2].content`.
 */
export function importMessages(dicts: readonly JsonObject[]): Imported {
  if (!Array.isArray(dicts))
    throw new DialectError("invalid_history", { message: "importMessages() takes a list of dicts." });
  const tools = toolNames();
  const unread: Unread[] = [];
  const messages = dicts.map((dict: JsonObject, index) => {
    const read = readDict(dict, index, tools.find);
    unread.push(...read.unread);
    tools.add(read.message);
    return read.message;
  });
  return { messages, unread };
}

function readDict(
  dict: JsonObject,
  index: number,
  toolNameOf: (callId: string) => string | undefined,
): { readonly message: Message; readonly unread: readonly Unread[] } {
  const kept = isObject(dict) ? dict[key] : undefined;
  if (kept === undefined || kept === null) return readPlainDict(dict, index, toolNameOf);
  const { [key]: removed, ...fields } = dict;
  void removed;
  const plain = readPlainDict(fields, index, toolNameOf);
  const message = keptMessage(kept, index);
  const expected =
    message.role === plain.message.role ? readPlainDict(plainDict(message), index, toolNameOf) : undefined;
  if (expected === undefined || !sameJson(expected.message, plain.message)) {
    return { message: plain.message, unread: [...plain.unread, { message: index, path: key, value: kept }] };
  }
  // What the plain fields could not hold is in the key; what is listed besides came from elsewhere.
  const unread = plain.unread.filter(
    (one) => !expected.unread.some((other) => other.path === one.path && sameJson(other.value, one.value)),
  );
  return { message, unread };
}

function keptMessage(kept: Json, index: number): Message {
  const message = isObject(kept) ? kept["message"] : undefined;
  if (isObject(kept) && kept["version"] === version && isObject(message)) {
    const { role, content } = message;
    const parts: readonly unknown[] = Array.isArray(content) ? content : [];
    const whole = parts.every((part) => isObject(part) && (part["type"] !== "file" || isObject(part["source"])));
    const fits =
      role === "assistant"
        ? Array.isArray(content)
        : role === "system"
          ? typeof content === "string"
          : content !== undefined && content !== null;
    if (whole && fits && typeof role === "string" && ["system", "user", "assistant", "tool"].includes(role))
      return message as unknown as Message;
  }
  throw new DialectError("invalid_history", {
    message: `dicts[${index}].${key} is not of version ${version} of its format.`,
    hint: "It was written by a newer version, or changed by hand; remove the key to read the plain fields alone.",
  });
}

interface ToolNames {
  find(this: void, callId: string): string | undefined;
  add(message: Message): void;
}

/** Tool names by call id; a later turn may use an id again. */
function toolNames(): ToolNames {
  const names = new Map<string, string>();
  return {
    find: (callId) => names.get(callId),
    add(message) {
      if (message.role !== "assistant") return;
      for (const part of message.content) if (part.type === "tool-call") names.set(part.id, part.name);
    },
  };
}
