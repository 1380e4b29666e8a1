import type { Json, JsonObject } from "../contract/json.js";

/**
 * Tool arguments as they may be executed: a strict JSON object; the empty text is the empty object, since some
 * servers send nothing for a tool without parameters. Everything else is `undefined`: nothing is repaired.
 */
export function parseArguments(text: string): JsonObject | undefined {
  if (text === "") return {};
  try {
    const value = JSON.parse(text) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
