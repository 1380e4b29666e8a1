import { pathText, type Breach, type Path } from "./breaches.js";
import { listOf, refuse, type Refusal } from "./refusal.js";

/**
 * The vendor's sentences for a body that breaks the schema, each as it was seen:
 *
 * - `Unknown parameter: 'input[3].status'.`: 1jehuang/jcode#1028
 * - `Unknown parameter: 'top_k'. Did you mean 'top_p'?`: leandromineti/ai-assisted-coding probes/raw/openai.jsonl
 * - `Unrecognized request argument supplied: reasoning_effort` (older models on Chat): davidmigloz/langchain_dart#712
 * - `Missing required parameter: 'input[0].arguments'.`: vercel/ai …/__fixtures__/openai-issue-17402-error.1.json
 * - `Invalid value: 'tool'. Supported values are: …`: anomalyco/opencode#10803
 * - `Invalid 'temperature': decimal below minimum value. …`: pydantic-ai cassette test_openai_responses_model_http_error
 * - `Invalid 'input[2].id': string too long. …`: can1357/oh-my-pi#284, openai/codex#39133
 *
 * All read 2026-11-20.
 */
export function vendorText(breach: Breach, known: readonly string[], isOldChat = false): Refusal {
  const { issue, path, value } = breach;
  const where = pathText(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return unknown([...path, issue.keys[0] ?? ""], known, isOldChat);
    case "invalid_value":
      return value === undefined ? missing(where) : oneOf(where, value, issue.values);
    case "too_small":
    case "too_big":
      return outside(issue, where, value);
    case "invalid_format":
      return refuse(
        `Invalid '${where}': string does not match pattern. Expected a string that matches the pattern '${namePattern}'.`,
        where,
        "invalid_value",
      );
    case "invalid_type":
      return value === undefined ? missing(where) : wrongType(where, nouns[issue.expected] ?? "another type", value);
    default:
      if (value === undefined) return missing(where);
      if (issue.code === "invalid_union" && "options" in issue && issue.options !== undefined)
        return oneOf(where, value, issue.options);
      return wrongType(where, unionNoun(path), value);
  }
}

/** @see https://github.com/openai/openai-node src/resources/shared.ts at 7b7d6ca7 (read 2026-11-20) */
export const namePattern = "^[a-zA-Z0-9_-]+$";

function unknown(path: Path, known: readonly string[], isOldChat: boolean): Refusal {
  const where = pathText(path);
  if (path.length > 1) return refuse(`Unknown parameter: '${where}'.`, where, "unknown_parameter");
  if (isOldChat) return refuse(`Unrecognized request argument supplied: ${where}`, null);
  const near = known.find(
    (name) => name.length === where.length && [...name].filter((letter, at) => letter !== where[at]).length === 1,
  );
  const hint = near === undefined ? "" : ` Did you mean '${near}'?`;
  return refuse(`Unknown parameter: '${where}'.${hint}`, where, "unknown_parameter");
}

const missing = (where: string): Refusal =>
  refuse(`Missing required parameter: '${where}'.`, where, "missing_required_parameter");

const oneOf = (where: string, value: unknown, values: readonly unknown[]): Refusal =>
  refuse(`Invalid value: '${String(value)}'. Supported values are: ${listOf(values)}.`, where, "invalid_value");

const wrongType = (where: string, expected: string, value: unknown): Refusal =>
  refuse(`Invalid type for '${where}': expected ${expected}, but got ${nounOf(value)} instead.`, where, "invalid_type");

type Bound = Extract<Breach["issue"], { readonly code: "too_small" | "too_big" }>;

function outside(issue: Bound, where: string, value: unknown): Refusal {
  const isLow = issue.code === "too_small";
  const limit = isLow ? issue.minimum : issue.maximum;
  if (issue.origin === "string") {
    const long = `string too long. Expected a string with maximum length ${limit}, but got a string with length ${(value as string).length} instead.`;
    const empty = "empty string. Expected a string with minimum length 1, but got an empty string instead.";
    return refuse(
      `Invalid '${where}': ${isLow ? empty : long}`,
      where,
      isLow ? "empty_string" : "string_above_max_length",
    );
  }
  if (issue.origin === "array") {
    const long = `array too long. Expected an array with maximum length ${limit}, but got an array with length ${(value as unknown[]).length} instead.`;
    const empty = "empty array. Expected an array with minimum length 1, but got an empty array instead.";
    return refuse(
      `Invalid '${where}': ${isLow ? empty : long}`,
      where,
      isLow ? "empty_array" : "array_above_max_length",
    );
  }
  const kind = issue.origin === "int" || (Number.isInteger(limit) && integers.has(where)) ? "integer" : "decimal";
  const side = isLow ? "below minimum" : "above maximum";
  const sign = isLow ? ">=" : "<=";
  return refuse(
    `Invalid '${where}': ${kind} ${side} value. Expected a value ${sign} ${limit}, but got ${String(value)} instead.`,
    where,
    `${kind}_${isLow ? "below_min" : "above_max"}_value`,
  );
}

const integers: ReadonlySet<string> = new Set([
  "max_output_tokens",
  "max_completion_tokens",
  "max_tokens",
  "top_logprobs",
  "n",
]);

const nouns: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a decimal",
  int: "an integer",
  boolean: "a boolean",
  array: "an array",
  object: "an object",
  record: "an object",
};

function unionNoun(path: Path): string {
  const name = path.at(-1);
  if (name === "input") return "one of a string or array of input items";
  if (name === "stop") return "one of a string or array of strings";
  if (name === "tool_choice") return "one of 'none', 'auto', 'required', or an object";
  return "one of a string or array of objects";
}

function nounOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "number") return Number.isInteger(value) ? "an integer" : "a decimal";
  return nouns[typeof value] ?? "an object";
}
