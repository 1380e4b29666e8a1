import type { Assume, ChatRequest, CommonSettings, ProviderEntry } from "@dialect/core";
import type { Simulator } from "@dialect/simulator";

/** The test runner, injected: `{ describe, it }` of vitest or of node:test. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>, timeoutMs?: number): unknown;
}

/** Portable fields, and the provider's own. */
export type RequestFields = Omit<Partial<ChatRequest>, "reasoning"> & {
  readonly reasoning?: { readonly effort: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
};

/** One row of the provider that the checks run against. */
export interface Target {
  /** How reports and expected failures call it. @defaultValue `route/model` */
  readonly name?: string;
  readonly route: string;
  readonly model: string;
  /**
   * What a caller has to state because the simulator is no server of the vendor, e.g. `{ like: "acme-2" }`.
   * The declared capabilities are those of the model that comes out.
   */
  readonly assume?: Assume;
  /** Fields of every request, e.g. the effort without which this route takes no tools. */
  readonly request?: RequestFields;
  /**
   * Fields that make the model show its reasoning on this route, beside `request`. Absent: it never shows any, and the
   * checks of reasoning are left out.
   */
  readonly reasoning?: RequestFields;
  /** Whether the model reasons when the request does not say; decides which fact of a cell holds. */
  readonly reasonsByDefault?: boolean;
}

/** A check that may fail today. Listed and passing is an error: the entry is stale. */
export interface ExpectedFailure {
  /** Id of the check, e.g. `stream.eof-in-text`. */
  readonly check: string;
  /** Name of the target; every target unless given. */
  readonly target?: string;
  readonly reason: string;
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

export interface ConformanceOptions {
  readonly entry: ProviderEntry;
  /** A new simulator of this provider; the kit closes it. */
  readonly startSimulator: () => Promise<Simulator>;
  readonly targets: readonly Target[];
  readonly expectedFailures?: readonly ExpectedFailure[];
  /** Settings of every provider that is made, beside key, base URL and environment. */
  readonly settings?: CommonSettings;
  /** A key that the simulator lets in. @defaultValue a canary that starts with `sk-` */
  readonly key?: string;
  /** Longest time for one check, in milliseconds. @defaultValue 20_000 */
  readonly limitMs?: number;
}

export const targetName = (target: Target): string => target.name ?? `${target.route}/${target.model}`;
