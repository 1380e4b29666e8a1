/**
 * JSON mode does not see a schema, and on most models it is not known how far `json_schema` is enforced, so
 * `guarantee: "prompted"` asks in words: one system message with the schema, before the rest. The answer is validated
 * locally like any other.
 *
 * @see https://github.com/vercel/ai/tree/ed857f50f1/packages/moonshotai (read 2026-11-20; json_schema without `strict`)
 */
import type { JsonObject } from "@dialect/core";
import type { WireMessage } from "../wire.js";

export function promptSchema(schema: JsonObject, name: string): WireMessage {
  return {
    role: "system",
    content: `Answer with one JSON value named "${name}" that conforms to this JSON Schema, and with nothing around it: ${JSON.stringify(schema)}`,
  };
}
