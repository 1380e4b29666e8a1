import { isDialectError } from "@dialect/core";
import { colours, type Io } from "./io.js";

/** Prints any error as the user should read it: code, message, what to do. Gives the exit code. */
export function printFailure(io: Io, thrown: unknown, json: boolean): number {
  const facts = isDialectError(thrown)
    ? {
        code: thrown.code,
        message: thrown.message,
        hint: thrown.hint,
        provider: thrown.provider,
        route: thrown.route,
        model: thrown.model,
        status: thrown.status,
        requestId: thrown.requestId,
        retryable: thrown.retryable,
        phase: thrown.phase,
        attempts: thrown.attempts,
      }
    : {
        code: "internal",
        message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
        hint: undefined,
      };
  if (json) {
    io.stdout.write(`${JSON.stringify({ type: "error", error: facts })}\n`);
    return 1;
  }
  const paint = colours(io, io.stderr);
  io.stderr.write(`${paint.red(paint.bold(facts.code))}: ${facts.message}\n`);
  if (facts.code === "missing_api_key")
    io.stderr.write(`${paint.cyan("→")} Here: --api-key-env <name>, or --no-key.\n`);
  if (facts.hint !== undefined) io.stderr.write(`${paint.cyan("→")} ${facts.hint}\n`);
  return 1;
}
