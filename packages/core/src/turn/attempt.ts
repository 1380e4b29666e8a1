import type { CallOptions } from "../contract/request.js";
import type { ChatEvent } from "../contract/result.js";
import type { ChatDriver, Connection, Headers, ResponseHandler, WireReader } from "../contract/wire.js";
import { DialectError, type Phase } from "../error.js";
import { decodeAll } from "../stream/decode-text.js";
import { createNdjsonDecoder } from "../stream/ndjson.js";
import { createSseDecoder, type StreamDecoder } from "../stream/sse.js";
import { Writer } from "../writer.js";
import { failureOfBody, readingOf } from "./content.js";
import { Deadline, type Limit } from "./deadline.js";
import { asError, type Failure, socketFailure, timeoutFailure } from "./failure.js";

/** `stream` reads events as they come, `answer` reads one body. */
export type Mode = "stream" | "answer";

export interface AttemptOwner {
  readonly driver: ChatDriver;
  readonly mode: Mode;
  readonly options: CallOptions | undefined;
  push(event: ChatEvent): void;
  /** A network read has been turned into events. */
  flush(): void;
  /** Only keep-alives are arriving. */
  waiting(): void;
  /** The wire is over in order; the terminal law is the owner's. */
  done(): void;
  failed(failure: Failure): void;
}

// The longest wait for the close of a stream that has said it is over; after the finish word, for usage and terminator,
// which follow at once or never; and how much of an error body is read.
const drainMs = 1_000;
const afterFinishMs = 10_000;
const maxErrorBytes = 262_144;

const giveUp = (connection: Connection | undefined): void => connection?.abort();

/**
 * One HTTP request of a turn: bytes to events, phases, timers. Calls `done` or `failed` once, and nothing after it. It
 * is itself what transport, decoder and timer call back: one object in place of some twenty closures.
 */
export class Attempt implements ResponseHandler {
  readonly fold: Writer;
  /** Every wire object as text, when the caller asked for all. */
  lines: string[] | undefined;
  body = "";
  readonly #owner: AttemptOwner;
  readonly #deadline: Deadline = new Deadline(this);
  #connection: Connection | undefined;
  #reader: WireReader | undefined;
  #decoder: StreamDecoder | undefined;
  #reached: Phase = "connect";
  #settled = false;
  #closed = false;
  #paused = false;
  #status = 0;
  #head: Headers = {};
  #events = 0;
  #bytesRead = 0;
  #collected: Uint8Array[] | undefined;
  #drain: ReturnType<typeof setTimeout> | undefined;

  constructor(owner: AttemptOwner, number: 1 | 2) {
    this.#owner = owner;
    this.fold = new Writer(owner.driver.prepared, number, owner);
  }

  send(): void {
    const { driver, options } = this.#owner;
    this.#deadline.set("connectMs", options?.timeouts?.connectMs);
    this.#connection = driver.transport.send(driver.wire, this);
    if (this.#paused) this.#connection.pause();
  }

  phase(): Phase {
    return this.fold.opened > 0 ? "after-output" : this.#reached;
  }

  pause(): void {
    if (this.#settled || this.#paused) return;
    this.#paused = true;
    this.#deadline.clear();
    this.#connection?.pause();
  }

  resume(): void {
    if (this.#settled || !this.#paused) return;
    this.#paused = false;
    this.#setLimit();
    this.#connection?.resume();
  }

  abort(reason: Error): void {
    this.#settled = true;
    this.#deadline.clear();
    clearTimeout(this.#drain);
    this.#connection?.abort(reason);
  }

  connected(): void {
    if (this.#settled) return;
    this.#reached = "headers";
    const { mode, options } = this.#owner;
    const limit = mode === "stream" ? "firstEventMs" : "answerMs";
    this.#deadline.set(limit, options?.timeouts?.[limit]);
  }

  headers(status: number, headers: Headers): void {
    if (this.#settled) return;
    this.#status = status;
    this.fold.head(status);
    this.#reached = "before-output";
    const { driver, mode } = this.#owner;
    const good = status >= 200 && status < 300;
    if (!good || mode !== "stream" || readingOf("stream", driver.framing, headers, undefined) !== "events") {
      this.#head = headers;
      return;
    }
    this.#guarded(() => {
      this.#reader = driver.reader(this.fold, { status, headers });
      this.#decoder = driver.framing === "sse" ? createSseDecoder(this) : createNdjsonDecoder(this);
    });
  }

  chunk(bytes: Uint8Array): void {
    this.#bytesRead += bytes.length;
    if (this.#settled) return;
    const decoder = this.#decoder;
    if (decoder === undefined) return this.#collect(bytes);
    const before = this.fold.activity;
    try {
      decoder.push(bytes);
    } catch (thrown) {
      this.#failBy(thrown);
    }
    if (this.#settled) return;
    if (this.fold.activity !== before && !this.#paused) this.#setLimit();
    this.#owner.flush();
  }

  end(): void {
    this.#closed = true;
    clearTimeout(this.#drain);
    if (this.#settled) return;
    this.#guarded(() => (this.#decoder === undefined ? this.#endOfBody() : this.#endOfStream()));
    this.#owner.flush();
  }

  error(cause: Error): void {
    this.#closed = true;
    clearTimeout(this.#drain);
    if (this.#settled) return;
    const { driver, mode } = this.#owner;
    if (this.#status === 0)
      return this.#fail(socketFailure(driver.classify(undefined, {}, "", cause), driver.wire, cause));
    if (this.#status >= 300 || (this.#decoder === undefined && mode === "stream"))
      return this.#guarded(() => this.#endOfBody());
    // The last bytes may hold a whole event, a finish word included.
    this.#guarded(() => {
      this.#lastBytes();
      if (!this.#settled) this.#reader?.end();
    });
    if (this.#settled) return;
    if (this.fold.finished !== undefined) return this.#finishWithout();
    this.#truncated(`The connection broke (${cause.message})`, cause);
    this.#owner.flush();
  }

  event(name: string, data: string): void {
    if (this.#settled || this.#reader === undefined) return;
    this.#events++;
    if (this.#owner.options?.raw === "all") (this.lines ??= []).push(data);
    if (this.#reader.data(name, data) === true) this.#endOfTurn();
  }
  line(text: string): void {
    this.event("", text);
  }

  comment(): void {
    this.#owner.waiting();
  }

  onLimit(limit: Limit, ms: number): void {
    if (this.fold.finished === undefined) return this.#fail(timeoutFailure(limit, ms, this.#owner.options));
    // The finish word is there and only the terminator is missing: the answer is whole.
    this.#connection?.abort();
    this.#finishWithout();
  }

  #fail(failure: Failure): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#deadline.clear();
    this.#connection?.abort(failure.error);
    this.#owner.failed(failure);
  }

  #finish(): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#deadline.clear();
    this.#owner.done();
  }

  /** In order but for the terminator. */
  #finishWithout(): void {
    this.fold.warn({
      code: "terminator_missing",
      message: "The finish word came, but not the end of the wire.",
    });
    this.#finish();
  }

  /** The wire said that the turn is over. */
  #endOfTurn(): void {
    this.#finish();
    if (this.#closed) return;
    this.#drain = setTimeout(giveUp, drainMs, this.#connection);
    (this.#drain as { unref?: () => void }).unref?.();
  }

  #endOfStream(): void {
    this.#lastBytes();
    if (this.#settled) return;
    const closes = this.#reader?.end() === true;
    if (this.#settled) return;
    if (this.fold.finished === undefined) return this.#truncated("The stream ended", undefined);
    if (closes) this.#finish();
    else this.#finishWithout();
  }

  /** Bytes left at the end are tried as a last event; what does not parse was cut, and is no malformed event. */
  #lastBytes(): void {
    try {
      this.#decoder?.end();
    } catch (thrown) {
      if (asError(thrown).code !== "malformed_event") throw thrown;
    }
  }

  #truncated(what: string, cause: unknown): void {
    const events = this.#events;
    const bytesRead = this.#bytesRead;
    const status = this.#status;
    const nothing = this.#owner.mode === "answer" ? bytesRead === 0 : events === 0 && this.fold.opened === 0;
    const error = new DialectError(nothing ? "empty_stream" : "stream_truncated", {
      message: nothing
        ? `${what} without one event (${bytesRead} bytes).`
        : `${what} after ${events} events (${bytesRead} bytes) without the end of the turn.`,
      retryable: true,
      status,
      ...(cause === undefined ? {} : { cause }),
    });
    this.#fail({ error, retry: !nothing || cause !== undefined });
  }

  #collect(bytes: Uint8Array): void {
    if (this.#owner.mode === "stream" && this.#bytesRead > maxErrorBytes) return;
    (this.#collected ??= []).push(bytes);
  }

  #endOfBody(): void {
    const { driver, mode } = this.#owner;
    const head = { status: this.#status, headers: this.#head };
    this.body = decodeAll(this.#collected ?? []);
    const failure = failureOfBody(driver, mode, head, this.body);
    if (failure !== undefined) return this.#fail(failure);
    driver.body(this.body, this.fold, head);
    this.#finish();
  }

  #setLimit(): void {
    const { mode, options } = this.#owner;
    if (mode === "answer") return;
    const { firstEventMs: first, idleMs: idle } = options?.timeouts ?? {};
    if (this.fold.finished !== undefined) this.#deadline.set("idleMs", Math.min(idle || afterFinishMs, afterFinishMs));
    else if (this.fold.activity === 0) this.#deadline.set("firstEventMs", first);
    else if (this.fold.silent()) this.#deadline.set("idleMs", Math.max(first ?? 0, idle ?? 0));
    else this.#deadline.set("idleMs", idle);
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#failBy(thrown);
    }
  }

  /** What a reader throws says itself whether the same request may succeed; a malformed event gets its place. */
  #failBy(thrown: unknown): void {
    const error = asError(thrown);
    if (error.code === "malformed_event") {
      const event = `Event ${this.#events} (in the read that ends at byte ${this.#bytesRead})`;
      error.message = `${this.#decoder === undefined ? "The body" : event}: ${error.message}`;
    }
    this.#fail({ error, retry: error.retryable });
  }
}
