import type { ChaosOptions } from "./chaos.js";
import type { Fault, FaultMatch, Split } from "./fault.js";
import type { LoggedRequest } from "./request.js";
import type { Script, ScriptedTurn } from "./script.js";
import type { SimulatorServer } from "./server.js";

/** What every provider's `startSimulator(options)` takes, beside options of its own. */
export interface SimulatorOptions {
  /** 0 takes a free one. @defaultValue 0 */
  readonly port?: number;
  readonly turns?: readonly ScriptedTurn[];
  /** How every streamed body is cut into TCP writes. As queued unless given. */
  readonly split?: Split;
}

/**
 * A running simulator of one provider, on 127.0.0.1. In vitest, one line:
 * `await using simulator = await startSimulator({ turns: [{ text: "Hello" }] });`
 */
export interface Simulator {
  /** Origin, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  /** What a client takes as its base URL, e.g. `http://127.0.0.1:40123/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly LoggedRequest[];
  /** Adds turns to the script. */
  script(...turns: readonly ScriptedTurn[]): void;
  fault(fault: Fault | readonly Fault[], match?: FaultMatch): void;
  chaos(seed: number, options?: ChaosOptions): void;
  openSockets(): number;
  openRequests(): number;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The `Simulator` of a provider: its server, its script, its base URL. */
export function simulatorOf(
  server: SimulatorServer,
  facts: { readonly script: Script; readonly baseUrl: string },
): Simulator {
  return {
    url: server.url,
    baseUrl: facts.baseUrl,
    requests: server.requests,
    script: (...turns) => facts.script.add(...turns),
    fault: (fault, match) => server.fault(fault, match),
    chaos: (seed, options) => server.chaos(seed, options),
    openSockets: () => server.openSockets(),
    openRequests: () => server.openRequests(),
    close: () => server.close(),
    [Symbol.asyncDispose]: () => server.close(),
  };
}
