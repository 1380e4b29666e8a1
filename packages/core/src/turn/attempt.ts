import { createNdjsonDecoder } from "../stream/ndjson.js";
import { createSseDecoder } from "../stream/sse.js";
import type { CallOptions } from "../contract/request.js";
import type { ChatEvent } from "../contract/result.js";
import type { ChatDriver, Connection, Headers, ResponseHandler, WireReader } from "../contract/wire.js";
import { DialectError, type Phase } from "../error.js";
import { createWriter, type Fold } from "../writer.js";
import { decodeAll } from "../stream/decode-text.js";
import { failureOfBody, readingOf } from "./content.js";
import { createDeadline } from "./deadline.js";
import { asError, type Failure, timeoutFailure } from "./failure.js";

/** `stream` reads events as they come, `answer` reads one body. */
export type Mode = "stream" | "answer";

export interface AttemptEnds {
  push(event: ChatEvent): void;
  /** A network read has been turned into events. */
  flush(): void;
  /** Only keep-alives are arriving. */
  waiting(): void;
  /** The wire is over in order; the terminal law is the caller's. */
  done(): void;
  failed(failure: Failure): void;
}

export interface Attempt {
  readonly fold: Fold;
  phase(): Phase;
  /** Every wire object as text, when the caller asked for all. */
  readonly lines: readonly string[];
  body(): string;
  pause(): void;
  resume(): void;
  abort(reason?: Error): void;
}

/** Longest wait for the close of a stream that has said it is over; then its socket is given up. */
const drainMs = 1_000;
/** After the finish word, usage and terminator follow at once or never. */
const afterFinishMs = 10_000;
/** An error body is read up to this many bytes. */
const maxErrorBytes = 262_144;

/** One HTTP request of a turn: bytes to events, phases, timers. Calls `done` or `failed` once, and nothing after it. */
export function runAttempt(
  driver: ChatDriver,
  number: 1 | 2,
  mode: Mode,
  options: CallOptions | undefined,
  ends: AttemptEnds,
): Attempt {
  const timeouts = options?.timeouts;
  const fold = createWriter(driver.prepared, number, ends.push);
  const lines: string[] = [];
  const collected: Uint8Array[] = [];
  let collectedBytes = 0;
  let phase: Phase = "connect";
  let settled = false;
  let over = false;
  let closed = false;
  let paused = false;
  let status = 0;
  let headers: Headers = {};
  let reader: WireReader | undefined;
  let decoder: { push(bytes: Uint8Array): void; end(): void } | undefined;
  let events = 0;
  let bytesRead = 0;
  let bodyText = "";
  let connection: Connection | undefined;
  let drain: ReturnType<typeof setTimeout> | undefined;

  const fail = (failure: Failure, reason?: Error): void => {
    if (settled) return;
    settled = true;
    deadline.clear();
    connection?.abort(reason ?? failure.error);
    ends.failed(failure);
  };
  const failWith = (error: DialectError, retry = false): void => fail({ error, retry });
  const deadline = createDeadline((limit, ms) => {
    if (fold.finished() === undefined) return fail(timeoutFailure(limit, ms, options));
    // The finish word is there and only the terminator is missing: the answer is whole.
    connection?.abort();
    unterminated();
    finish();
  });
  const unterminated = (): void => {
    fold.warn({
      code: "terminator_missing",
      message: "The finish word came, but not the end that this wire promises.",
    });
  };

  const finish = (): void => {
    if (settled) return;
    settled = true;
    deadline.clear();
    ends.done();
  };
  const endOfTurn = (): void => {
    over = true;
    finish();
    if (closed) return;
    drain = setTimeout(() => connection?.abort(), drainMs);
    (drain as { unref?: () => void }).unref?.();
  };
  const place = (): string => `Event ${events} (in the read that ends at byte ${bytesRead})`;

  const onEvent = (name: string, data: string): void => {
    if (settled || reader === undefined) return;
    events++;
    if (options?.raw === "all") lines.push(data);
    if (reader.data(name, data) === true) endOfTurn();
  };
  const startReading = (): void => {
    const current = driver.reader(fold, { status, headers });
    reader = current;
    if (driver.framing === "sse") decoder = createSseDecoder({ event: onEvent, comment: () => ends.waiting() });
    else decoder = createNdjsonDecoder({ line: (text) => onEvent("", text) });
  };
  const setLimit = (): void => {
    if (mode === "answer") return;
    if (fold.finished() !== undefined)
      deadline.set("idleMs", Math.min(timeouts?.idleMs || afterFinishMs, afterFinishMs));
    else if (fold.activity() === 0) deadline.set("firstEventMs", timeouts?.firstEventMs);
    else if (fold.silent()) deadline.set("idleMs", Math.max(timeouts?.firstEventMs ?? 0, timeouts?.idleMs ?? 0));
    else deadline.set("idleMs", timeouts?.idleMs);
  };

  const collect = (bytes: Uint8Array): void => {
    if (mode === "stream" && collectedBytes > maxErrorBytes) return;
    collected.push(bytes);
    collectedBytes += bytes.length;
  };
  const endOfBody = (): void => {
    bodyText = decodeAll(collected);
    const failure = failureOfBody(driver, mode, { status, headers }, bodyText);
    if (failure !== undefined) return fail(failure);
    driver.body(bodyText, fold, { status, headers });
    finish();
  };
  /** Bytes left at the end are tried as a last event; what does not parse was cut, and is no malformed event. */
  const lastBytes = (): void => {
    try {
      decoder?.end();
    } catch (thrown) {
      if (asError(thrown).code !== "malformed_event") throw thrown;
    }
  };
  const endOfStream = (): void => {
    lastBytes();
    if (settled) return;
    const closes = reader?.end() === true;
    if (settled) return;
    if (fold.finished() === undefined) return truncated("The stream ended", undefined);
    if (!closes) unterminated();
    finish();
  };
  const truncated = (what: string, cause: unknown): void => {
    const nothing = mode === "answer" ? bytesRead === 0 : events === 0 && fold.opened() === 0;
    const error = new DialectError(nothing ? "empty_stream" : "stream_truncated", {
      message: nothing
        ? `${what} without one event (${bytesRead} bytes).`
        : `${what} after ${events} events (${bytesRead} bytes) without the end of the turn.`,
      retryable: true,
      status,
      ...(cause === undefined ? {} : { cause }),
    });
    failWith(error, !nothing || cause !== undefined);
  };
  const guarded = (where: () => string, work: () => void): void => {
    try {
      work();
    } catch (thrown) {
      const error = asError(thrown);
      // What a provider's reader throws says itself whether the same request may succeed.
      failWith(error.code === "malformed_event" ? located(error, where()) : error, error.retryable);
    }
  };

  const handler: ResponseHandler = {
    connected() {
      if (settled) return;
      phase = "headers";
      if (mode === "stream") deadline.set("firstEventMs", timeouts?.firstEventMs);
      else deadline.set("answerMs", timeouts?.answerMs);
    },
    headers(newStatus, newHeaders) {
      if (settled) return;
      status = newStatus;
      headers = newHeaders;
      fold.head(status);
      phase = "before-output";
      const streams =
        mode === "stream" &&
        status >= 200 &&
        status < 300 &&
        readingOf("stream", driver.framing, headers, undefined) === "events";
      if (streams) guarded(() => "The response head", startReading);
    },
    chunk(bytes) {
      bytesRead += bytes.length;
      if (settled) return;
      if (decoder === undefined) return collect(bytes);
      const before = fold.activity();
      guarded(place, () => decoder?.push(bytes));
      if (settled) return;
      if (fold.activity() !== before && !paused) setLimit();
      ends.flush();
    },
    end() {
      closed = true;
      clearTimeout(drain);
      if (settled) return;
      if (decoder === undefined) guarded(() => "The body", endOfBody);
      else guarded(place, endOfStream);
      ends.flush();
    },
    error(cause) {
      closed = true;
      clearTimeout(drain);
      if (settled) return;
      if (status >= 300 || (status > 0 && decoder === undefined && mode === "stream")) {
        return guarded(() => "The body", endOfBody);
      }
      if (status > 0) {
        // The last bytes may hold a whole event, a finish word included.
        if (decoder !== undefined)
          guarded(place, () => {
            lastBytes();
            if (!settled) reader?.end();
          });
        if (settled) return;
        if (fold.finished() !== undefined) {
          unterminated();
          return finish();
        }
        truncated(`The connection broke (${cause.message})`, cause);
        return ends.flush();
      }
      const classified = driver.classify(undefined, {}, "", cause);
      fail({
        retry: classified.retryable,
        error: new DialectError(classified.code, {
          message: classified.message ?? `The request to ${new URL(driver.wire.url).origin} failed: ${cause.message}`,
          retryable: classified.retryable,
          hint: classified.hint,
          cause,
        }),
      });
    },
  };

  deadline.set("connectMs", timeouts?.connectMs);
  connection = driver.transport.send(driver.wire, handler);

  return {
    fold,
    lines,
    phase: () => (fold.opened() > 0 ? "after-output" : phase),
    body: () => bodyText,
    pause() {
      if (settled || paused) return;
      paused = true;
      deadline.clear();
      connection?.pause();
    },
    resume() {
      if (settled || !paused) return;
      paused = false;
      setLimit();
      connection?.resume();
    },
    abort(reason) {
      const wasOver = over;
      settled = true;
      deadline.clear();
      clearTimeout(drain);
      if (!wasOver || reason !== undefined) connection?.abort(reason);
    },
  };
}

function located(error: DialectError, where: string): DialectError {
  error.message = `${where}: ${error.message}`;
  return error;
}
