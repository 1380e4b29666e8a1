import type { Json } from "./json.js";
import type { FilePart, OpaquePart, SourcePart } from "./message.js";
import type { Finish, PreparedRequest, ResponseInfo, Usage, Warning } from "./result.js";

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array;
}

export interface Connection {
  pause(): void;
  resume(): void;
  abort(reason?: Error): void;
}

/** Called in this order: `connected`, `headers`, `chunk`*, then one of `end` and `error`; `error` may come at any time. */
export interface ResponseHandler {
  connected(): void;
  headers(status: number, headers: Headers): void;
  chunk(bytes: Uint8Array): void;
  end(): void;
  error(cause: Error): void;
}

/** One method. Redirects are never followed; a 3xx is a status like any other. */
export interface Transport {
  send(request: WireRequest, handler: ResponseHandler): Connection;
}

/** The only maker of events: keeps the grammar and folds the message. `start` and early warnings wait for the first part. */
export interface EventWriter {
  start(response: Partial<ResponseInfo>): void;
  warn(warning: Warning): void;
  usage(usage: Usage): void;
  /** Opens a part and gives its index. `field` is the wire field that reasoning came in. */
  begin(part: "text" | "reasoning" | "refusal", field?: string): number;
  beginCall(id: string, name: string): number;
  delta(index: number, text: string): void;
  /** Opaque state for the part; the last call wins. */
  carry(index: number, data: Json): void;
  end(index: number): void;
  add(part: FilePart | SourcePart | OpaquePart): number;
  /** Keeps a wire object for `result.raw`: the first, each that ends something, and each with what no event delivers. */
  keep(wire: Json): void;
  finish(finish: Finish): void;
}

/** `stream.ts` of a provider: pure, made anew for each attempt. */
export interface WireReader {
  /** One SSE event or NDJSON line; `true` = the wire said that the turn is over. */
  data(event: string, data: string): boolean | void;
  /** The bytes ended. Without a `finish` by now, the turn was truncated. `true` = this wire has no other terminator. */
  end(): boolean | void;
}

/** What the reader may know of the HTTP response. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
}

/** A provider's verdict on a failure: the row of its table in errors.ts. */
export interface Classified {
  readonly code: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
  /** The vendor's own sentence, bounded; core adds status and provider. */
  readonly message?: string;
  readonly hint?: string;
  readonly requestId?: string;
}

/**
 * All that core's `startChat` and `completeChat` need; they own queue, iterator, timers, abort, the one retry and the
 * terminal law. Seven members, no hook besides.
 */
export interface ChatDriver {
  readonly wire: WireRequest;
  readonly prepared: PreparedRequest;
  readonly framing: "sse" | "ndjson";
  readonly transport: Transport;
  /** `stream.ts` and `response.ts`: two readers, one writer, one fold. */
  reader(out: EventWriter, head: ResponseHead): WireReader;
  body(text: string, out: EventWriter, head: ResponseHead): void;
  /** HTTP status and body (`status` undefined: an in-band error or, with `cause`, a socket error). */
  classify(status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified;
}
