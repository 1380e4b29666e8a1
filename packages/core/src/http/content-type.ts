import type { Headers } from "../contract/wire.js";

/**
 * What a content type promises. `unstated` is a missing one and `application/octet-stream`: both were seen on answers
 * that were JSON or a stream.
 */
export type ContentKind = "json" | "sse" | "ndjson" | "html" | "text" | "unstated" | "other";

const kinds: ReadonlyMap<string, ContentKind> = new Map<string, ContentKind>([
  ["", "unstated"],
  ["application/octet-stream", "unstated"],
  ["binary/octet-stream", "unstated"],
  ["text/event-stream", "sse"],
  ["application/x-ndjson", "ndjson"],
  ["application/ndjson", "ndjson"],
  ["application/jsonl", "ndjson"],
  ["application/json-lines", "ndjson"],
  ["text/html", "html"],
  ["application/xhtml+xml", "html"],
  ["text/plain", "text"],
]);

/** Parameters and letter case do not matter; of a repeated header the first counts. */
export function contentKind(headers: Headers): ContentKind {
  const type =
    /^[^;,]*/
      .exec(headers["content-type"] ?? "")?.[0]
      .trim()
      .toLowerCase() ?? "";
  if (type.endsWith("/json") || type.endsWith("+json")) return "json";
  return kinds.get(type) ?? "other";
}
