import type { Agent, Client, Dispatcher, Pool } from "undici";
import type { Dispatchers } from "./load-undici.js";

/** Ends the connection attempt that a request waits for. */
export interface Attempt {
  cancel(reason: Error): void;
}

/** A request handler that wants to know which attempt it waits for. */
export interface Waiting {
  waitFor(attempt: Attempt): void;
}

type Connect = (options: object, callback: (...result: never[]) => void) => unknown;

/**
 * Makes the pools of an agent such that the socket of a request can be ended before it is open. undici forgets an
 * aborted request only when its socket is there: a server that does not answer the connect would keep it for minutes.
 * undici gives one waiting request to a client that connects, so the attempt belongs to that request alone.
 */
export function poolFactory({ Pool, Client }: Dispatchers): NonNullable<Agent.Options["factory"]> {
  class TrackedClient extends Client {
    readonly attempt: Attempt;

    constructor(origin: string | URL, options: Client.Options) {
      let socket: unknown;
      let tunnel: AbortController | undefined;
      const connect = options.connect as Connect;
      super(origin, {
        ...options,
        connect: ((target: object, callback: (...result: never[]) => void) => {
          tunnel = undefined;
          socket = connect(
            {
              ...target,
              // Read by a connector that first asks a proxy for a tunnel; it has no socket to give back.
              get signal() {
                tunnel ??= new AbortController();
                return tunnel.signal;
              },
            },
            (...result) => {
              socket = undefined;
              tunnel = undefined;
              callback(...result);
            },
          );
        }) as never,
      });
      this.attempt = {
        cancel(reason) {
          tunnel?.abort(reason);
          (socket as { destroy?: (error: Error) => void } | undefined)?.destroy?.(reason);
        },
      };
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
