/**
 * Makes an instance of a JSON schema: deterministic, small, and good enough for what tools and outputs ask for.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation (read 2026-11-21)
 */
type Keywords = { readonly [key: string]: unknown };

// A schema that refers to itself has no end; below this depth only what must be there is written.
const deepest = 6;

/** `pattern` is honoured only by `default`, `const`, `enum` or `examples` beside it. */
export function exampleOf(schema: unknown): unknown {
  return make(schema, schema, 0);
}

function make(schema: unknown, root: unknown, depth: number): unknown {
  if (!isKeywords(schema)) return "value";
  if ("const" in schema) return schema["const"];
  const listed = [schema["enum"], schema["examples"]].find((list) => Array.isArray(list) && list.length > 0);
  if (listed !== undefined) return (listed as unknown[])[0];
  if ("default" in schema) return schema["default"];
  if (typeof schema["$ref"] === "string") return make(resolve(schema["$ref"], root), root, depth + 1);

  const branches = [schema["anyOf"], schema["oneOf"]].find(Array.isArray) as readonly unknown[] | undefined;
  if (branches !== undefined && branches.length > 0) {
    const branch = depth >= deepest ? branches.find((one) => isKeywords(one) && one["type"] === "null") : undefined;
    return make(merge([schema, branch ?? branches[0]]), root, depth);
  }
  if (Array.isArray(schema["allOf"])) return make(merge([schema, ...(schema["allOf"] as unknown[])]), root, depth);
  return ofType(schema, root, depth);
}

function ofType(schema: Keywords, root: unknown, depth: number): unknown {
  const types = Array.isArray(schema["type"]) ? (schema["type"] as unknown[]) : [schema["type"]];
  const type = depth >= deepest && types.includes("null") ? "null" : (types[0] ?? guessType(schema));
  switch (type) {
    case "object":
      return object(schema, root, depth);
    case "array":
      return array(schema, root, depth);
    case "string":
      return text(schema);
    case "integer":
      return number(schema, 1);
    case "number":
      return number(schema, 0.5);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return "value";
  }
}

function object(schema: Keywords, root: unknown, depth: number): Keywords {
  const properties = isKeywords(schema["properties"]) ? schema["properties"] : {};
  const required = new Set(Array.isArray(schema["required"]) ? (schema["required"] as unknown[]) : []);
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (required.has(name) || depth < deepest) made[name] = make(property, root, depth + 1);
  }
  for (const name of required) if (typeof name === "string" && !(name in made)) made[name] = "value";
  return made;
}

function array(schema: Keywords, root: unknown, depth: number): readonly unknown[] {
  const prefix = Array.isArray(schema["prefixItems"]) ? (schema["prefixItems"] as unknown[]) : [];
  const wanted = Math.max(
    count(schema["minItems"], 0),
    prefix.length,
    depth >= deepest ? 0 : Math.min(1, count(schema["maxItems"], 1)),
  );
  return Array.from({ length: wanted }, (_, index) => make(prefix[index] ?? schema["items"], root, depth + 1));
}

const formats: Readonly<Record<string, string>> = {
  "date-time": "2026-01-31T12:00:00Z",
  date: "2026-01-31",
  time: "12:00:00Z",
  duration: "PT1H",
  email: "someone@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

function text(schema: Keywords): string {
  const format = formats[String(schema["format"])];
  if (format !== undefined) return format;
  return "value".padEnd(count(schema["minLength"], 0), "x").slice(0, count(schema["maxLength"], Infinity));
}

function number(schema: Keywords, step: number): number {
  const multiple = count(schema["multipleOf"], 0);
  const grain = multiple > 0 ? multiple : schema["type"] === "integer" ? 1 : 0;
  const unit = grain > 0 ? grain : step;
  const low = bound(schema, "minimum", "exclusiveMinimum", unit);
  const high = bound(schema, "maximum", "exclusiveMaximum", -unit);
  const rounded = (value: number, round: (value: number) => number): number =>
    grain > 0 ? round(value / grain) * grain : value;
  if (low !== undefined) return rounded(low, Math.ceil);
  return high === undefined ? unit : Math.min(unit, rounded(high, Math.floor));
}

function bound(schema: Keywords, inclusive: string, exclusive: string, unit: number): number | undefined {
  if (typeof schema[exclusive] === "number") return schema[exclusive] + unit;
  return typeof schema[inclusive] === "number" ? schema[inclusive] : undefined;
}

const count = (value: unknown, otherwise: number): number => (typeof value === "number" ? value : otherwise);

function guessType(schema: Keywords): string | undefined {
  if ("properties" in schema || "required" in schema) return "object";
  if ("items" in schema || "prefixItems" in schema) return "array";
  return undefined;
}

/** The parts of an `allOf`, or a schema and one of its branches, as one schema. */
function merge(parts: readonly unknown[]): Keywords {
  const merged: Record<string, unknown> = {};
  for (const part of parts) {
    if (!isKeywords(part)) continue;
    for (const [name, value] of Object.entries(part)) {
      if (name === "anyOf" || name === "oneOf" || name === "allOf") {
        if (part !== parts[0]) merged[name] = value;
      } else if (name === "properties")
        merged[name] = { ...(merged[name] as object | undefined), ...(value as object) };
      else if (name === "required")
        merged[name] = [...((merged[name] as unknown[] | undefined) ?? []), ...(value as unknown[])];
      else merged[name] = value;
    }
  }
  return merged;
}

/** A JSON pointer into the same document, e.g. `#/$defs/node`. */
function resolve(pointer: string, root: unknown): unknown {
  if (!pointer.startsWith("#")) return undefined;
  let place = root;
  for (const escaped of pointer.slice(1).split("/").slice(1)) {
    const name = decodeURIComponent(escaped).replaceAll("~1", "/").replaceAll("~0", "~");
    place = isKeywords(place) || Array.isArray(place) ? (place as Keywords)[name] : undefined;
  }
  return place;
}

function isKeywords(value: unknown): value is Keywords {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
