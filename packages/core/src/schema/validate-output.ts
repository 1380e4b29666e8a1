/** The answer as the value that the schema describes, or a named failure with the raw text; nothing is repaired unasked. */
import type { Json, SchemaIssue } from "../contract/json.js";
import type { OutputRequest } from "../contract/request.js";
import { DialectError, isDialectError } from "../error.js";

export type OutputReason = "empty_content" | "invalid_json" | "text_around_json" | "schema_mismatch";

/**
 * Parses and validates the text of an answer.
 *
 * @throws {@link DialectError} `structured_output_invalid` with `reason` ({@link OutputReason}) and the text in `raw`;
 *   `schema_not_supported` if the schema itself is at fault.
 */
export async function readOutput<T>(
  text: string,
  output: OutputRequest<T>,
): Promise<{ readonly value: T; readonly repaired?: "fences" }> {
  if (text.trim() === "") throw invalid("empty_content", "The answer has no text.", text);
  const plain = parse(text);
  const fenced = plain === undefined && output.repair === "fences" ? parseFenced(text) : undefined;
  const parsed = plain ?? fenced;
  if (parsed === undefined) {
    if (hasJsonInside(text)) {
      throw invalid(
        "text_around_json",
        `The answer has text around its JSON: ${excerpt(text)}`,
        text,
        fenceHint(text, output),
      );
    }
    throw invalid("invalid_json", `The answer is not JSON: ${excerpt(text)}`, text);
  }
  const checked = await check(parsed.json, text, output);
  if (checked.issues !== undefined) {
    const [first] = checked.issues;
    const more = checked.issues.length - 1;
    throw invalid(
      "schema_mismatch",
      `The answer does not fit the schema at ${pathText(first)}: ${first?.message ?? "no reason given"}${more > 0 ? ` (and ${more} more)` : ""}`,
      text,
    );
  }
  return { value: checked.value, ...(fenced === undefined ? {} : { repaired: "fences" as const }) };
}

async function check<T>(
  json: Json,
  text: string,
  output: OutputRequest<T>,
): Promise<{ value: T; issues?: undefined } | { issues: readonly SchemaIssue[] }> {
  try {
    return await output.schema["~standard"].validate(json);
  } catch (cause) {
    if (isDialectError(cause)) throw cause;
    throw invalid(
      "schema_mismatch",
      `The schema's validation threw: ${cause instanceof Error ? cause.message : String(cause)}`,
      text,
      undefined,
      cause,
    );
  }
}

function parse(text: string): { readonly json: Json } | undefined {
  try {
    return { json: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

/** The whole answer is one Markdown fence; text before or after it is no fence. */
const fence = /^\s*(`{3,}|~{3,})[ \t]*(?:json[c5]?|JSON)?[ \t]*\r?\n([\s\S]*?)\r?\n?[ \t]*\1\s*$/;

function parseFenced(text: string): { readonly json: Json } | undefined {
  const inside = fence.exec(text)?.[2];
  return inside === undefined ? undefined : parse(inside);
}

/** An object, or a list that is not inside something that begins like an object. */
function hasJsonInside(text: string): boolean {
  const whole = text.trim();
  if (/^(?:\{[^]*\}|\[[^]*\])$/.test(whole)) return false;
  const object = whole.indexOf("{");
  const list = whole.indexOf("[");
  return (
    isJson(whole.slice(object, whole.lastIndexOf("}") + 1), object) ||
    ((object < 0 || list < object) && isJson(whole.slice(list, whole.lastIndexOf("]") + 1), list))
  );
}

function isJson(text: string, from: number): boolean {
  return from >= 0 && parse(text) !== undefined;
}

function fenceHint(text: string, output: OutputRequest): string | undefined {
  return output.repair === undefined && parseFenced(text) !== undefined
    ? 'The text is one Markdown fence; output: { repair: "fences" } takes it out and says so in the result.'
    : undefined;
}

function pathText(issue: SchemaIssue | undefined): string {
  const path = (issue?.path ?? []).map((step) =>
    typeof step === "object" && step !== null && "key" in step ? step.key : step,
  );
  return path.length === 0 ? "its root" : `/${path.map(String).join("/")}`;
}

function excerpt(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 200)}… (${text.length} characters)`;
}

function invalid(reason: OutputReason, message: string, raw: string, hint?: string, cause?: unknown): DialectError {
  return new DialectError("structured_output_invalid", {
    message,
    reason,
    raw,
    hint,
    ...(cause === undefined ? {} : { cause }),
  });
}
