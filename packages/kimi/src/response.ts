import { DialectError, type Json } from "@dialect/core";
import type { EventWriter, ResponseHead } from "@dialect/core/provider";
import { type Asked, createTurnReader } from "./stream.js";

/** The only reader of a whole answer. */
export function readBody(text: string, out: EventWriter, head: ResponseHead, asked: Asked): void {
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch (cause) {
    throw new DialectError("malformed_event", {
      message: `The answer is not JSON: ${(cause as Error).message}`,
      cause,
    });
  }
  const turn = createTurnReader(out, head, asked);
  turn.answer(body);
  turn.end();
}
