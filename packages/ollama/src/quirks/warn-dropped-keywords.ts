/**
 * The schema of a tool goes through a struct that keeps a few keywords and forgets the rest; the model never sees them.
 *
 * @see https://github.com/ollama/ollama/blob/main/api/types.go (read 2026-11-20)
 * @see ../../test/wire/router/chat-stream-tools-parallel.json (`additionalProperties` sent, not in `runnerSaw`)
 */
import type { Json, JsonObject, Warning } from "@dialect/core";

const kept = new Set(["type", "description", "enum", "items", "properties", "required", "anyOf", "$defs"]);
// Forgetting these changes nothing for the model.
const harmless = new Set(["$schema", "additionalProperties", "title"]);

/** One warning for a tool whose schema says more than arrives. */
export function warnDroppedKeywords(tool: string, schema: JsonObject): Warning | undefined {
  const lost = new Set<string>();
  collect(schema, "", lost);
  if (lost.size === 0) return undefined;
  return {
    code: "schema_keywords_dropped",
    message: `Ollama drops these keywords of the tool "${tool}" before the model sees them: ${[...lost].join(", ")}.`,
    option: "tools",
    path: `tools.${tool}`,
  };
}

function collect(schema: Json, path: string, lost: Set<string>): void {
  if (typeof schema !== "object" || schema === null || Array.isArray(schema)) return;
  for (const [key, value] of Object.entries(schema as JsonObject)) {
    const place = path === "" ? key : `${path}.${key}`;
    if (!kept.has(key)) {
      if (!harmless.has(key)) lost.add(place);
    } else if (key === "properties" || key === "$defs") {
      for (const [name, inner] of Object.entries((value ?? {}) as JsonObject)) collect(inner, `${place}.${name}`, lost);
    } else if (key === "anyOf" && Array.isArray(value))
      value.forEach((inner, at) => collect(inner as Json, `${place}[${at}]`, lost));
    else if (key === "items") collect(value, place, lost);
  }
}
