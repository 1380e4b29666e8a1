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
 * are calls; strings are jumped over with `indexOf`, so the cost is one pass over the line.
 */
export function cutArguments(line: string): readonly (string | undefined)[] {
  const message = member(line, skipSpace(line, 0), "message");
  const calls = message < 0 ? -1 : member(line, message, "tool_calls");
  if (calls < 0 || line[calls] !== "[") return [];
  const texts: (string | undefined)[] = [];
  for (let at = skipSpace(line, calls + 1); at < line.length && line[at] !== "]";) {
    const called = member(line, at, "function");
    const start = called < 0 ? -1 : member(line, called, "arguments");
    texts.push(start < 0 ? undefined : line.slice(start, skipValue(line, start)));
    at = skipSpace(line, skipValue(line, at));
    if (line[at] === ",") at = skipSpace(line, at + 1);
  }
  return texts;
}

/** Where the value of a member begins; -1 = there is none. Of a repeated member the last counts, as in `JSON.parse`. */
function member(text: string, object: number, name: string): number {
  if (text[object] !== "{") return -1;
  let found = -1;
  for (let at = skipSpace(text, object + 1); at < text.length && text[at] !== "}";) {
    const keyEnd = skipString(text, at);
    const key = text.slice(at, keyEnd);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (key === `"${name}"` || (key.includes("\\") && JSON.parse(key) === name)) found = value;
    at = skipSpace(text, skipValue(text, value));
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return found;
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
