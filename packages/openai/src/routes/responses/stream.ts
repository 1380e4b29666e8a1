/** Stream events to ours. The only reader of the stream. */
import type { Json } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead, type WireReader } from "@dialect/core/provider";
import { isObject } from "@dialect/responses";
import { streamError } from "../../errors.js";
import type { RouteContext } from "../route.js";
import { announce, openAnswer, startAnswer, takeStep } from "./steps.js";

/** They come at once, however long the answer takes: no progress yet. */
const lifecycle: ReadonlySet<Json | undefined> = new Set([
  "response.created",
  "response.in_progress",
  "response.queued",
]);

export function createReader(out: EventWriter, head: ResponseHead, context: RouteContext): WireReader {
  const answer = openAnswer(out, head, context);
  let first = true;
  let begun = false;
  return {
    data(name, data) {
      // Proxies add a terminator that this wire does not have.
      if (data === "[DONE]") return false;
      const event = parseEvent(data);
      if (first) {
        first = false;
        out.keep(event);
      }
      if (!begun && !lifecycle.has(isObject(event) ? (event["type"] ?? name) : name)) {
        begun = true;
        // A server that sends the end only has announced nothing before.
        if (isObject(event) && isObject(event["response"])) announce(answer, event["response"]);
        startAnswer(answer);
      }
      const step = answer.items.event(name, event);
      if (step === undefined) return false;
      const taken = takeStep(answer, step, event);
      if (typeof taken === "object") throw streamError("responses", JSON.stringify({ error: taken.error }));
      return taken === "over";
    },
    end() {
      startAnswer(answer);
    },
  };
}
