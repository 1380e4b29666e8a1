import type { Json } from "@dialect/core";
import { isObject, type WireObject } from "./wire-object.js";

/**
 * The error that an event or a body carries, as the wire has it. The `error` event is flat in the vendor's types and
 * nested in recordings; `response.failed` has it in the response; other speakers send a bare `{ error }`.
 *
 * @see https://github.com/openai/openai-node/blob/7b7d6ca7/src/resources/responses/responses.ts (ResponseErrorEvent, read 2026-11-20)
 * @see https://github.com/vercel/ai/blob/a0d48878/packages/openai/src/responses/__fixtures__/openai-error.1.chunks.txt (read 2026-11-20)
 */
export function readError(event: WireObject): Json | undefined {
  const nested = event["error"];
  if (isObject(nested) || (typeof nested === "string" && nested !== "")) return nested;
  const response = event["response"];
  if (isObject(response)) {
    const inner = response["error"];
    if (isObject(inner) || (typeof inner === "string" && inner !== "")) return inner;
  }
  if (event["type"] !== "error") return undefined;
  const { type: _type, sequence_number: _number, ...flat } = event;
  return flat;
}
