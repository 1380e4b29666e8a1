/** The limits of a turn, each under the name of its setting. */
export type Limit = "connectMs" | "firstEventMs" | "idleMs" | "answerMs";

export interface DeadlineOwner {
  onLimit(limit: Limit, ms: number): void;
}

// The deadline is passed as an argument, so that no closure is kept per stream.
const look = (deadline: Deadline): void => deadline.look();

/**
 * One timer for a whole turn. `touch` only writes a time: re-arming a real timer on every read of a fast stream costs
 * more than parsing it, so the timer looks back when it fires and sleeps for what is left.
 */
export class Deadline {
  readonly #owner: DeadlineOwner;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #current: Limit | undefined;
  #limitMs = 0;
  #since = 0;

  constructor(owner: DeadlineOwner) {
    this.#owner = owner;
  }

  /** Starts the named limit in place of the one that runs, or anew if it is the same. 0 or absent = none. */
  set(limit: Limit, ms: number | undefined): void {
    if (ms === undefined || ms <= 0) return this.clear();
    const running = this.#timer !== undefined && this.#limitMs <= ms;
    this.#current = limit;
    this.#limitMs = ms;
    this.#since = performance.now();
    // A timer that fires too early looks back and sleeps on; only a shorter limit needs a new one.
    if (running) return;
    clearTimeout(this.#timer);
    // setTimeout takes 31 bits; longer limits look back once more.
    this.#timer = setTimeout(look, Math.min(ms, 2_000_000_000), this);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#current = undefined;
    this.#limitMs = 0;
  }

  look(): void {
    this.#timer = undefined;
    if (this.#current === undefined) return;
    const left = this.#since + this.#limitMs - performance.now();
    // Timers may fire up to a millisecond early.
    if (left > 1) {
      this.#timer = setTimeout(look, left, this);
      return;
    }
    const limit = this.#current;
    this.#current = undefined;
    this.#owner.onLimit(limit, this.#limitMs);
  }
}
