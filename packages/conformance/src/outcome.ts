import { type ChatEvent, type ChatResult, type ChatStream, type DialectError, isDialectError } from "@dialect/core";
import { must, show } from "./must.js";

/** Everything that a consumer of one turn saw. */
export interface Outcome {
  /** Empty for `generate`. */
  readonly events: readonly ChatEvent[];
  readonly result?: ChatResult<unknown>;
  readonly error?: unknown;
}

/** Reads a stream to its end, then asks for the result: both must tell of the same end. */
export async function consume(stream: ChatStream<unknown>): Promise<Outcome> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
  } catch (error) {
    const later = await outcomeOf(stream.result());
    must(
      later.error === error,
      `The iterator threw ${show(error)}, but result() gave ${show(later.error ?? later.result)}.`,
    );
    return { events, error };
  }
  return { events, result: await stream.result() };
}

export async function outcomeOf(promise: Promise<ChatResult<unknown>>): Promise<Outcome> {
  return promise.then(
    (result) => ({ events: [], result }),
    (error: unknown) => ({ events: [], error }),
  );
}

/** The error of a turn that must have failed, by one of these codes; any code when none is named. */
export function failed(outcome: Outcome, ...codes: readonly string[]): DialectError {
  must(
    outcome.result === undefined,
    `Expected an error${codes.length === 0 ? "" : ` (${codes.join(" or ")})`}, got a result: ${show(outcome.result?.message)}, finish ${show(outcome.result?.finish)}.`,
  );
  const { error } = outcome;
  must(isDialectError(error), `Expected a DialectError, got ${show(error)}.`);
  must(
    codes.length === 0 || codes.includes(error.code),
    `Expected ${codes.join(" or ")}, got ${error.code}: ${error.message}`,
  );
  must(!outcome.events.some((event) => event.type === "finish"), `A finish event came before the error ${error.code}.`);
  return error;
}

export function succeeded(outcome: Outcome): ChatResult<unknown> {
  const { error, result } = outcome;
  must(
    result !== undefined,
    `Expected a result, got ${isDialectError(error) ? `${error.code}: ${error.message}` : show(error)}`,
  );
  return result;
}
