import type { Fault, FaultMatch, Split } from "./fault.js";
import type { Reply } from "./reply.js";
import type { LoggedRequest } from "./request.js";

export interface ServerSettings {
  /** 0 takes a free one. @defaultValue 0 */
  readonly port?: number;
  /** How every streamed body is cut into TCP writes. As queued unless given. */
  readonly split?: Split;
  /** Called when the request is complete. What it throws is answered with a 500 and kept in `request.failure`. */
  handle(request: LoggedRequest, reply: Reply): void | Promise<void>;
}

export interface ChaosOptions {
  /** Share of requests that get a fault, 0 to 1. @defaultValue 0.3 */
  readonly rate?: number;
}

/** A loopback HTTP server that keeps a log and makes faults on demand. */
export interface SimulatorServer {
  /** Origin, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  /** The next matching request gets this fault, or these together. First set, first used; one entry per request. */
  fault(fault: Fault | readonly Fault[], match?: FaultMatch): void;
  /** From here on requests get faults drawn by `seed` in order of arrival. `rate: 0` ends it. */
  chaos(seed: number, options?: ChaosOptions): void;
  /** TCP connections, idle ones that a client keeps for later included. */
  openSockets(): number;
  /** Requests whose exchange is not over. */
  openRequests(): number;
  /** Destroys every socket. May be called twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export declare function startServer(settings: ServerSettings): Promise<SimulatorServer>;
