/** How a successful answer is to be read, by its content type and, once it is there, its text. */
export type Reading = "events" | "body" | "error" | "unexpected";

const streamTypes = {
  sse: ["text/event-stream"],
  ndjson: ["application/x-ndjson", "application/ndjson", "application/jsonl", "application/json", "text/plain"],
} as const;
// Seen on real answers: no content type at all, and octet-stream in place of JSON.
const anything = ["", "application/octet-stream", "binary/octet-stream"];

/**
 * `events`: decode the stream. `body`: one JSON text. `error`: JSON with an error in it although the status says
 * success. `unexpected`: a web page or anything else that is no answer.
 */
export function readingOf(mode: "stream" | "answer", framing: "sse" | "ndjson", contentType: string | undefined, text: string | undefined): Reading {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (mode === "stream") {
    const known: readonly string[] = streamTypes[framing];
    if (known.includes(type) || anything.includes(type)) return "events";
    return text !== undefined && holdsError(text) ? "error" : "unexpected";
  }
  if (text === undefined || text.trim() === "") return "body";
  const json = type.endsWith("/json") || type.endsWith("+json") || anything.includes(type) || type === "text/plain";
  if (!json) return holdsError(text) ? "error" : "unexpected";
  const first = text.trimStart()[0];
  // A page served under a JSON type is still a page.
  return first === "<" ? "unexpected" : "body";
}

function holdsError(text: string): boolean {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === "object" && value !== null && ("error" in value || "detail" in value || "message" in value);
  } catch {
    return false;
  }
}
