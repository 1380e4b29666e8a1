/** A place in the body of an answer. `events` counts `event()` and `line()`, not comments; `{ bytes: 0 }` is right after the headers. */
export type Cut = { readonly bytes: number } | { readonly events: number };

/** How bytes are cut into TCP writes: every n bytes, at these offsets of the body, or one write per event. */
export type Split = number | readonly number[] | "events";

/** One thing that goes wrong, or arrives in an unusual way. */
export type Fault =
  /** Another answer: status, body (a string as it is, anything else as JSON) and headers. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An HTML page. `status` is 200 unless given. */
  | { readonly kind: "html"; readonly status?: number; readonly body?: string }
  /** A JSON error with status 200. */
  | { readonly kind: "json-error"; readonly body?: unknown }
  /** RST: before the headers, right after them, or after a cut of the body. */
  | { readonly kind: "reset"; readonly at: "before-headers" | "after-headers" | Cut }
  /** The body stops: `clean` with a proper end of the HTTP message, `abrupt` (FIN) without. */
  | { readonly kind: "eof"; readonly after: Cut; readonly how: "clean" | "abrupt" }
  /** Silence with an open socket, until the client closes or, if given, for `ms`; then the answer goes on. */
  | { readonly kind: "stall"; readonly after: Cut | "request"; readonly ms?: number }
  /** Only keep-alives from the cut on (start of the body unless given), endlessly or `times` times; then the answer goes on. */
  | {
      readonly kind: "keep-alive";
      readonly everyMs: number;
      readonly after?: Cut;
      readonly times?: number;
      /** What is sent. An SSE comment for streams and a line feed for other bodies unless given. */
      readonly text?: string;
    }
  /** n bytes per TCP write, `everyMs` apart (next turn of the event loop unless given). */
  | { readonly kind: "drip"; readonly bytes: number; readonly everyMs?: number }
  /** The same bytes in other TCP writes. */
  | { readonly kind: "split"; readonly at: Split }
  /** The headers wait. */
  | { readonly kind: "late-headers"; readonly ms: number }
  /** The same answer under another content type. */
  | { readonly kind: "content-type"; readonly value: string };

/** Which requests a fault applies to. All members that are given must hold. */
export interface FaultMatch {
  readonly path?: string | RegExp;
  readonly method?: string;
  /** Skip this many matching requests first. @defaultValue 0 */
  readonly nth?: number;
  /** How many requests get it; `Infinity` for all. @defaultValue 1 */
  readonly times?: number;
}
