import type { Split } from "./fault.js";

export type ReplyHeaders = Readonly<Record<string, string>>;

/** Answers one request, once. All methods are synchronous: they queue, the engine plays the queue to the socket. */
export interface Reply {
  json(status: number, value: unknown, headers?: ReplyHeaders): void;
  /** `text/plain` unless `headers` say otherwise. */
  text(status: number, text: string, headers?: ReplyHeaders): void;
  /** Bytes as they are. `application/octet-stream` unless `headers` say otherwise. */
  bytes(status: number, bytes: Uint8Array | string, headers?: ReplyHeaders): void;
  /** Status 200 and `text/event-stream` unless told otherwise (`content-type` in `headers`). */
  stream(headers?: ReplyHeaders, status?: number): StreamReply;
  /** Waits before the headers, in milliseconds. */
  delay(ms: number): void;
  /** How the body is cut into TCP writes; a `split` fault wins. */
  split(at: Split): void;
  /** The client has gone. Nothing that is queued from here on is sent. */
  readonly closed: boolean;
}

/** A body in pieces. Methods return the stream itself, so that calls can be chained. */
export interface StreamReply {
  /** One SSE event: `event: <name>` when named, one `data: ` line per line of data. Strings as they are, else JSON. */
  event(data: unknown, name?: string): StreamReply;
  /** An SSE comment, `: <text>`. */
  comment(text: string): StreamReply;
  /** One NDJSON line. */
  line(value: unknown): StreamReply;
  /** Bytes as they are. Not counted as an event. */
  raw(bytes: Uint8Array | string): StreamReply;
  /** A pause between two writes, in milliseconds. */
  wait(ms: number): StreamReply;
  /** The proper end of the HTTP message. */
  end(): void;
  /** Ends without one: `close` is a FIN, `reset` a RST, after everything queued before. */
  abort(how: "close" | "reset"): void;
}
