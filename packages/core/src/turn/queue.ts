import type { ChatEvent } from "../contract/result.js";
import type { DialectError } from "../error.js";

type Next<V> = Promise<IteratorResult<V, undefined>>;

export interface QueueSource {
  pause(): void;
  resume(): void;
}

/** Stop reading from the socket above the first number of queued events, read on below the second. */
const highWater = 4_096;
const lowWater = 1_024;

/**
 * The events between the socket and the consumer: one array, one waiting promise, one hand-written iterator.
 * An async generator costs about 0.23 ms per 1,000 events here, this about 0.10 (Node 24).
 */
export class Queue {
  readonly #source: QueueSource;
  #events: ChatEvent[] = [];
  #head = 0;
  #paused = false;
  #ended = false;
  #failure: DialectError | undefined;
  #wake: (() => void) | undefined;

  constructor(source: QueueSource) {
    this.#source = source;
  }

  push(event: ChatEvent): void {
    this.#events.push(event);
  }

  /** A network read has been turned into events: wake the consumer. */
  flush(): void {
    if (this.#head < this.#events.length) this.#rouse();
    if (this.#paused || this.#ended || this.#events.length - this.#head <= highWater) return;
    this.#paused = true;
    this.#source.pause();
  }

  /** Nothing more comes. An abort drops what is queued; every other error comes after it. */
  end(error: DialectError | undefined): void {
    this.#ended = true;
    this.#failure = error;
    if (error?.code === "aborted") this.#drop();
    this.#rouse();
  }

  next(): Next<ChatEvent> {
    const event = this.#take();
    return event === undefined ? this.#wait(() => this.next(), true) : Promise.resolve({ value: event, done: false });
  }

  nextBatch(): Next<readonly ChatEvent[]> {
    if (this.#head === this.#events.length) return this.#wait(() => this.nextBatch());
    const batch = this.#head === 0 ? this.#events : this.#events.slice(this.#head);
    this.#drop();
    this.#drained();
    return Promise.resolve({ value: batch, done: false });
  }

  nextText(): Next<string> {
    for (let event = this.#take(); event !== undefined; event = this.#take()) {
      if (event.type === "text-delta") return Promise.resolve({ value: event.text, done: false });
    }
    return this.#wait(() => this.nextText());
  }

  /** The consumer has left: nothing is kept for it, no error either. */
  abandon(): void {
    this.#drop();
    this.#failure = undefined;
  }

  #take(): ChatEvent | undefined {
    if (this.#head === this.#events.length) return undefined;
    const event = this.#events[this.#head++];
    if (this.#head === this.#events.length) this.#drop();
    if (this.#paused) this.#drained();
    return event;
  }

  #drop(): void {
    this.#events = [];
    this.#head = 0;
  }

  #drained(): void {
    if (!this.#paused || this.#events.length - this.#head > lowWater) return;
    this.#paused = false;
    this.#source.resume();
  }

  #wait<V>(again: () => Next<V>, single?: true): Next<V> {
    if (this.#ended) {
      const error = this.#failure;
      // The error is thrown once; after it, the iterator is simply done.
      this.#failure = undefined;
      return error === undefined ? Promise.resolve({ value: undefined, done: true }) : Promise.reject(error);
    }
    return new Promise((resolve) => {
      const before = this.#wake;
      this.#wake = () => {
        before?.();
        // The event itself: given another promise, this one needs two more rounds of microtasks per event.
        const value = single ? this.#take() : undefined;
        resolve(value === undefined ? again() : { value: value as V, done: false });
      };
    });
  }

  #rouse(): void {
    const call = this.#wake;
    this.#wake = undefined;
    call?.();
  }
}
