/** How the exchange of one request ended. */
export interface Ending {
  /**
   * `finished`: the whole answer was written. `client-closed`: the client closed before that.
   * `fault`: a fault cut it. `server-closed`: the server was closed while the request was open.
   */
  readonly how: "finished" | "client-closed" | "fault" | "server-closed";
  /** When, in milliseconds on the clock of `performance.now()`. */
  readonly at: number;
  /** Body bytes that were written before. */
  readonly bytesSent: number;
}

/** One request as it arrived, whole. */
export interface LoggedRequest {
  /** Place in `server.requests`, from 0. */
  readonly index: number;
  readonly method: string;
  /** Without the query, e.g. `/v1/models`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; repeated headers are joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came (multipart uploads need bytes). */
  readonly bytes: Uint8Array;
  /** The body as UTF-8. */
  readonly text: string;
  /** The body parsed, when it is JSON. Absent for an empty body and for text that does not parse. */
  readonly json?: unknown;
  /** When the request was complete, in milliseconds on the clock of `performance.now()`. */
  readonly receivedAt: number;
  /** The faults that were applied to the answer; empty when none was. */
  readonly faults: readonly string[];
  /** Set when the exchange is over. */
  readonly ending?: Ending;
  /** Settles when the exchange is over; never rejects. Await it instead of sleeping. */
  readonly ended: Promise<Ending>;
  /** What the handler threw, if it did (the client then got a 500 named `simulator_failed`). */
  readonly failure?: unknown;
}
