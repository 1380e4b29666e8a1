import type { CallOptions, ChatRequest } from "../contract/request.js";
import type { ChatEvent, ChatResult } from "../contract/result.js";
import type { ChatStream } from "../contract/model.js";
import { DialectError } from "../error.js";
import { Queue } from "./queue.js";
import { type Open, Turn, type TurnOwner } from "./turn.js";

/**
 * Runs one streamed turn. Nothing happens before the first `next()`, `batches()` pull or `result()`; then `open` makes
 * the checks and the request. One consumer; `break` cancels and closes the socket; whatever the server does there is
 * exactly one end: the `finish` event, or one throw.
 *
 * @throws {@link DialectError} from the iterator or `result()`, never from this call.
 */
export function startChat<T>(open: Open, request: ChatRequest, options: CallOptions | undefined): ChatStream<T> {
  return new Stream<T>(open, request, options);
}

/**
 * Runs one turn without streaming: one body, the same checks, the same fold and terminal law.
 *
 * @throws {@link DialectError} what `startChat` would throw, with `timeout_answer` in place of the stream's timers.
 */
export function completeChat<T>(
  open: Open,
  request: ChatRequest,
  options: CallOptions | undefined,
): Promise<ChatResult<T>> {
  return new Promise((resolve, reject) => {
    const owner: TurnOwner = {
      push: ignore,
      flush: ignore,
      waiting: ignore,
      succeeded: resolve as (result: ChatResult<unknown>) => void,
      failed: reject,
    };
    new Turn(request, options, "answer", owner).start(open);
  });
}

const ignore = (): void => {};

type Consumer = "events" | "batches" | "text" | "result";
interface Values {
  readonly events: ChatEvent;
  readonly batches: readonly ChatEvent[];
  readonly text: string;
}
interface Waiter<T> {
  resolve(value: ChatResult<T>): void;
  reject(error: DialectError): void;
}

/** A stream and its one owner: who consumes it, and what became of it. */
class Stream<T> implements ChatStream<T>, TurnOwner {
  readonly queue: Queue;
  #open: Open | undefined;
  readonly #turn: Turn;
  #consumer: Consumer | undefined;
  #outcome: ChatResult<T> | undefined;
  #error: DialectError | undefined;
  #waiters: Waiter<T>[] | undefined;
  #lastActive = 0;

  constructor(open: Open, request: ChatRequest, options: CallOptions | undefined) {
    this.#open = open;
    this.#turn = new Turn(request, options, "stream", this);
    this.queue = new Queue(this.#turn);
  }

  [Symbol.asyncIterator](): AsyncIterator<ChatEvent, undefined> {
    return new Pull<T, "events">(this, "events");
  }

  batches(): AsyncIterable<readonly ChatEvent[]> {
    return new Pull<T, "batches">(this, "batches");
  }

  text(): AsyncIterable<string> {
    return new Pull<T, "text">(this, "text");
  }

  result(): Promise<ChatResult<T>> {
    return new Promise((resolve, reject) => {
      if (this.#outcome !== undefined) return resolve(this.#outcome);
      if (this.#error !== undefined) return reject(this.#error);
      (this.#waiters ??= []).push({ resolve, reject });
      // One microtask, so that `const done = stream.result(); for await (… of stream)` iterates.
      queueMicrotask(() => this.claim("result"));
    });
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.cancel();
    return Promise.resolve();
  }

  /** Makes `as` the one consumer and starts; `false` if there is one already. */
  claim(as: Consumer): boolean {
    if (this.#consumer !== undefined) return false;
    this.#consumer = as;
    this.#lastActive = performance.now();
    const open = this.#open;
    // It holds the request and its options; an open stream needs neither.
    this.#open = undefined;
    if (open !== undefined) this.#turn.start(open);
    return true;
  }

  /** The consumer has left. */
  cancel(): void {
    this.#consumer ??= "events";
    this.#turn.abort();
    this.queue.abandon();
  }

  consumed(): DialectError {
    return new DialectError("stream_already_consumed", {
      message: `This stream has one consumer, and ${this.#consumer === "result" ? "result()" : "an iterator"} is it.`,
      hint: "Call stream() again.",
    });
  }

  push(event: ChatEvent): void {
    // A turn that only `result()` waits for needs the fold, not the events.
    if (this.#consumer !== "result") this.queue.push(event);
  }

  flush(): void {
    this.#lastActive = performance.now();
    this.queue.flush();
  }

  waiting(): void {
    if (this.#consumer === "result" || performance.now() - this.#lastActive < 1_000) return;
    this.queue.push({ type: "waiting" });
    this.flush();
  }

  succeeded(result: ChatResult<unknown>): void {
    this.#outcome = result as ChatResult<T>;
    this.queue.end(undefined);
    for (const waiter of this.#waiters ?? []) waiter.resolve(this.#outcome);
    this.#waiters = undefined;
  }

  failed(error: DialectError): void {
    this.#error = error;
    this.queue.end(error);
    for (const waiter of this.#waiters ?? []) waiter.reject(error);
    this.#waiters = undefined;
  }
}

/** One way to iterate: claims the stream at the first pull. */
class Pull<T, K extends keyof Values> implements AsyncIterableIterator<Values[K], undefined> {
  readonly #stream: Stream<T>;
  readonly #kind: K;
  #mine = false;

  constructor(stream: Stream<T>, kind: K) {
    this.#stream = stream;
    this.#kind = kind;
  }

  next(): Promise<IteratorResult<Values[K], undefined>> {
    if (!this.#mine) {
      if (!this.#stream.claim(this.#kind)) return Promise.reject(this.#stream.consumed());
      this.#mine = true;
    }
    const { queue } = this.#stream;
    const pulled =
      this.#kind === "events" ? queue.next() : this.#kind === "batches" ? queue.nextBatch() : queue.nextText();
    return pulled as Promise<IteratorResult<Values[K], undefined>>;
  }

  return(): Promise<IteratorResult<Values[K], undefined>> {
    if (this.#mine) this.#stream.cancel();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
