import type { Breach } from "./breaches.js";
import { pathText } from "./breaches.js";
import { positionOf, type Path } from "./json-position.js";
import { readerRefusal, type Refusal } from "./refusal.js";
import { efforts, roles } from "./request-schema.js";

/**
 * The sentences of the vendor's JSON reader (serde), each as it was seen:
 *
 * - `tools[0]: missing field \`type\` at line 1 column 327`: leandromineti/ai-assisted-coding probes/raw/dseek.jsonl
 * - `messages[1].role: unknown variant \`developer\`, expected one of …`: icebear0828/codex-proxy#589
 * - `messages[1]: unknown variant \`image_url\`, expected \`text\``: rikkahub/rikkahub#1433
 * - `messages[5]: invalid type: sequence, expected a string`: QwenLM/qwen-code#2158
 * - `tool_choice: expected one of \`none\`, \`auto\`, \`required\` or a tool`: BerriAI/litellm#37470
 * - `reasoning_effort: expected value` for a number: new-api fork, official-fit validator (2026-09)
 *
 * All read 2026-11-20.
 */
export function readerText(breach: Breach, bodyText: string): Refusal {
  const { path, value } = breach;
  const field = path.at(-1);
  const at = ` at ${positionOf(bodyText, value === undefined ? path.slice(0, -1) : path)}`;

  if (path[0] === "tool_choice")
    return deserialize(`tool_choice: expected one of \`none\`, \`auto\`, \`required\` or a tool${at}`);
  if (field === "reasoning_effort" && typeof value === "number") {
    return readerRefusal(`Failed to parse the request body as JSON: reasoning_effort: expected value${at}`);
  }
  if (value === undefined && field !== undefined)
    return deserialize(`${where(path.slice(0, -1))}missing field \`${field}\`${at}`);
  if (typeof value === "string") {
    const variants = variantsAt(path);
    if (variants !== undefined) return deserialize(`${where(owner(path))}${unknownVariant(value, variants)}${at}`);
  }
  return deserialize(`${where(owner(path))}invalid type: ${kindOf(value)}, expected ${expectedWord(breach)}${at}`);
}

/** A content part that a model without vision does not know. */
export function refusePart(type: string, path: Path, bodyText: string): Refusal {
  return deserialize(`${where(owner(path))}${unknownVariant(type, ["text"])} at ${positionOf(bodyText, path)}`);
}

/** The body is no JSON at all. */
export function unreadable(bodyText: string): Refusal {
  let message = "";
  try {
    JSON.parse(bodyText);
  } catch (cause) {
    message = String(cause);
  }
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? bodyText.length);
  const word = offset >= bodyText.length ? "EOF while parsing a value" : "expected value";
  const line = bodyText.slice(0, offset).split("\n");
  return readerRefusal(
    `Failed to parse the request body as JSON: ${word} at line ${line.length} column ${(line.at(-1)?.length ?? 0) + (offset < bodyText.length ? 1 : 0)}`,
  );
}

const deserialize = (text: string): Refusal =>
  readerRefusal(`Failed to deserialize the JSON body into the target type: ${text}`);

const where = (path: Path): string => (path.length === 0 ? "" : `${pathText(path)}: `);

/** What happens inside `content` is told of the message: the reader tries the variants of a content as a whole. */
function owner(path: Path): Path {
  return path[0] === "messages" && path[2] === "content" ? path.slice(0, 2) : path;
}

function variantsAt(path: Path): readonly string[] | undefined {
  const field = path.at(-1);
  if (field === "role") return roles;
  if (field === "reasoning_effort") return efforts;
  if (field !== "type") return undefined;
  if (path[0] === "thinking") return ["enabled", "disabled", "adaptive"];
  if (path[0] === "response_format") return ["text", "json_object"];
  return path.includes("content") ? ["text", "image_url", "file"] : ["function"];
}

function unknownVariant(value: string, variants: readonly string[]): string {
  const quoted = variants.map((one) => `\`${one}\``);
  const expected = quoted.length > 2 ? `one of ${quoted.join(", ")}` : quoted.join(" or ");
  return `unknown variant \`${value}\`, expected ${expected}`;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "sequence";
  if (typeof value === "string") return `string ${JSON.stringify(value)}`;
  if (typeof value === "boolean") return `boolean \`${value}\``;
  if (typeof value === "number") return `${Number.isInteger(value) ? "integer" : "floating point"} \`${value}\``;
  return "map";
}

const expectedWords: Readonly<Record<string, string>> = {
  string: "a string",
  array: "a sequence",
  record: "a map",
  object: "a map",
  boolean: "a boolean",
  number: "f32",
  int: "u32",
};

const expectedWord = (breach: Breach): string => expectedWords[breach.expected ?? "string"] ?? "another value";
