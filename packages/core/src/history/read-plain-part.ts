/** The content parts of the OpenAI Chat Completions format, and what readers of a dict share. */
import type { Json, JsonObject } from "../contract/json.js";
import type { UserPart } from "../contract/message.js";
import { DialectError } from "../error.js";
import { isObject, show } from "./fault.js";

/** One message being read. */
export interface Reading {
  readonly place: string;
  note(path: string, value: unknown): void;
}

/** The parts of a user or tool message. */
export function readParts(content: Json | undefined, reading: Reading): UserPart[] {
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
  if (file["filename"] === undefined || file["filename"] === null) return parts;
  const name = textOf(file["filename"], `${path}.filename`, reading);
  return parts.map((part) => ({ ...part, name }));
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

/** Keys that hold nothing (null, an empty list) say nothing and are not listed. */
export function noteOthers(dict: JsonObject, known: readonly string[], path: string, reading: Reading): void {
  for (const [key, value] of Object.entries(dict)) {
    const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (!known.includes(key) && !empty) reading.note(`${path}${key}`, value);
  }
}

export function textOf(value: unknown, path: string, reading: Reading): string {
  if (typeof value !== "string") throw wrong(reading, path, `is ${show(value)} instead of a text`);
  return value;
}

export function wrong(reading: Reading, path: string, what: string): DialectError {
  return new DialectError("invalid_history", { message: `${reading.place}${path === "" ? "" : `.${path}`} ${what}.` });
}
