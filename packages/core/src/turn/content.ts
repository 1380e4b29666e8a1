import type { ChatDriver, Headers, ResponseHead } from "../contract/wire.js";
import { DialectError } from "../error.js";
import { type ContentKind, contentKind } from "../http/content-type.js";
import { excerpt, type Failure, httpFailure, redirectFailure } from "./failure.js";

/**
 * How a successful answer is to be read: `events` is a stream, `body` one JSON text, `error` JSON with an error in it
 * although the status says success, `unexpected` a web page or anything else that is no answer.
 */
export type Reading = "events" | "body" | "error" | "unexpected";

const streams: Readonly<Record<"sse" | "ndjson", readonly ContentKind[]>> = {
  sse: ["sse", "unstated"],
  ndjson: ["ndjson", "json", "text", "unstated"],
};
const bodies: readonly ContentKind[] = ["json", "text", "unstated"];

/** By the content type, and by the text as soon as it is there. */
export function readingOf(
  mode: "stream" | "answer",
  framing: "sse" | "ndjson",
  headers: Headers,
  text: string | undefined,
): Reading {
  const kind = contentKind(headers);
  if (mode === "stream") {
    if (streams[framing].includes(kind)) return "events";
    return text !== undefined && holdsError(text) ? "error" : "unexpected";
  }
  if (text === undefined || text.trim() === "") return "body";
  if (!bodies.includes(kind)) return holdsError(text) ? "error" : "unexpected";
  // A page served under a JSON type is still a page.
  return text.trimStart().startsWith("<") ? "unexpected" : "body";
}

function holdsError(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && ("error" in value || "detail" in value || "message" in value);
  } catch {
    return false;
  }
}

/** Why a whole body is no answer, if it is none: by status, by content type, or because it is empty. */
export function failureOfBody(
  driver: ChatDriver,
  mode: "stream" | "answer",
  head: ResponseHead,
  text: string,
): Failure | undefined {
  const { status, headers } = head;
  const final = (code: string, message: string, hint?: string): Failure => ({
    retry: false,
    error: new DialectError(code, { message, status, hint, retryable: code === "empty_stream" }),
  });
  if (status >= 300 && status < 400) return redirectFailure(status, headers, driver.wire);
  if (status < 200 || status >= 300)
    return httpFailure(driver.classify(status, headers, text), status, text, driver.prepared);
  const reading = readingOf(mode, driver.framing, headers, text);
  if (reading === "error") return httpFailure(driver.classify(undefined, headers, text), status, text, driver.prepared);
  if (reading === "unexpected") {
    const wanted = mode === "stream" ? `a stream (${driver.framing})` : "JSON";
    return final(
      "unexpected_content_type",
      `Status ${status} came with content type ${headers["content-type"] ?? "(none)"} instead of ${wanted}: ${excerpt(text)}`,
      "Check the base URL; many servers want it to end in /v1.",
    );
  }
  return text.trim() === "" ? final("empty_stream", `Status ${status} came with an empty body.`) : undefined;
}
