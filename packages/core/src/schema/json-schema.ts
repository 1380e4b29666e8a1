import type { Json, JsonObject, Schema, SchemaCheck } from "../contract/json.js";
import { DialectError } from "../error.js";

/**
 * A Standard Schema from a plain JSON Schema, for tools and outputs. Values are validated locally when they arrive; the
 * validator is loaded at the first use. Draft 2020-12, or the draft that `$schema` names.
 *
 * @throws {@link DialectError} `schema_not_supported` if `raw` is not an object; on validation, if a reference in it
 *   cannot be resolved.
 * @see https://json-schema.org/draft/2020-12 (read 2026-11-20)
 */
export function jsonSchema(raw: JsonObject): Schema<Json> {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw new DialectError("schema_not_supported", {
      message: "jsonSchema() takes a JSON Schema object.",
      hint: 'For example { "type": "object", "properties": {} }.',
    });
  }
  return {
    "~standard": {
      version: 1,
      vendor: "dialect",
      validate: (value) => validate(raw, value as Json),
      jsonSchema: { input: () => raw as Record<string, unknown> },
    },
  };
}

async function validate(raw: JsonObject, value: Json): Promise<SchemaCheck<Json>> {
  const { Validator } = await import("@cfworker/json-schema");
  let result;
  try {
    result = new Validator(raw as Record<string, unknown>, draftOf(raw), false).validate(value);
  } catch (cause) {
    throw new DialectError("schema_not_supported", {
      message: `The JSON Schema cannot be used for validation: ${cause instanceof Error ? cause.message : String(cause)}`,
      cause,
    });
  }
  if (result.valid) return { value };
  return {
    issues: faults(result.errors).map((error) => ({ message: error.error, path: pathOf(error.instanceLocation) })),
  };
}

interface Fault {
  readonly keyword: string;
  readonly instanceLocation: string;
  readonly error: string;
}

/**
 * The validator reports the parents of a fault too ("does not match schema"), and a property that failed once more as
 * an additional one. The first report at a place, with none below it, is the fault itself.
 */
function faults(errors: readonly Fault[]): readonly Fault[] {
  const own: Fault[] = [];
  for (const error of errors) {
    if (wrappers.has(error.keyword)) continue;
    const told = own.some(
      ({ instanceLocation: place }) =>
        place === error.instanceLocation || place.startsWith(`${error.instanceLocation}/`),
    );
    if (!told) own.push(error);
  }
  return own.length > 0 ? own : errors.slice(0, 1);
}

const wrappers = new Set([
  "properties",
  "items",
  "prefixItems",
  "additionalProperties",
  "allOf",
  "$ref",
  "patternProperties",
]);

function draftOf(raw: JsonObject): "4" | "7" | "2019-09" | "2020-12" {
  const name = typeof raw["$schema"] === "string" ? raw["$schema"] : "";
  if (/draft-0[4-7]/.test(name)) return name.includes("draft-04") ? "4" : "7";
  return name.includes("2019-09") ? "2019-09" : "2020-12";
}

/** `#/list/0/a~1b` as keys. */
function pathOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}
