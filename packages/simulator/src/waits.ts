import { setTimeout as sleep } from "node:timers/promises";

/** Everything that an exchange may wait for. Each rejects with the signal's reason once the client has gone. */
export interface Waits {
  pause(ms: number): Promise<void>;
  /** Until `done` is called. */
  until(start: (done: () => void) => void): Promise<void>;
  /** Until the client goes. */
  forever(): Promise<never>;
}

// The longest delay that a Node timer takes.
const longestMs = 2 ** 31 - 1;

export function createWaits(gone: AbortSignal): Waits {
  const until = (start: (done: () => void) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const stop = (): void => reject(gone.reason as Error);
      if (gone.aborted) return stop();
      gone.addEventListener("abort", stop, { once: true });
      start(() => {
        gone.removeEventListener("abort", stop);
        resolve();
      });
    });
  return {
    until,
    async pause(ms) {
      await sleep(Math.min(ms, longestMs), undefined, { signal: gone });
    },
    forever: () => until(() => undefined) as Promise<never>,
  };
}
