import type { ChatEvent } from "../contract/result.js";
import type { DialectError } from "../error.js";

type Next<V> = Promise<IteratorResult<V, undefined>>;

export interface Queue {
  push(event: ChatEvent): void;
  /** A network read has been turned into events: wake the consumer. */
  flush(): void;
  /** Nothing more comes. An abort drops what is queued; every other error comes after it. */
  end(error: DialectError | undefined): void;
  next(): Next<ChatEvent>;
  nextBatch(): Next<readonly ChatEvent[]>;
  nextText(): Next<string>;
  /** The consumer has left. */
  cancel(): void;
}

/** Stop reading from the socket above the first number of queued events, read on below the second. */
const highWater = 4_096;
const lowWater = 1_024;

/**
 * The events between the socket and the consumer: one array, one waiting promise, one hand-written iterator.
 * An async generator costs about 0.23 ms per 1,000 events here, this about 0.10 (Node 24).
 */
export function createQueue(source: { pause(): void; resume(): void; cancel(): void }): Queue {
  let events: ChatEvent[] = [];
  let head = 0;
  let paused = false;
  let ended = false;
  let failure: DialectError | undefined;
  let wake: (() => void) | undefined;

  const drained = (): void => {
    if (!paused || events.length - head > lowWater) return;
    paused = false;
    source.resume();
  };
  const take = (): ChatEvent | undefined => {
    if (head === events.length) return undefined;
    const event = events[head++];
    if (head === events.length) {
      events = [];
      head = 0;
    }
    if (paused) drained();
    return event;
  };
  const atEnd = <V>(): Next<V> => {
    const error = failure;
    // The error is thrown once; after it, the iterator is simply done.
    failure = undefined;
    return error === undefined ? Promise.resolve({ value: undefined, done: true }) : Promise.reject(error);
  };
  const wait = <V>(again: () => Next<V>): Next<V> => {
    if (ended) return atEnd();
    return new Promise((resolve) => {
      const before = wake;
      wake = () => {
        before?.();
        resolve(again());
      };
    });
  };
  const rouse = (): void => {
    const call = wake;
    wake = undefined;
    call?.();
  };

  const next = (): Next<ChatEvent> => {
    const event = take();
    return event === undefined ? wait(next) : Promise.resolve({ value: event, done: false });
  };
  const nextBatch = (): Next<readonly ChatEvent[]> => {
    if (head === events.length) return wait(nextBatch);
    const batch = head === 0 ? events : events.slice(head);
    events = [];
    head = 0;
    drained();
    return Promise.resolve({ value: batch, done: false });
  };
  const nextText = (): Next<string> => {
    for (let event = take(); event !== undefined; event = take()) {
      if (event.type === "text-delta") return Promise.resolve({ value: event.text, done: false });
    }
    return wait(nextText);
  };

  return {
    push(event) {
      events.push(event);
    },
    flush() {
      if (head < events.length) rouse();
      if (!paused && !ended && events.length - head > highWater) {
        paused = true;
        source.pause();
      }
    },
    end(error) {
      ended = true;
      failure = error;
      if (error?.code === "aborted") {
        events = [];
        head = 0;
      }
      rouse();
    },
    next,
    nextBatch,
    nextText,
    cancel() {
      source.cancel();
      events = [];
      head = 0;
      failure = undefined;
    },
  };
}
