import type { Headers } from "../contract/wire.js";
import { type ContentKind, contentKind } from "../http/content-type.js";

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
export function readingOf(mode: "stream" | "answer", framing: "sse" | "ndjson", headers: Headers, text: string | undefined): Reading {
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
