/**
 * Strict tools (beta) take a subset of JSON Schema: every object lists all of its properties as required and closes
 * itself, texts and lists have no length limits. The schema is not rewritten: a tool that cannot be strict is refused
 * with the place that stands in the way.
 *
 * @see https://api-docs.deepseek.com/guides/tool_calls#strict-mode-beta (read 2026-11-20)
 */
import { DialectError, type Json, type JsonObject } from "@dialect/core";
import type { Who } from "@dialect/core/provider";

const lengths = ["minLength", "maxLength", "minItems", "maxItems"];
const maps = ["properties", "$defs", "definitions", "patternProperties"];

/** @throws DialectError `schema_not_supported` with the JSON path. */
export function checkStrictSchema(tool: string, schema: JsonObject, who: Who): void {
  const refuse = (path: string, what: string): never => {
    throw new DialectError("schema_not_supported", {
      message: `The tool ${tool} cannot be strict: ${path} ${what}.`,
      ...who,
      hint: "Change the schema, or leave strict out of this tool.",
    });
  };
  const walk = (value: Json | undefined, path: string): void => {
    if (Array.isArray(value))
      return (value as readonly Json[]).forEach((inner, index) => walk(inner, `${path}[${index}]`));
    if (typeof value !== "object" || value === null) return;
    const node = value as JsonObject;
    for (const name of lengths) if (node[name] !== undefined) refuse(`${path}.${name}`, "is outside the strict subset");
    if (node["type"] === "object" || node["properties"] !== undefined) checkObject(node, path, refuse);
    for (const [key, inner] of Object.entries(node)) {
      // Keys of these are names, not keywords.
      if (maps.includes(key) && typeof inner === "object" && inner !== null) {
        for (const [name, schemaOfName] of Object.entries(inner as JsonObject))
          walk(schemaOfName, `${path}.${key}.${name}`);
      } else if (!["enum", "const", "default", "examples", "required"].includes(key)) walk(inner, `${path}.${key}`);
    }
  };
  walk(schema, "$");
}

function checkObject(node: JsonObject, path: string, refuse: (path: string, what: string) => never): void {
  if (node["additionalProperties"] !== false) refuse(`${path}.additionalProperties`, "must be false");
  const required = Array.isArray(node["required"]) ? (node["required"] as readonly Json[]) : [];
  const open = Object.keys((node["properties"] ?? {}) as JsonObject).find((name) => !required.includes(name));
  if (open !== undefined) refuse(`${path}.required`, `does not list "${open}"; every property must be required`);
}
