import type { Json } from "../contract/json.js";
import type { CallOptions } from "../contract/request.js";
import type { PreparedRequest } from "../contract/result.js";
import type { Classified, Headers, WireRequest } from "../contract/wire.js";
import { DialectError, isDialectError, type ErrorFacts, withFacts } from "../error.js";
import { redactText, redactUrl } from "../redact.js";
import type { Limit } from "./deadline.js";
import { timeoutSource } from "./timeouts.js";

/** An error and whether the turn's one automatic retry may be spent on it. */
export interface Failure {
  readonly error: DialectError;
  readonly retry: boolean;
}

/** The values that must not appear in any text of this turn: what authorization-like headers carry. */
export function secretsOf(wire: WireRequest): readonly string[] {
  const secrets: string[] = [];
  for (const [name, value] of Object.entries(wire.headers)) {
    if (!/authorization|key|token|cookie|secret/i.test(name)) continue;
    secrets.push(value.replace(/^\S+ /, ""), value);
  }
  return secrets;
}

/** At most `limit` characters of a body, on one line. */
export function excerpt(text: string, limit = 300): string {
  const line = text
    .slice(0, limit * 4)
    .replace(/\s+/g, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

export function httpFailure(
  classified: Classified,
  status: number,
  body: string,
  who: Pick<PreparedRequest, "provider">,
): Failure {
  const said = classified.message ?? excerpt(body);
  return {
    retry: classified.retryable,
    error: new DialectError(classified.code, {
      message: `${who.provider} answered ${status}${said === "" ? " with an empty body" : `: ${said}`}`,
      retryable: classified.retryable,
      status,
      requestId: classified.requestId,
      retryAfterMs: classified.retryAfterMs,
      hint: classified.hint,
    }),
  };
}

/** A 3xx. Following it would carry the key, or the conversation, to an address that nobody configured. */
export function redirectFailure(status: number, headers: Headers, wire: WireRequest): Failure {
  const location = headers["location"];
  let target = "no readable place";
  try {
    const { origin, pathname } = new URL(location ?? "", wire.url);
    if (location !== undefined) target = redactUrl(origin + pathname);
  } catch {
    // A location that is no URL is named as unreadable in the error.
  }
  return {
    retry: false,
    error: new DialectError("redirect_refused", {
      message: `Status ${status} points to ${target}; redirects are not followed, so that no key leaves.`,
      status,
      hint: "Set baseUrl to it, if you trust it.",
    }),
  };
}

/** A socket that failed before an answer began. */
export function socketFailure(classified: Classified, wire: WireRequest, cause: Error): Failure {
  return {
    retry: classified.retryable,
    error: new DialectError(classified.code, {
      message: classified.message ?? `The request to ${new URL(wire.url).origin} failed: ${cause.message}`,
      retryable: classified.retryable,
      hint: classified.hint,
      cause,
    }),
  };
}

const timeoutCodes = {
  connectMs: "timeout_connect",
  firstEventMs: "timeout_first_event",
  idleMs: "timeout_idle",
  answerMs: "timeout_answer",
} as const;
const timeoutTexts = {
  connectMs: "The connection was not open",
  firstEventMs: "No event arrived",
  idleMs: "No event followed the last",
  answerMs: "The answer was not complete",
} as const;

export function timeoutFailure(limit: Limit, ms: number, options: CallOptions | undefined): Failure {
  const source = timeoutSource(options?.timeouts, limit);
  return {
    // A connection that was never open has cost nothing; the other limits are long, and doubling them is the caller's choice.
    retry: limit === "connectMs",
    error: new DialectError(timeoutCodes[limit], {
      message: `${timeoutTexts[limit]} after ${ms} ms (limit timeouts.${limit}${source === undefined ? "" : `, set by ${source}`}).`,
      retryable: true,
      hint: `Raise timeouts.${limit}.`,
    }),
  };
}

export function abortFailure(reason: unknown): DialectError {
  return new DialectError("aborted", {
    message: "Aborted.",
    ...(reason === undefined ? {} : { cause: reason }),
  });
}

/** Anything thrown while a turn ran, as a `DialectError`; what a reader throws by accident is a malformed event. */
export function asError(thrown: unknown): DialectError {
  if (isDialectError(thrown)) return thrown;
  const said = thrown instanceof Error ? thrown.message : String(thrown);
  return new DialectError("malformed_event", {
    message: `It could not be read: ${excerpt(said)}`,
    cause: thrown,
  });
}

/** The error with the facts of the turn, and without its secrets: a server may repeat the key in what it answers. */
export function complete(error: DialectError, facts: Partial<ErrorFacts>, secrets: readonly string[]): DialectError {
  // Before the copy is made: a stack may hold the message that its error was made with.
  if (secrets.length > 0) error.message = redactText(error.message, secrets);
  const raw = facts.raw === undefined ? undefined : withoutSecrets(facts.raw, secrets);
  const whole = withFacts(error, { ...facts, raw });
  const { cause } = error;
  if (cause instanceof Error && secrets.some((secret) => secret.length >= 4 && cause.message.includes(secret))) {
    const clean = Object.assign(new Error(redactText(cause.message, secrets)), { name: cause.name });
    Object.defineProperty(whole, "cause", { value: clean, configurable: true, writable: true });
  }
  return whole;
}

/** The same value with the secrets replaced in every text; the value itself when it holds none. */
function withoutSecrets(raw: Json, secrets: readonly string[]): Json {
  const spelt = secrets.filter((secret) => secret.length >= 4).map((secret) => JSON.stringify(secret).slice(1, -1));
  try {
    const text = JSON.stringify(raw);
    if (!spelt.some((secret) => text.includes(secret))) return raw;
    // A key such as "null" may be more than text; then what is left is one text.
    return textAsJson(spelt.reduce((clean, secret) => clean.replaceAll(secret, "[redacted]"), text));
  } catch {
    // Nested deeper than can be written, so that it cannot be searched either.
    return null;
  }
}

/** A body as JSON, or as its text. */
export function textAsJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
