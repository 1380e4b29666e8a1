/** One whole response to the same events. The only reader of it. */
import { DialectError } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead } from "@dialect/core/provider";
import { isObject } from "@dialect/responses";
import { classifyFor } from "../../errors.js";
import type { RouteContext } from "../route.js";
import { announce, openAnswer, startAnswer, takeStep } from "./steps.js";

export function readBody(text: string, out: EventWriter, head: ResponseHead, context: RouteContext): void {
  const body = parseEvent(text);
  const answer = openAnswer(out, head, context);
  if (isObject(body)) {
    announce(answer, body);
    startAnswer(answer);
  }
  const taken = takeStep(answer, answer.items.response(body), body);
  if (typeof taken !== "object") return;
  const { code, retryable, message, hint } = classifyFor("responses")(
    undefined,
    head.headers,
    JSON.stringify({ error: taken.error }),
  );
  throw new DialectError(code, { message: message ?? `The response failed: ${text.slice(0, 300)}`, retryable, hint });
}
