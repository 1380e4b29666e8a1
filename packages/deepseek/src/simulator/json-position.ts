/**
 * Where a value ends in a JSON text, as the vendor's reader counts it: the column of the last character of the
 * value, from 1. Checked against the recorded `tools[0]: missing field \`type\` at line 1 column 327`.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/dseek.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
export type Path = readonly (string | number)[];

/** `text` must be valid JSON. A path that leads nowhere gives the end of the text. */
export function positionOf(text: string, path: Path): string {
  let end = text.trimEnd().length;
  walk(text, 0, path, (found) => {
    end = found;
  });
  const before = text.slice(0, end);
  const line = before.split("\n").length;
  return `line ${line} column ${before.length - (before.lastIndexOf("\n") + 1)}`;
}

/** Reads one value and returns the offset after it. `rest` is the path below this value, if it lies on the way. */
function walk(text: string, from: number, rest: Path | undefined, found: (end: number) => void): number {
  let at = skip(text, from);
  const opener = text[at];
  if (opener === "{" || opener === "[") {
    const closer = opener === "{" ? "}" : "]";
    at = skip(text, at + 1);
    for (let index = 0; text[at] !== closer && at < text.length; index += 1) {
      let name: string | number = index;
      if (opener === "{") {
        const end = endOfString(text, at);
        name = JSON.parse(text.slice(at, end)) as string;
        at = skip(text, end) + 1;
      }
      at = skip(text, walk(text, at, rest?.[0] === name ? rest.slice(1) : undefined, found));
      if (text[at] === ",") at = skip(text, at + 1);
    }
    at += 1;
  } else {
    at = opener === '"' ? endOfString(text, at) : endOfScalar(text, at);
  }
  if (rest?.length === 0) found(at);
  return at;
}

function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function endOfScalar(text: string, from: number): number {
  let at = from;
  while (at < text.length && !",]} \t\r\n".includes(text.charAt(at))) at += 1;
  return at;
}
