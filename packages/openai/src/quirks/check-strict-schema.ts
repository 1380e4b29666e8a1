/**
 * Strict mode takes a subset of JSON Schema and answers anything else with 400 `invalid_function_parameters` or
 * `invalid_json_schema`, sometimes in mid-stream. The subset is checked here, with the place. Nothing is rewritten; only
 * an absent `additionalProperties` of an object whose properties are all required becomes `false`, which allows the
 * model less and no reader more.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs#supported-schemas (read 2026-11-20)
 * @see https://github.com/pydantic/pydantic-ai/blob/4fda38988/pydantic_ai_slim/pydantic_ai/profiles/openai.py (OpenAIJsonSchemaTransformer, read 2026-11-20)
 * @see https://github.com/vercel/ai/blob/ad1847e9/packages/openai/src/responses/__fixtures__/issue-6454-nested-definitions-error.json (read 2026-11-21)
 */
import { DialectError, type Json, type JsonObject } from "@dialect/core";

const unsupported: ReadonlySet<string> = new Set([
  "allOf",
  "not",
  "oneOf",
  "if",
  "then",
  "else",
  "dependentRequired",
  "dependentSchemas",
  "default",
  "minLength",
  "maxLength",
  "patternProperties",
  "unevaluatedProperties",
  "propertyNames",
  "minProperties",
  "maxProperties",
  "unevaluatedItems",
  "contains",
  "minContains",
  "maxContains",
  "uniqueItems",
]);
const hints: Readonly<Record<string, string>> = {
  oneOf: "anyOf is taken.",
  default: "Say the default in the description.",
  minLength: "Say it in the description, or use pattern.",
  maxLength: "Say it in the description, or use pattern.",
};
const formats: ReadonlySet<Json | undefined> = new Set([
  "date-time",
  "time",
  "date",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uuid",
]);
/** A schema with none of these says nothing about the type. */
const typed = ["type", "$ref", "anyOf", "enum", "const"] as const;

/**
 * The schema as strict mode takes it. `place` says whose it is, e.g. `tools[0] "get_weather"`.
 *
 * @throws DialectError `schema_not_supported`, with the path in the schema.
 */
export function strictSchema(schema: JsonObject, place: string): JsonObject {
  const refuse: Refuse = (path, what, hint) => {
    throw new DialectError("schema_not_supported", {
      message: `The schema of ${place} is outside the strict subset at ${path}: ${what}.`,
      hint: hint ?? 'Change the schema, or leave strict out (for output: guarantee "json" or "prompted").',
    });
  };
  if (schema["type"] !== "object") {
    refuse(
      "#",
      schema["anyOf"] === undefined
        ? `the root has type ${JSON.stringify(schema["type"])} instead of "object"`
        : "the root is an anyOf",
      "Wrap it in an object with one property.",
    );
  }
  return check(schema, "#", schema, refuse);
}

type Refuse = (path: string, what: string, hint?: string) => never;

function check(schema: JsonObject, path: string, root: JsonObject, refuse: Refuse): JsonObject {
  for (const key of Object.keys(schema))
    if (unsupported.has(key)) refuse(`${path}/${key}`, `${key} is not supported`, hints[key]);
  if (typed.every((key) => schema[key] === undefined)) refuse(path, "nothing says its type");
  if (schema["format"] !== undefined && !formats.has(schema["format"])) {
    refuse(
      `${path}/format`,
      `the format ${JSON.stringify(schema["format"])} is not supported; supported are ${[...formats].join(", ")}`,
    );
  }
  const pattern = schema["pattern"];
  if (typeof pattern === "string" && hasLookaround(pattern)) refuse(`${path}/pattern`, "lookaround is not supported");
  if (schema["$ref"] !== undefined) checkReference(schema, path, root, refuse);

  const types = Array.isArray(schema["type"]) ? schema["type"] : [schema["type"]];
  const checked: { [key: string]: Json } = { ...schema };
  if (types.includes("object")) checkObject(checked, path, root, refuse);
  if (types.includes("array")) checkArray(checked, path, root, refuse);
  const anyOf = schema["anyOf"];
  if (anyOf !== undefined) {
    if (!Array.isArray(anyOf)) return refuse(`${path}/anyOf`, "it is no list");
    checked["anyOf"] = anyOf.map((one: Json, at) => checkInner(one, `${path}/anyOf/${at}`, root, refuse));
  }
  for (const name of ["$defs", "definitions"]) {
    const definitions = schema[name];
    if (isObject(definitions)) checked[name] = checkEach(definitions, `${path}/${name}`, root, refuse);
  }
  return checked;
}

function checkObject(schema: { [key: string]: Json }, path: string, root: JsonObject, refuse: Refuse): void {
  const properties = schema["properties"];
  if (!isObject(properties))
    return refuse(
      path,
      "the object has no properties",
      "An object needs named properties; a map has no form in strict mode.",
    );
  const names = Object.keys(properties);
  const required = schema["required"];
  const missing = names.filter((name) => !Array.isArray(required) || !required.includes(name));
  const [optional] = missing;
  if (optional !== undefined) {
    refuse(
      `${path}/properties/${optional}`,
      `${missing.length === 1 ? "it is" : `${missing.length} properties, this one first, are`} not required`,
      'Make every property required; an optional one is nullable instead, e.g. type ["string", "null"].',
    );
  }
  const additional = schema["additionalProperties"];
  if (additional === undefined) schema["additionalProperties"] = false;
  else if (additional !== false) refuse(`${path}/additionalProperties`, "it is not false");
  schema["properties"] = checkEach(properties, `${path}/properties`, root, refuse);
}

function checkArray(schema: { [key: string]: Json }, path: string, root: JsonObject, refuse: Refuse): void {
  const { items, prefixItems } = schema;
  if (Array.isArray(prefixItems)) {
    schema["prefixItems"] = prefixItems.map((one: Json, at) =>
      checkInner(one, `${path}/prefixItems/${at}`, root, refuse),
    );
    if (!isObject(items)) return;
  }
  if (!isObject(items)) return refuse(`${path}/items`, "the list does not say the type of its items");
  schema["items"] = check(items, `${path}/items`, root, refuse);
}

function checkEach(schemas: JsonObject, path: string, root: JsonObject, refuse: Refuse): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, one]) => [name, checkInner(one, `${path}/${name}`, root, refuse)]),
  );
}

function checkInner(schema: Json, path: string, root: JsonObject, refuse: Refuse): Json {
  return isObject(schema)
    ? check(schema, path, root, refuse)
    : refuse(path, `${JSON.stringify(schema)} is no schema object`);
}

/** "reference to component '#/$defs/Shared' which was not found in the schema": definitions are looked up from the root. */
function checkReference(schema: JsonObject, path: string, root: JsonObject, refuse: Refuse): void {
  const reference = schema["$ref"];
  if (typeof reference !== "string" || !/^#(\/|$)/.test(reference))
    refuse(`${path}/$ref`, `${JSON.stringify(reference)} does not point into the schema`);
  let target: Json | undefined = root;
  for (const step of (reference as string).split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    target = isObject(target)
      ? target[key]
      : Array.isArray(target)
        ? (target[Number(key)] as Json | undefined)
        : undefined;
  }
  if (!isObject(target)) refuse(`${path}/$ref`, `${JSON.stringify(reference)} is not in the schema`);
  const siblings = Object.keys(schema).filter((key) => key !== "$ref" && key !== "$defs" && key !== "definitions");
  if (siblings.length > 0) {
    refuse(
      path,
      `${siblings.join(", ")} stand${siblings.length === 1 ? "s" : ""} beside $ref`,
      "Put the $ref into anyOf: [{ $ref }].",
    );
  }
}

function hasLookaround(pattern: string): boolean {
  return /\(\?(?:=|!|<=|<!)/.test(pattern.replaceAll(/\\./gs, ""));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
