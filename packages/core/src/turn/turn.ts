import type { Json } from "../contract/json.js";
import type { CallOptions, ChatRequest } from "../contract/request.js";
import type { ChatEvent, ChatResult } from "../contract/result.js";
import type { ChatDriver } from "../contract/wire.js";
import { DialectError, type ErrorFacts } from "../error.js";
import { published } from "../diagnostics.js";
import { type Attempt, type Mode, runAttempt } from "./attempt.js";
import { abortFailure, asError, complete, type Failure, secretsOf, textAsJson } from "./failure.js";
import { received, settle } from "./settle.js";

export type Open = () => ChatDriver | Promise<ChatDriver>;

export interface TurnEnds {
  push(event: ChatEvent): void;
  flush(): void;
  waiting(): void;
  /** The turn ended; called once. An abort has to drop what is queued. */
  succeeded(result: ChatResult<unknown>): void;
  failed(error: DialectError): void;
}

export interface Turn {
  /** Checks, connects and runs to the end. Never throws; the outcome goes to `ends`. */
  start(): void;
  pause(): void;
  resume(): void;
  abort(reason?: unknown): void;
}

/** Longest Retry-After that is waited for; a longer one is the caller's decision. */
const maxRetryAfterMs = 60_000;
/** Wait before the retry when the server names none: half a second and up to as much again, so that clients spread. */
const backOffMs = 500;

/** The life of a turn: abort, the attempts (at most two), the terminal outcome (exactly one). */
export function createTurn(
  open: Open,
  request: ChatRequest,
  options: CallOptions | undefined,
  mode: Mode,
  ends: TurnEnds,
): Turn {
  const signal = options?.signal;
  let driver: ChatDriver | undefined;
  let attempt: Attempt | undefined;
  let attempts = 0;
  let over = false;
  let paused = false;
  let backOff: ReturnType<typeof setTimeout> | undefined;

  const onAbort = (): void => abort(signal?.reason);
  const conclude = (): void => {
    over = true;
    clearTimeout(backOff);
    signal?.removeEventListener("abort", onAbort);
  };
  const facts = (): Partial<ErrorFacts> => {
    const prepared = driver?.prepared;
    const fold = attempt?.fold;
    return {
      phase: attempt === undefined ? "request" : attempt.phase(),
      attempts,
      provider: prepared?.provider,
      route: prepared?.route,
      model: prepared?.model,
      request: prepared,
      requestId: fold?.response().requestId,
      ...(fold === undefined ? {} : { partial: received(fold, fold.finished(), false), raw: raw() }),
    };
  };
  const fail = (error: DialectError): void => {
    if (over) return;
    const whole = complete(error, facts(), secrets());
    conclude();
    published("error", { error: whole });
    ends.failed(whole);
  };
  const abort = (reason: unknown): void => {
    if (over) return;
    const error = complete(abortFailure(reason), facts(), secrets());
    conclude();
    attempt?.abort(error);
    published("error", { error });
    ends.failed(error);
  };
  const secrets = (): readonly string[] => (driver === undefined ? [] : secretsOf(driver.wire));
  const raw = (): Json => {
    if (attempt === undefined) return null;
    // A stream that was refused has a body too, and no events.
    if (mode === "answer" || attempt.body() !== "") return textAsJson(attempt.body());
    return attempt.lines.length > 0 ? attempt.lines.map(textAsJson) : [...attempt.fold.kept];
  };

  const onFailed = ({ error, retry }: Failure): void => {
    if (over) return;
    const wait = error.retryAfterMs ?? backOffMs + Math.random() * backOffMs;
    const untouched = attempt?.fold.opened() === 0;
    if (!retry || !untouched || attempts > 1 || options?.retry === false || wait > maxRetryAfterMs) return fail(error);
    backOff = setTimeout(() => send(), wait);
  };
  const onDone = (): void => {
    const current = attempt as Attempt;
    const prepared = (driver as ChatDriver).prepared;
    settle(current.fold, request, prepared, raw).then(
      (result) => {
        if (over) return;
        ends.push({ type: "finish", finish: result.finish });
        conclude();
        published("finish", { request: prepared, finish: result.finish, usage: result.usage });
        ends.succeeded(result);
      },
      (thrown: unknown) => fail(asError(thrown)),
    );
  };
  const send = (): void => {
    if (over) return;
    attempts++;
    const current = driver as ChatDriver;
    published("start", { request: current.prepared, attempt: attempts });
    try {
      // `done` may come before runAttempt has returned, from a transport that answers at once.
      let ready = false;
      let early: (() => void) | undefined;
      const later = (act: () => void): void => {
        if (ready) act();
        else early = act;
      };
      attempt = runAttempt(current, attempts as 1 | 2, mode, options, {
        push: ends.push,
        flush: ends.flush,
        waiting: ends.waiting,
        done: () => later(onDone),
        failed: (failure) => later(() => onFailed(failure)),
      });
      for (const warning of current.prepared.warnings) attempt.fold.warn(warning);
      ready = true;
      if (paused) attempt.pause();
      early?.();
    } catch (thrown) {
      fail(asError(thrown));
    }
  };
  const begin = (opened: ChatDriver): void => {
    if (over) return;
    driver = opened;
    send();
  };

  return {
    start() {
      if (signal?.aborted === true) return abort(signal.reason);
      signal?.addEventListener("abort", onAbort);
      try {
        const opened = open();
        if (isPromise(opened)) opened.then(begin, (thrown: unknown) => fail(asOpenError(thrown)));
        else begin(opened);
      } catch (thrown) {
        fail(asOpenError(thrown));
      }
    },
    pause() {
      paused = true;
      attempt?.pause();
    },
    resume() {
      paused = false;
      attempt?.resume();
    },
    abort,
  };
}

function isPromise(value: ChatDriver | Promise<ChatDriver>): value is Promise<ChatDriver> {
  return typeof (value as Promise<ChatDriver>).then === "function";
}

/** A bug or a throwing key function, before anything was sent: not a malformed event. */
function asOpenError(thrown: unknown): DialectError {
  const error = asError(thrown);
  if (error.code !== "malformed_event") return error;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new DialectError("invalid_setting", { message: `The request could not be made: ${said}`, cause: thrown });
}
