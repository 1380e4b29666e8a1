import type { Json } from "../contract/json.js";
import type { CallOptions, ChatRequest } from "../contract/request.js";
import type { ChatEvent, ChatResult } from "../contract/result.js";
import type { ChatDriver } from "../contract/wire.js";
import { DialectError, type ErrorFacts } from "../error.js";
import { published } from "../diagnostics.js";
import { Attempt, type AttemptOwner, type Mode } from "./attempt.js";
import { abortFailure, asError, complete, type Failure, secretsOf, textAsJson } from "./failure.js";
import { received, settle } from "./settle.js";

export type Open = () => ChatDriver | Promise<ChatDriver>;

export interface TurnOwner {
  push(event: ChatEvent): void;
  flush(): void;
  waiting(): void;
  /** The turn ended; one of the two is called, once. An abort has to drop what is queued. */
  succeeded(result: ChatResult<unknown>): void;
  failed(error: DialectError): void;
}

/** Longest Retry-After that is waited for; a longer one is the caller's decision. */
const maxRetryAfterMs = 60_000;
/** Wait before the retry when the server names none: half a second and up to as much again, so that clients spread. */
const backOffMs = 500;

const again = (turn: Turn): void => turn.send();

/** The life of a turn: abort, the attempts (at most two), the terminal outcome (exactly one). */
export class Turn implements AttemptOwner {
  readonly mode: Mode;
  readonly options: CallOptions | undefined;
  readonly #request: ChatRequest;
  readonly #owner: TurnOwner;
  #opened: ChatDriver | undefined;
  #attempt: Attempt | undefined;
  #attempts: 0 | 1 | 2 = 0;
  #over = false;
  #paused = false;
  #backOff: ReturnType<typeof setTimeout> | undefined;
  #onAbort: (() => void) | undefined;

  constructor(request: ChatRequest, options: CallOptions | undefined, mode: Mode, owner: TurnOwner) {
    this.#request = request;
    this.options = options;
    this.mode = mode;
    this.#owner = owner;
  }

  get driver(): ChatDriver {
    return this.#opened as ChatDriver;
  }

  /** Checks, connects and runs to the end. Never throws; the outcome goes to the owner. */
  start(open: Open): void {
    const signal = this.options?.signal;
    if (signal?.aborted === true) return this.abort(signal.reason);
    if (signal !== undefined) {
      this.#onAbort = () => this.abort(signal.reason);
      signal.addEventListener("abort", this.#onAbort);
    }
    try {
      const opened = open();
      if (!("then" in opened)) return this.#begin(opened);
      opened.then(
        (driver) => this.#begin(driver),
        (thrown: unknown) => this.#fail(asOpenError(thrown)),
      );
    } catch (thrown) {
      this.#fail(asOpenError(thrown));
    }
  }

  pause(): void {
    this.#paused = true;
    this.#attempt?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#attempt?.resume();
  }

  abort(reason?: unknown): void {
    if (this.#over) return;
    const error = this.#whole(abortFailure(reason));
    this.#conclude();
    this.#attempt?.abort(error);
    published("error", { error });
    this.#owner.failed(error);
  }

  push(event: ChatEvent): void {
    this.#owner.push(event);
  }

  flush(): void {
    this.#owner.flush();
  }

  waiting(): void {
    this.#owner.waiting();
  }

  failed({ error, retry }: Failure): void {
    if (this.#over) return;
    const wait = error.retryAfterMs ?? backOffMs + Math.random() * backOffMs;
    const untouched = this.#attempt?.fold.opened === 0;
    const spent = this.#attempts > 1 || this.options?.retry === false || wait > maxRetryAfterMs;
    if (!retry || !untouched || spent) return this.#fail(error);
    this.#backOff = setTimeout(again, wait, this);
  }

  done(): void {
    const { fold } = this.#attempt as Attempt;
    settle(fold, this.#request, this.driver.prepared, () => this.#raw()).then(
      (result) => this.#succeed(result),
      (thrown: unknown) => this.#fail(asError(thrown)),
    );
  }

  send(): void {
    if (this.#over) return;
    this.#attempts = this.#attempts === 0 ? 1 : 2;
    const { prepared } = this.driver;
    published("start", { request: prepared, attempt: this.#attempts });
    const attempt = new Attempt(this, this.#attempts);
    this.#attempt = attempt;
    for (const warning of prepared.warnings) attempt.fold.warn(warning);
    if (this.#paused) attempt.pause();
    try {
      attempt.send();
    } catch (thrown) {
      this.#fail(asError(thrown));
    }
  }

  #begin(driver: ChatDriver): void {
    if (this.#over) return;
    this.#opened = driver;
    this.send();
  }

  #succeed(result: ChatResult<unknown>): void {
    if (this.#over) return;
    this.#owner.push({ type: "finish", finish: result.finish });
    this.#conclude();
    published("finish", { request: result.request, finish: result.finish, usage: result.usage });
    this.#owner.succeeded(result);
  }

  #fail(error: DialectError): void {
    if (this.#over) return;
    const whole = this.#whole(error);
    this.#conclude();
    published("error", { error: whole });
    this.#owner.failed(whole);
  }

  #conclude(): void {
    this.#over = true;
    clearTimeout(this.#backOff);
    if (this.#onAbort !== undefined) this.options?.signal?.removeEventListener("abort", this.#onAbort);
  }

  #raw(): Json {
    const attempt = this.#attempt;
    if (attempt === undefined) return null;
    // A stream that was refused has a body too, and no events.
    if (this.mode === "answer" || attempt.body !== "") return textAsJson(attempt.body);
    return attempt.lines === undefined ? [...attempt.fold.kept] : attempt.lines.map(textAsJson);
  }

  /** The error with what the turn knows, without its secrets. */
  #whole(error: DialectError): DialectError {
    const opened = this.#opened;
    const attempt = this.#attempt;
    const attempts = this.#attempts;
    const prepared = opened?.prepared;
    const facts: Partial<ErrorFacts> = {
      phase: attempt === undefined ? "request" : attempt.phase(),
      attempts,
      provider: prepared?.provider,
      route: prepared?.route,
      model: prepared?.model,
      request: prepared,
      requestId: attempt?.fold.response.requestId,
      ...(attempt === undefined
        ? {}
        : { partial: received(attempt.fold, attempt.fold.finished, false), raw: this.#raw() }),
    };
    return complete(error, facts, opened === undefined ? [] : secretsOf(opened.wire));
  }
}

/** A bug or a throwing key function, before anything was sent: not a malformed event. */
function asOpenError(thrown: unknown): DialectError {
  const error = asError(thrown);
  if (error.code !== "malformed_event") return error;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new DialectError("invalid_setting", { message: `The request could not be made: ${said}`, cause: thrown });
}
