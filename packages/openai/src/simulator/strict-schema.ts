/**
 * What the vendor minds in a JSON schema, in its sentences:
 *
 * - `'additionalProperties' is required to be supplied and to be false.`: live-measured 2026-09
 * - `'required' is required to be supplied … Missing 'roles'.`: vercel/ai#6484
 * - `'oneOf' is not permitted.`, also where `strict` is left out on Responses: can1357/oh-my-pi#920
 * - `'default' is not permitted.`: 567-labs/instructor#1074
 * - `array schema missing items.`, strict or not: digitalocean-labs/mcp-digitalocean#265
 * - `reference to component '#/$defs/Shared' which was not found`: vercel/ai …/issue-6454-nested-definitions-error.json
 * - `Invalid JSON schema: regex lookaround is not supported.`: decolua/9router#1556
 *
 * All read 2026-11-20. The subset: https://platform.openai.com/docs/guides/structured-outputs (read 2026-11-20)
 */
export type Strictness =
  /** `strict: true`. */
  | "strict"
  /** `strict` left out where it is on by default. */
  | "defaulted"
  | "loose";

export type SchemaFault =
  /** Goes behind "Invalid schema for … 'name': ". */
  | { readonly kind: "subset"; readonly text: string }
  /** A sentence of its own. */
  | { readonly kind: "pattern"; readonly text: string };

type Keywords = Readonly<Record<string, unknown>>;

const forbidden = [
  "oneOf",
  "allOf",
  "not",
  "if",
  "then",
  "else",
  "default",
  "minLength",
  "maxLength",
  "uniqueItems",
  "contains",
  "minProperties",
  "maxProperties",
  "patternProperties",
  "propertyNames",
  "unevaluatedProperties",
  "dependentRequired",
  "dependentSchemas",
];
const formats = new Set(["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"]);
const lookaround = /\(\?(?:[=!]|<[=!])/;

export function schemaFault(schema: unknown, strictness: Strictness): SchemaFault | undefined {
  const root = schema as Keywords;
  if (root["type"] !== "object") {
    return {
      kind: "subset",
      text: `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(root["type"] ?? "None")}"'.`,
    };
  }
  return faultAt(root, [], { root, strictness });
}

interface Whole {
  readonly root: Keywords;
  readonly strictness: Strictness;
}

function faultAt(schema: Keywords, path: readonly string[], whole: Whole): SchemaFault | undefined {
  const own = ownFault(schema, whole);
  if (own !== undefined) return { kind: "subset", text: `In context=${contextText(path)}, ${own}` };
  if (whole.strictness !== "loose" && typeof schema["pattern"] === "string" && lookaround.test(schema["pattern"])) {
    const found = ["$", ...path, "pattern"].join(".");
    return { kind: "pattern", text: `Invalid JSON schema: regex lookaround is not supported. Found at ${found}.` };
  }
  for (const [name, below] of inside(schema)) {
    const fault = faultAt(below, [...path, ...name], whole);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function ownFault(schema: Keywords, { root, strictness }: Whole): string | undefined {
  if (isOfType(schema, "array") && schema["items"] === undefined) return "array schema missing items.";
  if (strictness === "loose") return undefined;
  const keyword = forbidden.find((one) => one in schema);
  if (keyword !== undefined) return `'${keyword}' is not permitted.`;
  if (strictness === "defaulted") return undefined;

  const reference = schema["$ref"];
  if (typeof reference === "string") {
    return isResolved(reference, root)
      ? undefined
      : `reference to component '${reference}' which was not found in the schema.`;
  }
  if (isOfType(schema, "object")) {
    if (schema["additionalProperties"] !== false)
      return "'additionalProperties' is required to be supplied and to be false.";
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    const absent = Object.keys(properties(schema)).find((name) => !required.includes(name));
    if (absent !== undefined) {
      return `'required' is required to be supplied and to be an array including every key in properties. Missing '${absent}'.`;
    }
  }
  if (typeof schema["format"] === "string" && !formats.has(schema["format"]))
    return `'${schema["format"]}' is not a valid format.`;
  const hasType = ["type", "anyOf", "enum", "const"].some((one) => one in schema);
  return hasType ? undefined : "schema must have a 'type' key.";
}

/** The schemas below a schema, with their names as the vendor's context has them. */
function inside(schema: Keywords): (readonly [readonly string[], Keywords])[] {
  const named = (keyword: string): (readonly [readonly string[], Keywords])[] =>
    Object.entries((schema[keyword] ?? {}) as Readonly<Record<string, Keywords>>).map(([name, below]) => [
      [keyword, name],
      below,
    ]);
  const items = schema["items"];
  return [
    ...named("properties"),
    ...(typeof items === "object" && items !== null ? [[["items"], items as Keywords] as const] : []),
    ...(Array.isArray(schema["anyOf"]) ? named("anyOf") : []),
    ...named("$defs"),
  ].filter(([, below]) => typeof below === "object" && below !== null);
}

const properties = (schema: Keywords): Keywords => (schema["properties"] ?? {}) as Keywords;

function isOfType(schema: Keywords, type: string): boolean {
  return schema["type"] === type || (Array.isArray(schema["type"]) && schema["type"].includes(type));
}

function isResolved(reference: string, root: Keywords): boolean {
  let place: unknown = root;
  for (const name of reference.split("/").slice(1)) place = (place as Keywords | undefined)?.[name];
  return reference.startsWith("#") && place !== undefined;
}

/** As Python prints a tuple. */
function contextText(path: readonly string[]): string {
  const quoted = path.map((name) => `'${name}'`);
  return quoted.length === 1 ? `(${quoted[0] ?? ""},)` : `(${quoted.join(", ")})`;
}
