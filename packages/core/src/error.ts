import type { Json } from "./contract/json.js";
import type { PreparedRequest, Received } from "./contract/result.js";
import { redactText } from "./redact.js";

/** Where a turn stood: nothing sent, connecting, waiting for the answer's head, before or after the first content event. */
export type Phase = "request" | "connect" | "headers" | "before-output" | "after-output";

export interface ErrorFacts {
  /** What happened with the measured value, then what to do if we know. */
  readonly message: string;
  /** Whether the same request may succeed later. @defaultValue false */
  readonly retryable?: boolean;
  /** @defaultValue "request" */
  readonly phase?: Phase;
  /** HTTP requests that the turn has made. @defaultValue 0 */
  readonly attempts?: number;
  readonly provider?: string | undefined;
  readonly route?: string | undefined;
  readonly model?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Finer word for the case, e.g. `invalid_json` of `structured_output_invalid`. */
  readonly reason?: string | undefined;
  /** What had been received. */
  readonly partial?: Received | undefined;
  /** The exact request, secrets removed. */
  readonly request?: PreparedRequest | undefined;
  /** What arrived, as far as kept. */
  readonly raw?: Json | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

const brand = "dialect.error";
const key = Symbol.for(brand);
const members = [
  "provider",
  "route",
  "model",
  "status",
  "requestId",
  "retryAfterMs",
  "reason",
  "partial",
  "request",
  "raw",
  "hint",
] as const;

export interface DialectError extends Omit<ErrorFacts, "message" | "retryable" | "phase" | "attempts" | "cause"> {
  readonly retryable: boolean;
  readonly phase: Phase;
  readonly attempts: number;
}

/**
 * The only error class. `code` is the contract, the message is for people; docs/errors.md lists the codes.
 * Secrets are removed from message and hint, on a copy. Branded with `Symbol.for`, so two installed copies of core
 * accept each other's errors.
 */
export class DialectError extends Error {
  readonly code: string;

  constructor(code: string, facts: ErrorFacts) {
    super(redactText(facts.message), facts.cause === undefined ? undefined : { cause: facts.cause });
    this.name = "DialectError";
    this.code = code;
    const self = this as unknown as Record<PropertyKey, unknown>;
    self["retryable"] = facts.retryable ?? false;
    self["phase"] = facts.phase ?? "request";
    self["attempts"] = facts.attempts ?? 0;
    for (const name of members) {
      const value = facts[name];
      if (value !== undefined) self[name] = name === "hint" ? redactText(value as string) : value;
    }
    Object.defineProperty(this, key, { value: true });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isDialectError(value);
  }
}

/** Whether a value is a `DialectError` of any installed copy of core. */
export function isDialectError(value: unknown): value is DialectError {
  return typeof value === "object" && value !== null && (value as Record<PropertyKey, unknown>)[key] === true;
}

/** The same error with facts that only the caller knows; facts that it already has win. */
export function withFacts(error: DialectError, facts: Partial<ErrorFacts>): DialectError {
  const own: Record<string, unknown> = {};
  for (const name of members) if (error[name] !== undefined) own[name] = error[name];
  return new DialectError(error.code, {
    ...facts,
    ...own,
    message: error.message,
    retryable: error.retryable,
    phase: facts.phase ?? error.phase,
    attempts: facts.attempts ?? error.attempts,
    ...(error.cause === undefined ? {} : { cause: error.cause }),
  });
}
