/**
 * The OpenAI-format endpoint hides a failure in mid-stream: one ordinary chunk with an empty `model` and an empty delta,
 * then the end, without an error, a finish word or `[DONE]`. `/api/chat` says what happened.
 *
 * @see ../../test/wire/recorded/kill-runner-mid-stream-v1.resp.txt
 * @see ../../test/wire/recorded/tools-cut-by-max_tokens-stream.resp.txt
 */
import { DialectError, type Json, type JsonObject } from "@dialect/core";

/** Whether a chunk is that trace: its `model` is empty. */
export function isCrashTrace(chunk: Json): boolean {
  return typeof chunk === "object" && chunk !== null && (chunk as JsonObject)["model"] === "";
}

export function hiddenCrash(): DialectError {
  return new DialectError("stream_truncated", {
    message: "The server failed in mid-stream and hid why: a chunk with an empty model, then the end.",
    retryable: true,
    hint: 'route: "native" names the reason; with tools it is often a call that was cut at maxOutputTokens.',
  });
}
