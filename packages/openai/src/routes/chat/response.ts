/** One whole answer to the same events. The only reader of it. */
import { createReading, readAnswer } from "@dialect/chat-completions";
import { DialectError } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead } from "@dialect/core/provider";
import { streamError } from "../../errors.js";
import { ChoiceReader } from "./choice.js";
import { holdsError } from "./stream.js";

export function readBody(text: string, out: EventWriter, head: ResponseHead): void {
  const body = parseEvent(text);
  if (holdsError(body)) throw streamError("chat", text);
  const choice = new ChoiceReader(out, head);
  const reading = createReading();
  readAnswer(body, reading, choice.fields);
  choice.take(reading, body, "whole");
  choice.end();
  if (choice.finished) return;
  const missing = reading.choice === undefined ? "choices[0]" : "choices[0].finish_reason";
  throw new DialectError("response_event_missing_field", {
    message: `The answer has no ${missing}.`,
    hint: "The server may not implement Chat Completions, or the base URL may point elsewhere.",
  });
}
