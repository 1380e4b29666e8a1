/**
 * `guarantee: "prompted"` asks in words: one system message with the schema, before the rest. `format` is not sent, so
 * that it also works where the server takes that and does not enforce it.
 *
 * @see https://docs.ollama.com/capabilities/structured-outputs (read 2026-11-20; advises to put the schema into the prompt)
 */
import type { JsonObject, SystemMessage } from "@dialect/core";

export function promptSchema(schema: JsonObject, name: string): SystemMessage {
  return {
    role: "system",
    content: `Answer with one JSON value named "${name}" that conforms to this JSON Schema, and with nothing around it: ${JSON.stringify(schema)}`,
  };
}
