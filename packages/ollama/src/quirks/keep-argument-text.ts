/**
 * Tool arguments are objects on this wire, not texts. Parsed and written again they would lose digits of large numbers
 * and the order of keys that look like numbers, so their text is cut out of the raw line, and put back the same way.
 *
 * @see ../../test/wire/recorded/api-chat-tools-parallel-stream.resp.txt
 * @see ../../test/wire/router/chat-args-as-string-replay.json (arguments as text are refused)
 */
import type { Json } from "@dialect/core";

const quote = 34;
const backslash = 92;

/**
 * The text of `message.tool_calls[i].function.arguments` by `i`, of a line that is valid JSON. Read only where there
 * are calls, in one pass over the line that jumps over strings with `indexOf`.
 */
export function cutArguments(line: string): readonly (string | undefined)[] {
  const texts: (string | undefined)[] = [];
  walk(line, skipSpace(line, 0), 0, texts);
  return texts;
}

/** The member to follow at each level: the line, its message, (the list), a call, its function. */
const path = ["message", "tool_calls", "", "function", "arguments"];
const list = 2;
const last = 4;

/** @returns the place behind the value. Of a repeated member the last counts, as in `JSON.parse`. */
function walk(text: string, start: number, level: number, texts: (string | undefined)[]): number {
  if (level > 0 && level <= list) texts.length = 0;
  else if (level > list) texts[texts.length - 1] = undefined;
  if (text[start] !== (level === list ? "[" : "{")) return skipValue(text, start);
  const close = level === list ? "]" : "}";
  let at = skipSpace(text, start + 1);
  while (at < text.length && text[at] !== close) {
    let end: number;
    if (level === list) {
      texts.push(undefined);
      end = walk(text, at, level + 1, texts);
    } else {
      const keyEnd = skipString(text, at);
      const key = text.slice(at, keyEnd);
      const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
      const follow = key === `"${path[level]}"` || (key.includes("\\") && JSON.parse(key) === path[level]);
      end = follow && level < last ? walk(text, value, level + 1, texts) : skipValue(text, value);
      if (follow && level === last) texts[texts.length - 1] = text.slice(value, end);
    }
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return at + 1;
}

/** The place behind a value. */
function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === quote) return skipString(text, start);
  if (first !== 123 && first !== 91) {
    let at = start;
    while (at < text.length && !",]} \t\r\n".includes(text[at] as string)) at++;
    return at;
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = skipString(text, at) - 1;
    else if (code === 123 || code === 91) depth++;
    else if ((code === 125 || code === 93) && --depth === 0) return at + 1;
  }
  return text.length;
}

function skipString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === backslash) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function skipSpace(text: string, start: number): number {
  let at = start;
  while (text.charCodeAt(at) <= 32) at++;
  return at;
}

/** Objects that have a text of their own, by identity. */
export type ArgumentTexts = ReadonlyMap<object, string>;

/** The body as text, with the arguments of earlier calls as they came. */
export function writeBody(body: Json, texts: ArgumentTexts): string {
  if (texts.size === 0) return JSON.stringify(body);
  return write(body, texts);
}

function write(value: Json, texts: ArgumentTexts): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const text = texts.get(value);
  if (text !== undefined) return text;
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map((one) => write(one, texts)).join(",")}]`;
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${write(one as Json, texts)}`).join(",")}}`;
}
