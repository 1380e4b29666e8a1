/** One whole answer to the same events: it is a single line of the stream. */
import { DialectError } from "@dialect/core";
import type { EventWriter, ResponseHead } from "@dialect/core/provider";
import type { RouteContext } from "../route.js";
import { createTurnReader } from "./stream.js";

export function readBody(text: string, out: EventWriter, _head: ResponseHead, context: RouteContext): void {
  const turn = createTurnReader(out, context);
  const done = turn.line(text);
  turn.end();
  if (done) return;
  throw new DialectError("stream_truncated", {
    message: "The answer does not say that it is done.",
    retryable: true,
  });
}
