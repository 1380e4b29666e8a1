import type { JsonObject, Schema } from "../contract/json.js";
import { DialectError } from "../error.js";

/**
 * The JSON Schema (draft 2020-12) of a Standard Schema, with nothing stripped or added: what a strict wire wants
 * besides is the provider's to write.
 *
 * @throws {@link DialectError} `schema_not_supported` if the schema cannot print itself, e.g. because it has a date or
 *   a transform, or is a plain JSON Schema that `jsonSchema(raw)` should wrap.
 * @see https://standardschema.dev/json-schema (read 2026-11-21)
 */
export function schemaOf(schema: Schema): JsonObject {
  const standard = (schema as Partial<Schema> | undefined)?.["~standard"];
  if (standard === undefined) {
    throw unsupported(
      "The schema is not a Standard Schema.",
      "Wrap a plain JSON Schema in jsonSchema(raw) of @dialect/core.",
    );
  }
  if (typeof standard.jsonSchema?.input !== "function") {
    throw unsupported(
      `The schema (vendor "${standard.vendor}") cannot print itself as JSON Schema.`,
      "zod can from 4.2 on; or write the JSON Schema and wrap it in jsonSchema(raw).",
    );
  }
  let printed: unknown;
  try {
    printed = standard.jsonSchema.input({ target: "draft-2020-12" });
  } catch (cause) {
    throw unsupported(
      `The schema (vendor "${standard.vendor}") has something that JSON Schema cannot say: ${cause instanceof Error ? cause.message : String(cause)}`,
      "Use types that exist in JSON: texts, numbers, booleans, lists, objects, null.",
      cause,
    );
  }
  if (typeof printed !== "object" || printed === null || Array.isArray(printed)) {
    throw unsupported(
      `The schema (vendor "${standard.vendor}") printed ${Array.isArray(printed) ? "a list" : typeof printed} instead of an object.`,
    );
  }
  const lost = notJson(printed, "#");
  if (lost !== undefined)
    throw unsupported(
      `The schema (vendor "${standard.vendor}") prints a value at ${lost} that JSON would drop or change.`,
    );
  return printed as JsonObject;
}

/** The place of the first value that `JSON.stringify` would drop or change. Absent keys (`undefined`) drop nothing. */
function notJson(value: unknown, path: string): string | undefined {
  if (value === null || typeof value === "string" || typeof value === "boolean") return undefined;
  if (typeof value === "number") return Number.isFinite(value) ? undefined : path;
  if (typeof value !== "object") return path;
  if (!Array.isArray(value) && ![Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null))
    return path;
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined && !Array.isArray(value)) continue;
    const lost = notJson(inner, `${path}/${key}`);
    if (lost !== undefined) return lost;
  }
  return undefined;
}

function unsupported(message: string, hint?: string, cause?: unknown): DialectError {
  return new DialectError("schema_not_supported", { message, hint, ...(cause === undefined ? {} : { cause }) });
}
