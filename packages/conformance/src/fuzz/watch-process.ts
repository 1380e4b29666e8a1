/** What a run of many turns may have left in the process. */
export interface ProcessWatch {
  /** Timers that were set and neither fired nor were cleared; `holding` counts those that keep the process alive. */
  timers(which: "holding" | "all"): number;
  /** Rejections that nobody handled, and exceptions that nobody caught. */
  readonly unhandled: unknown[];
  /** A pause by a timer that is not counted. */
  pause(ms: number): Promise<void>;
  stop(): void;
}

const events = ["unhandledRejection", "uncaughtException"] as const;
type SetTimer = typeof globalThis.setTimeout;

/** Stands in for the global timer functions, and for everybody who listens for lost errors, until `stop()`. */
export function watchProcess(): ProcessWatch {
  const { setTimeout: set, clearTimeout: clear, setInterval: setEvery, clearInterval: clearEvery } = globalThis;
  const open = new Set<NodeJS.Timeout>();
  const unhandled: unknown[] = [];
  const note = (cause: unknown): void => void unhandled.push(cause);

  globalThis.setTimeout = ((act: (...values: unknown[]) => void, ms?: number, ...values: unknown[]) => {
    const timer = set(() => {
      open.delete(timer);
      act(...values);
    }, ms);
    open.add(timer);
    return timer;
  }) as SetTimer;
  globalThis.setInterval = ((act: () => void, ms?: number) => {
    const timer = setEvery(act, ms);
    open.add(timer);
    return timer;
  }) as typeof globalThis.setInterval;
  globalThis.clearTimeout = ((timer?: NodeJS.Timeout) => {
    if (timer !== undefined) open.delete(timer);
    clear(timer);
  }) as typeof clearTimeout;
  globalThis.clearInterval = ((timer?: NodeJS.Timeout) => {
    if (timer !== undefined) open.delete(timer);
    clearEvery(timer);
  }) as typeof clearInterval;
  // A test runner that also listens would fail the run by itself, without saying which stream it was.
  const others = events.map((event) => [event, process.listeners(event as "uncaughtException")] as const);
  for (const event of events) process.removeAllListeners(event).on(event, note);

  return {
    timers: (which) => (which === "all" ? open.size : [...open].filter((timer) => timer.hasRef()).length),
    unhandled,
    pause: (ms) => new Promise((resolve) => set(resolve, ms)),
    stop() {
      Object.assign(globalThis, {
        setTimeout: set,
        clearTimeout: clear,
        setInterval: setEvery,
        clearInterval: clearEvery,
      });
      for (const [event, listeners] of others) {
        process.removeAllListeners(event);
        for (const listener of listeners) process.on(event, listener);
      }
    },
  };
}
