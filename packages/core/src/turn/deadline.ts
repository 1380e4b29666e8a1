/** The limits of a turn, each under the name of its setting. */
export type Limit = "connectMs" | "firstEventMs" | "idleMs" | "answerMs";

export interface Deadline {
  /** Starts the named limit in place of the one that runs. 0 or absent = none. */
  set(limit: Limit, ms: number | undefined): void;
  /** Something happened: the limit that runs starts anew. */
  touch(): void;
  clear(): void;
}

const now = (): number => performance.now();

/**
 * One timer for a whole turn. `touch` only writes a time: re-arming a real timer on every read of a fast stream costs
 * more than parsing it, so the timer looks back when it fires and sleeps for what is left.
 */
export function createDeadline(fire: (limit: Limit, ms: number) => void): Deadline {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: Limit | undefined;
  let limitMs = 0;
  let since = 0;

  const arm = (ms: number): void => {
    timer = setTimeout(check, ms);
  };
  const check = (): void => {
    timer = undefined;
    if (current === undefined) return;
    const left = since + limitMs - now();
    // Timers may fire up to a millisecond early.
    if (left > 1) return arm(left);
    const limit = current;
    current = undefined;
    fire(limit, limitMs);
  };

  return {
    set(limit, ms) {
      if (timer !== undefined && current === limit && limitMs === ms) {
        since = now();
        return;
      }
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
      current = undefined;
      if (ms === undefined || ms <= 0) return;
      current = limit;
      limitMs = ms;
      since = now();
      // setTimeout takes 31 bits; longer limits look back once more.
      arm(Math.min(ms, 2_000_000_000));
    },
    touch() {
      since = now();
    },
    clear() {
      if (timer !== undefined) clearTimeout(timer);
      timer = undefined;
      current = undefined;
    },
  };
}
