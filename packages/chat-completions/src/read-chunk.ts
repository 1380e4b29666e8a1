import type { Json } from "@dialect/core";
import type { FieldWatch } from "./fields.js";
import { malformed } from "./malformed.js";

/** A JSON object off the wire. */
export type WireObject = { readonly [key: string]: Json };

/**
 * What one chunk, or one whole answer, says. One object serves a whole stream, so that reading a chunk allocates
 * nothing. What is not here (reasoning, log probabilities, error frames, finish words) the provider reads from
 * `choice`, `message` and the chunk itself.
 */
export interface Reading {
  id: string | undefined;
  model: string | undefined;
  /** The choice with index 0. */
  choice: WireObject | undefined;
  /** Its `delta`, or the `message` of a whole answer. */
  message: WireObject | undefined;
  content: string;
  refusal: string;
  toolCalls: readonly Json[] | undefined;
  /** The finish word; an empty one is no end. */
  finish: string | undefined;
  /** Sits in the chunk or in the choice. */
  usage: WireObject | undefined;
}

export function createReading(): Reading {
  return {
    id: undefined,
    model: undefined,
    choice: undefined,
    message: undefined,
    content: "",
    refusal: "",
    toolCalls: undefined,
    finish: undefined,
    usage: undefined,
  };
}

/** Reads a `chat.completion.chunk`. @throws DialectError `malformed_event` where content would be lost. */
export function readChunk(chunk: Json, into: Reading, fields: FieldWatch): void {
  read(chunk, into, fields, "delta");
}

/** Reads a whole `chat.completion`. @throws DialectError `malformed_event` where content would be lost. */
export function readAnswer(body: Json, into: Reading, fields: FieldWatch): void {
  read(body, into, fields, "message");
}

// `for in` with a switch finds unknown fields and reads the known ones in one pass: 38 ns for a chunk of 12 fields,
// against 850 ns for its JSON.parse. Sets in place of the switch cost twice that, Object.keys allocates.
function read(chunk: Json, into: Reading, fields: FieldWatch, carrier: "delta" | "message"): void {
  if (!isObject(chunk)) throw malformed("The event", chunk, "an object");
  into.choice = undefined;
  into.message = undefined;
  into.content = "";
  into.refusal = "";
  into.toolCalls = undefined;
  into.finish = undefined;
  into.usage = undefined;
  for (const key in chunk) {
    switch (key) {
      case "id":
        into.id = textOr(chunk["id"], into.id);
        break;
      case "model":
        into.model = textOr(chunk["model"], into.model);
        break;
      case "choices":
        readChoices(chunk["choices"], into, fields, carrier);
        break;
      case "usage":
        readUsageField(chunk["usage"], "usage", into, fields);
        break;
      case "object":
      case "created":
      case "system_fingerprint":
      case "service_tier":
        break;
      default:
        if (!fields.own.chunk.has(key)) fields.unknown(key, chunk[key]);
    }
  }
  fields.read(chunk, into.finish !== undefined || into.usage !== undefined);
}

function readChoices(choices: Json | undefined, into: Reading, fields: FieldWatch, carrier: "delta" | "message"): void {
  if (choices === null || choices === undefined) return;
  if (!Array.isArray(choices)) throw malformed("choices", choices, "a list");
  for (let position = 0; position < choices.length; position++) {
    const choice = choices[position] as Json;
    if (!isObject(choice)) throw malformed(`choices[${position}]`, choice, "an object");
    const index = choice["index"];
    if (index === 0 || index === undefined || index === null) {
      if (into.choice === undefined) {
        into.choice = choice;
        readChoice(choice, into, fields, carrier);
        continue;
      }
    }
    fields.unknown(`choices[${typeof index === "number" ? index : position}]`, choice);
  }
}

function readChoice(choice: WireObject, into: Reading, fields: FieldWatch, carrier: "delta" | "message"): void {
  for (const key in choice) {
    switch (key) {
      case "index":
      case "logprobs":
        break;
      case "delta":
      case "message":
        if (key !== carrier) {
          if (!fields.own.choice.has(key)) fields.unknown(`choices[0].${key}`, choice[key]);
          break;
        }
        readMessage(choice[key], into, fields, key === "delta" ? "choices[0].delta" : "choices[0].message");
        break;
      case "finish_reason": {
        const word = choice["finish_reason"];
        if (typeof word === "string") {
          if (word !== "") into.finish = word;
        } else if (word !== null && word !== undefined)
          throw malformed("choices[0].finish_reason", word, "text or null");
        break;
      }
      case "usage":
        readUsageField(choice["usage"], "choices[0].usage", into, fields);
        break;
      default:
        if (!fields.own.choice.has(key)) fields.unknown(`choices[0].${key}`, choice[key]);
    }
  }
}

function readMessage(message: Json | undefined, into: Reading, fields: FieldWatch, path: string): void {
  if (message === null || message === undefined) return;
  if (!isObject(message)) throw malformed(path, message, "an object");
  into.message = message;
  for (const key in message) {
    switch (key) {
      case "role":
        break;
      case "content":
        into.content = readText(message["content"], path, "content");
        break;
      case "refusal":
        into.refusal = readText(message["refusal"], path, "refusal");
        break;
      case "tool_calls": {
        const calls = message["tool_calls"];
        if (calls === null || calls === undefined) break;
        if (!Array.isArray(calls)) throw malformed(`${path}.tool_calls`, calls, "a list");
        if (calls.length > 0) into.toolCalls = calls;
        break;
      }
      default:
        if (!fields.own.message.has(key)) fields.unknown(`${path}.${key}`, message[key]);
    }
  }
}

function readUsageField(usage: Json | undefined, path: string, into: Reading, fields: FieldWatch): void {
  if (usage === null || usage === undefined) return;
  if (isObject(usage)) into.usage = usage;
  else fields.unknown(path, usage);
}

/** Text of a field that may be `null`, which opens nothing. */
export function readText(value: Json | undefined, path: string, field: string): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  throw malformed(`${path}.${field}`, value, "text or null");
}

function textOr(value: Json | undefined, before: string | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : before;
}

function isObject(value: Json | undefined): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
