import type { Agent, Client, Dispatcher, Pool } from "undici";
import type { Dispatchers } from "./load-undici.js";

/** A request handler that wants to know which attempt it waits for. */
export interface Waiting {
  waitFor(attempt: Attempt): void;
}

type Callback = (...result: readonly unknown[]) => void;
type Connect = (target: object, callback: Callback) => unknown;

/** The connection attempt that a request waits for. One per socket. */
export class Attempt {
  private readonly open: Connect;
  private socket: unknown;
  private tunnel: AbortController | undefined;

  constructor(open: Connect) {
    this.open = open;
  }

  start(target: object, callback: Callback): void {
    this.tunnel = undefined;
    // Read by a connector that first asks a proxy for a tunnel; it has no socket to give back.
    const signal = (): AbortSignal => (this.tunnel ??= new AbortController()).signal;
    const asked = Object.defineProperty({ ...target }, "signal", { get: signal, enumerable: true });
    this.socket = this.open(asked, (...result) => {
      this.socket = undefined;
      this.tunnel = undefined;
      callback(...result);
    });
  }

  cancel(reason: Error): void {
    this.tunnel?.abort(reason);
    (this.socket as { destroy?: (error: Error) => void } | undefined)?.destroy?.(reason);
  }
}

/**
 * Makes the pools of an agent such that the socket of a request can be ended before it is open. undici forgets an
 * aborted request only when its socket is there: a server that does not answer the connect would keep it for minutes.
 * undici gives one waiting request to a client that connects, so the attempt belongs to that request alone.
 */
export function poolFactory({ Pool, Client }: Dispatchers): NonNullable<Agent.Options["factory"]> {
  class TrackedClient extends Client {
    readonly attempt: Attempt;

    constructor(origin: string | URL, options: Client.Options) {
      const attempt = new Attempt(options.connect as Connect);
      super(origin, { ...options, connect: attempt.start.bind(attempt) as never });
      this.attempt = attempt;
    }

    override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
      (handler as Partial<Waiting>).waitFor?.(this.attempt);
      // The tunnel's own request to the proxy.
      const { signal } = options as { signal?: AbortSignal };
      signal?.addEventListener("abort", () => this.attempt.cancel(signal.reason as Error));
      return super.dispatch(options, handler);
    }
  }
  return (origin, options) =>
    new Pool(origin, {
      ...options,
      factory: (target: URL, clientOptions: object) => new TrackedClient(target, clientOptions as Client.Options),
    } as Pool.Options);
}
