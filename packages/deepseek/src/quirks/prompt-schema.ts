/**
 * There is no `json_schema` response format on this wire, so `guarantee: "prompted"` asks in words: one system message
 * with the schema, before the rest. The answer is validated locally like any other.
 *
 * @see https://github.com/llm-exe/llm-exe/issues/662 (read 2026-11-20; "This response_format type is unavailable now")
 */
import type { JsonObject } from "@dialect/core";
import type { WireMessage } from "../wire.js";

export function promptSchema(schema: JsonObject, name: string): WireMessage {
  return {
    role: "system",
    content: `Answer with one JSON value named "${name}" that conforms to this JSON Schema, and with nothing around it: ${JSON.stringify(schema)}`,
  };
}
