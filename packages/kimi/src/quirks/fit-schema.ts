/**
 * Schemas are a subset of JSON Schema (MFJS): the root is an object, every property has a type, a type beside `anyOf` stands
 * in its branches, no tuples, no `$schema`; what is to be enforced (`strict`) has the words of the subset only. What can
 * be said there without loss is rewritten; the rest is refused with its path: the server's refusal comes late.
 *
 * @see https://github.com/MoonshotAI/walle/blob/main/docs/mfjs-walle-vs-draft-2020-12.md (read 2026-11-20)
 * @see https://github.com/anomalyco/opencode/issues/37496 (read 2026-11-20; anyOf, something beside `$ref`)
 * @see https://github.com/vercel/ai/tree/ed857f50f1/packages/moonshotai (read 2026-11-20; `$schema` spoils answers)
 */
import { DialectError, type Json, type JsonObject } from "@dialect/core";
import type { Who } from "@dialect/core/provider";

type Node = { [key: string]: Json };
const maps = ["properties", "$defs", "definitions", "patternProperties"];
const unions = ["anyOf", "oneOf", "allOf"];
const notes = ["title", "description", "default", "examples"];
/** Members that every schema has as keywords: the vendor takes no property of these names. */
const reserved = ["$defs", "$ref", "anyOf", "required", "additionalProperties"];
/** What the vendor's own validator knows; anything else is not enforced. */
const enforced = new Set(
  "$id $ref $defs anyOf properties additionalProperties items type enum minLength maxLength minimum maximum required minItems maxItems title description default".split(
    " ",
  ),
);

export interface Fit {
  /** Whether a property without a type is taken: a fact of the endpoint. */
  readonly loose: boolean;
  /** Whether the vendor is to enforce the schema. */
  readonly strict: boolean;
}

/** @throws DialectError `schema_not_supported` with the JSON path. */
export function fitSchema(subject: string, schema: JsonObject, { loose, strict }: Fit, who: Who): JsonObject {
  const refuse = (path: string, what: string): never => {
    throw new DialectError("schema_not_supported", {
      message: `The schema of ${subject} cannot be said to Kimi: ${path} ${what}.`,
      ...who,
      hint: 'Change the schema. If your endpoint takes properties without a type, say so: assume: { like: "…", looseSchema: "native" }.',
    });
  };

  const walk = (value: Json | undefined, path: string, typed: boolean): Node => {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return refuse(path, `is ${JSON.stringify(value)} instead of an object with a type`);
    const { $schema: removed, ...rest } = value as JsonObject;
    void removed;
    const node = withoutSiblings({ ...rest }, path);
    if (node["$ref"] !== undefined) return node;
    if (Array.isArray(node["items"]) || node["prefixItems"] !== undefined)
      refuse(
        `${path}.${Array.isArray(node["items"]) ? "items" : "prefixItems"}`,
        "is a tuple, which has no form there",
      );
    pushTypeDown(node, path, refuse);
    nameConstant(node);
    if (typed && (strict || !loose)) nameType(node, path, refuse);
    const odd = strict ? Object.keys(node).find((key) => !enforced.has(key)) : undefined;
    if (odd !== undefined) refuse(`${path}.${odd}`, "is not enforced by the vendor, and strict is asked for");
    return inner(node, path);
  };

  const inner = (node: Node, path: string): Node => {
    for (const [key, value] of Object.entries(node)) {
      const at = `${path}.${key}`;
      if (maps.includes(key) && isObject(value)) {
        const taken = key === "properties" ? reserved.find((name) => Object.hasOwn(value, name)) : undefined;
        if (taken !== undefined) refuse(`${at}.${taken}`, "is a property of a name that is reserved there");
        if (key === "$defs" && path !== "$") refuse(at, "stands below the root");
        node[key] = Object.fromEntries(
          Object.entries(value).map(([name, one]) => [name, walk(one, `${at}.${name}`, true)]),
        );
      } else if (unions.includes(key) && Array.isArray(value)) {
        node[key] = (value as readonly Json[]).map((one, index) => walk(one, `${at}[${index}]`, key !== "allOf"));
      } else if (key === "items") node[key] = walk(value, at, true);
      else if ((key === "additionalProperties" || key === "not") && isObject(value)) node[key] = walk(value, at, false);
    }
    return node;
  };

  /** `$ref` stands alone: what is beside it goes into a copy of what it names, which means the same. */
  const withoutSiblings = (node: Node, path: string): Node => {
    const { $ref, ...beside } = node;
    // The root itself has no end when it is copied into itself.
    if (typeof $ref !== "string" || $ref === "#" || Object.keys(beside).length === 0) return node;
    const target = lookUp(schema, $ref);
    if (!isObject(target)) return refuse(`${path}.$ref`, `names ${$ref}, which is not in the schema`);
    const clash = Object.keys(beside).find(
      (key) => !notes.includes(key) && key in target && JSON.stringify(target[key]) !== JSON.stringify(beside[key]),
    );
    if (clash !== undefined) return refuse(`${path}.${clash}`, "stands beside a $ref and differs from what it names");
    if (typeof target["$ref"] === "string")
      return refuse(`${path}.$ref`, "names another $ref and has something beside it");
    return { ...target, ...beside };
  };

  return walk(withRootType(schema, refuse), "$", false);
}

/** Arguments are objects on this wire, whether the schema says so or not. */
function withRootType(schema: JsonObject, refuse: (path: string, what: string) => never): JsonObject {
  const union = unions.find((key) => schema[key] !== undefined);
  if (schema["type"] === "object" && union === undefined) return schema;
  if (schema["type"] !== undefined && schema["type"] !== "object")
    return refuse("$.type", `is ${JSON.stringify(schema["type"])}; it must be "object"`);
  const other = schema["$ref"] === undefined ? union : "$ref";
  if (other !== undefined) return refuse(`$.${other}`, "stands at the root; the root must be an object by itself");
  return { type: "object", ...schema };
}

/** `type` beside `anyOf` holds for each branch: it moves there. */
function pushTypeDown(node: Node, path: string, refuse: (path: string, what: string) => never): void {
  for (const key of ["anyOf", "oneOf"]) {
    const branches = node[key];
    const { type } = node;
    if (type === undefined || !Array.isArray(branches)) continue;
    node[key] = (branches as readonly Json[]).map((branch, index) => {
      const at = `${path}.${key}[${index}]`;
      if (!isObject(branch)) return refuse(at, "is no object");
      if (branch["$ref"] !== undefined) return refuse(at, `is a $ref under the type ${JSON.stringify(type)}`);
      const own = branch["type"];
      if (own !== undefined && JSON.stringify(own) !== JSON.stringify(type))
        return refuse(`${at}.type`, `is ${JSON.stringify(own)} under the type ${JSON.stringify(type)}`);
      return { type, ...branch };
    });
    delete node["type"];
    return;
  }
}

/** A constant is a list of one. */
function nameConstant(node: Node): void {
  const value = node["const"];
  if ((typeof value !== "string" && typeof value !== "number") || node["enum"] !== undefined) return;
  node["enum"] = [value];
  delete node["const"];
}

/** A type that the values already have may be named; one that has to be guessed may not. */
function nameType(node: Node, path: string, refuse: (path: string, what: string) => never): void {
  if (node["type"] !== undefined || unions.some((key) => node[key] !== undefined)) return;
  const values = Array.isArray(node["enum"])
    ? (node["enum"] as readonly Json[])
    : "const" in node
      ? [node["const"]]
      : [];
  const types = new Set(values.map((value) => typeOf(value as Json)));
  const [type] = types;
  if (types.size === 1 && type !== undefined) node["type"] = type;
  else refuse(path, types.size === 0 ? "has no type" : `has values of ${[...types].join(" and ")} and no type`);
}

function typeOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function lookUp(schema: JsonObject, ref: string): Json | undefined {
  if (!ref.startsWith("#/")) return undefined;
  return ref
    .slice(2)
    .split("/")
    .map((step) => decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<Json | undefined>(
      (node, step) => (isObject(node) && Object.hasOwn(node, step) ? node[step] : undefined),
      schema,
    );
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
