/**
 * `guarantee: "prompted"` asks in words: one instruction with the schema, after those of the caller. Nothing on the wire
 * enforces it; the answer is validated locally like any other.
 *
 * @see https://platform.openai.com/docs/guides/structured-outputs#json-mode (read 2026-11-20)
 */
import type { JsonObject, Message, OutputRequest } from "@dialect/core";

/** The messages with that instruction. */
export function promptSchema(
  messages: readonly Message[],
  output: OutputRequest,
  schema: JsonObject,
): readonly Message[] {
  const name = output.name ?? "output";
  const instruction: Message = {
    role: "system",
    content: `Answer with one JSON value named "${name}" that conforms to this JSON Schema, and with nothing around it: ${JSON.stringify(schema)}`,
  };
  const first = messages.findIndex(({ role }) => role !== "system");
  const at = first < 0 ? messages.length : first;
  return [...messages.slice(0, at), instruction, ...messages.slice(at)];
}
