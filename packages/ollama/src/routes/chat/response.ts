/** One whole answer to the same events. The only reader of it. */
import { DialectError } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead } from "@dialect/core/provider";
import type { RouteContext } from "../route.js";
import { createTurnReader } from "./stream.js";

export function readBody(text: string, out: EventWriter, _head: ResponseHead, context: RouteContext): void {
  const turn = createTurnReader(out, context);
  turn.take(parseEvent(text), "answer");
  turn.end();
  if (turn.finished()) return;
  throw new DialectError("response_event_missing_field", {
    message: "The answer has no choices[0].finish_reason.",
    hint: "Check the base URL: the server may be another one.",
  });
}
