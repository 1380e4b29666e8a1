import type { CallOptions, ChatRequest } from "../contract/request.js";
import type { ChatEvent, ChatResult } from "../contract/result.js";
import type { ChatStream } from "../contract/model.js";
import { DialectError } from "../error.js";
import { createQueue } from "./queue.js";
import { createTurn, type Open } from "./turn.js";

type Consumer = "iterator" | "batches" | "text" | "result";

/**
 * Runs one streamed turn. Nothing happens before the first `next()`, `batches()` pull or `result()`; then `open` makes
 * the checks and the request. One consumer; `break` cancels and closes the socket; whatever the server does there is
 * exactly one end: the `finish` event, or one throw.
 *
 * @throws {@link DialectError} from the iterator or `result()`, never from this call.
 */
export function startChat<T>(open: Open, request: ChatRequest, options: CallOptions | undefined): ChatStream<T> {
  let consumer: Consumer | undefined;
  let started = false;
  let result: ChatResult<unknown> | undefined;
  let error: DialectError | undefined;
  let waiters: { resolve(value: ChatResult<T>): void; reject(error: DialectError): void }[] = [];
  let lastActive = 0;

  const queue = createQueue({ pause: () => turn.pause(), resume: () => turn.resume(), cancel: () => turn.abort() });
  const turn = createTurn(open, request, options, "stream", {
    push(event) {
      // A turn that only `result()` waits for needs the fold, not the events.
      if (consumer !== "result") queue.push(event);
    },
    flush() {
      lastActive = performance.now();
      queue.flush();
    },
    waiting() {
      if (consumer === "result" || performance.now() - lastActive < 1_000) return;
      lastActive = performance.now();
      queue.push({ type: "waiting" });
      queue.flush();
    },
    succeeded(value) {
      result = value;
      queue.end(undefined);
      for (const waiter of waiters) waiter.resolve(value as ChatResult<T>);
      waiters = [];
    },
    failed(failure) {
      error = failure;
      queue.end(failure);
      for (const waiter of waiters) waiter.reject(failure);
      waiters = [];
    },
  });

  const claim = (as: Consumer): boolean => {
    if (consumer !== undefined) return false;
    consumer = as;
    return true;
  };
  const start = (): void => {
    if (started) return;
    started = true;
    lastActive = performance.now();
    turn.start();
  };
  const consumed = (): Promise<never> =>
    Promise.reject(
      new DialectError("stream_already_consumed", {
        message: `This stream has one consumer, and ${consumer === "result" ? "result()" : "an iterator"} is it.`,
        hint: "Call stream() again, or read message and text from result().",
      }),
    );

  function iterate<V>(
    as: Consumer,
    pull: () => Promise<IteratorResult<V, undefined>>,
  ): AsyncIterator<V, undefined> & AsyncIterable<V> {
    let mine = false;
    const iterator = {
      next(): Promise<IteratorResult<V, undefined>> {
        if (!mine) {
          if (!claim(as)) return consumed();
          mine = true;
          start();
        }
        return pull();
      },
      return(): Promise<IteratorResult<V, undefined>> {
        if (mine) queue.cancel();
        return Promise.resolve({ value: undefined, done: true });
      },
      [Symbol.asyncIterator]() {
        return iterator;
      },
    };
    return iterator;
  }

  return {
    [Symbol.asyncIterator]: () => iterate<ChatEvent>("iterator", queue.next),
    batches: () => iterate<readonly ChatEvent[]>("batches", queue.nextBatch),
    text: () => iterate<string>("text", queue.nextText),
    result() {
      return new Promise<ChatResult<T>>((resolve, reject) => {
        if (result !== undefined) return resolve(result as ChatResult<T>);
        if (error !== undefined) return reject(error);
        waiters.push({ resolve, reject });
        // One microtask, so that `const done = stream.result(); for await (… of stream)` iterates.
        queueMicrotask(() => {
          if (claim("result")) start();
        });
      });
    },
    [Symbol.asyncDispose]() {
      if (result === undefined && error === undefined) {
        claim("iterator");
        queue.cancel();
      }
      return Promise.resolve();
    },
  };
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
    const ignore = (): void => {};
    createTurn(open, request, options, "answer", {
      push: ignore,
      flush: ignore,
      waiting: ignore,
      succeeded: (value) => resolve(value as ChatResult<T>),
      failed: reject,
    }).start();
  });
}
