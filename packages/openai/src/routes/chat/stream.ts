/** Chunk to events. The only reader of the stream. */
import { createReading, readChunk, type Reading } from "@dialect/chat-completions";
import { DialectError, type Json } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead, type WireReader } from "@dialect/core/provider";
import { streamError } from "../../errors.js";
import { ChoiceReader } from "./choice.js";

export function createReader(out: EventWriter, head: ResponseHead): WireReader {
  return new Reader(out, head);
}

class Reader implements WireReader {
  private readonly choice: ChoiceReader;
  private readonly reading: Reading = createReading();

  constructor(out: EventWriter, head: ResponseHead) {
    this.choice = new ChoiceReader(out, head);
  }

  data(event: string, data: string): boolean {
    const { choice, reading } = this;
    if (data === "[DONE]") {
      choice.end();
      if (choice.finished) return true;
      throw new DialectError("stream_truncated", {
        message: "[DONE] came without a finish reason, so the turn did not end in order.",
        retryable: true,
      });
    }
    const chunk = parseEvent(data);
    if (event === "error" || holdsError(chunk)) {
      choice.end();
      throw streamError("chat", data);
    }
    readChunk(chunk, reading, choice.fields);
    choice.take(reading, chunk, "push");
    return false;
  }

  end(): void {
    this.choice.end();
  }
}

/** Errors after HTTP 200: `{"error":{…}}`, also as text, and `{"object":"error","message":…}` of older servers. */
export function holdsError(wire: Json): boolean {
  if (typeof wire !== "object" || wire === null || Array.isArray(wire)) return false;
  const { error, object } = wire as { readonly error?: Json; readonly object?: Json };
  return (error !== undefined && error !== null) || object === "error";
}
