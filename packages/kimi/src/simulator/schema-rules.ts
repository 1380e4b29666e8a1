/**
 * The Moonshot flavour of JSON Schema (MFJS), as far as refusals were seen. The path in the text is dotted, `root`
 * for the schema itself.
 *
 * @see https://github.com/MoonshotAI/walle docs/mfjs-spec.md, docs/walle.md (read 2026-11-21)
 * @see https://github.com/MoonshotAI/kimi-code/issues/2661 (type beside anyOf, read 2026-11-21)
 * @see https://github.com/luxus/pi-hindsight/issues/550 (type not defined, read 2026-11-21)
 */
type Schema = Readonly<Record<string, unknown>>;
type Path = readonly string[];

const known = new Set(
  (
    "type properties additionalProperties items enum required anyOf description $defs $ref title $id default " +
    "maxLength minLength maximum minimum maxItems minItems pattern"
  ).split(" "),
);

export function schemaFault(schema: unknown, rules: "mfjs" | "mfjs-strict", model: string): string | undefined {
  if (!isSchema(schema)) return at([], "schema must be a dict");
  if (Object.keys(schema).length === 0) return undefined;
  // Refused by kimi-k2.5 only (vercel/ai packages/moonshotai, read 2026-11-20); the sentence is that of unknown keywords.
  if ("$schema" in schema && model === "kimi-k2.5") return at([], "unsupported keywords: $schema");
  // The documented root; the sentence is ours.
  if ("type" in schema && schema["type"] !== "object") return at([], "root schema must be an object");
  return faultIn(schema, [], rules);
}

function faultIn(schema: Schema, path: Path, rules: "mfjs" | "mfjs-strict"): string | undefined {
  const own = ownFault(schema, path, rules);
  if (own !== undefined) return own;
  for (const [step, below] of children(schema)) {
    const fault = isSchema(below) ? faultIn(below, [...path, ...step], rules) : undefined;
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function ownFault(schema: Schema, path: Path, rules: "mfjs" | "mfjs-strict"): string | undefined {
  const stray = Object.keys(schema).filter((name) => !known.has(name));
  if (rules === "mfjs-strict" && stray.length > 0) return at(path, `unsupported keywords: ${stray.join(", ")}`);
  if ("type" in schema && "anyOf" in schema)
    return at(path, "when using anyOf, type should be defined in anyOf items instead of the parent schema");
  if ("type" in schema && "$ref" in schema)
    return at(path, "when using $ref, type should be defined in the referenced schema instead of the parent schema");
  if (typeof schema["$ref"] === "string" && !/^#(\/\$defs\/|$)/.test(schema["$ref"]))
    return at([...path, "$ref"], "references must start with #/$defs/");
  // Tuples; the sentence is ours.
  if (Array.isArray(schema["items"]) || "prefixItems" in schema) return at(path, "items must be an object");
  const clash = parentClash(schema);
  if (clash.length > 0) return at(path, `conflicting keywords found in anyOf with parent: ${clash.join(", ")}`);
  const isTyped = ["type", "anyOf", "$ref"].some((name) => name in schema);
  const isAnything = path.at(-1) === "additionalProperties" && Object.keys(schema).length === 0;
  return isTyped || isAnything ? undefined : at(path, "type is not defined");
}

/** Keywords that stand beside `anyOf` and in one of its branches. */
function parentClash(schema: Schema): readonly string[] {
  const branches = Array.isArray(schema["anyOf"]) ? (schema["anyOf"] as readonly unknown[]) : [];
  const beside = Object.keys(schema).filter((name) => !["anyOf", "description", "title"].includes(name));
  return beside.filter((name) => branches.some((branch) => isSchema(branch) && name in branch));
}

function children(schema: Schema): readonly (readonly [Path, unknown])[] {
  const named = (keyword: string): (readonly [Path, unknown])[] =>
    isSchema(schema[keyword]) ? Object.entries(schema[keyword]).map(([name, below]) => [[keyword, name], below]) : [];
  const branches = Array.isArray(schema["anyOf"]) ? (schema["anyOf"] as readonly unknown[]) : [];
  return [
    ...named("$defs"),
    ...named("properties"),
    [["items"], schema["items"]],
    [["additionalProperties"], schema["additionalProperties"]],
    ...branches.map((branch, index): readonly [Path, unknown] => [[`anyOf{${index}}`], branch]),
  ];
}

const at = (path: Path, fault: string): string => `At path '${path.length === 0 ? "root" : path.join(".")}': ${fault}`;

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
