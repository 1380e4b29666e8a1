/**
 * One answer, played without sockets, and everything that must hold of it whatever the bytes are.
 */
import { type ChatModel, type ChatRequest, errorCodes, isDialectError, type Signal } from "@dialect/core";
import type { Transport } from "@dialect/core/provider";
import { checkEvents } from "../check-events.js";
import { checkResult } from "../check-result.js";
import { memoryTransport, type MemoryAnswer } from "../memory-transport.js";
import { show } from "../must.js";
import { consume, outcomeOf } from "../outcome.js";

export interface Played {
  readonly answer: MemoryAnswer;
  readonly request: ChatRequest;
  readonly mode: "stream" | "generate";
}

export interface Judgement {
  /** `finish: stop` or the code of the error. */
  readonly outcome: string;
  /** What did not hold; empty when all did. */
  readonly breaches: readonly string[];
  /** Whether the connection is still open: allowed for a while when the server falls silent without closing. */
  lingers(): boolean;
}

/** Makes the model on a transport that is given. A provider that keeps state between requests must make it anew. */
export type ModelOn = (transport: Transport) => ChatModel;

/** Exactly one terminal outcome, by a known name, in the grammar, and nothing left behind. */
export async function judge(modelOn: ModelOn, { answer, request, mode }: Played): Promise<Judgement> {
  const transport = memoryTransport(() => answer);
  const signal = countingSignal();
  const model = modelOn(transport);
  // Answers that end in silence are ended by a timer; the others never see one.
  const timeouts = answer.end === "silence" ? { firstEventMs: 4, idleMs: 4, answerMs: 4 } : {};
  const options = { retry: false, signal, timeouts } as const;
  const breaches: string[] = [];
  let outcome = "none";
  try {
    const seen =
      mode === "stream"
        ? await consume(model.stream(request, options))
        : await outcomeOf(model.generate(request, options));
    const { result, error, events } = seen;
    if (mode === "stream") breaches.push(...checkEvents(events, result === undefined ? "throw" : "finish"));
    if (result !== undefined) {
      outcome = `finish: ${result.finish.reason}`;
      breaches.push(...checkResult(result, events));
    } else if (isDialectError(error)) {
      outcome = error.code;
      if (!(errorCodes as readonly string[]).includes(error.code))
        breaches.push(`The code ${error.code} is not in the list.`);
      if (error.attempts !== 1) breaches.push(`The error counts ${error.attempts} requests.`);
    } else {
      breaches.push(`Thrown was ${show(error)}.`);
    }
  } catch (cause) {
    breaches.push(cause instanceof Error ? cause.message : String(cause));
  }
  // The outcome may be there before the last bytes are.
  await new Promise((resolve) => setImmediate(resolve));
  const mayLinger = answer.end === "silence";
  if (transport.requests.length !== 1) breaches.push(`${transport.requests.length} requests were made.`);
  if (transport.open() !== 0 && !mayLinger) breaches.push("The connection was left open.");
  if (signal.listeners() !== 0) breaches.push(`${signal.listeners()} listeners were left on the signal.`);
  return { outcome, breaches, lingers: () => transport.open() !== 0 };
}

function countingSignal(): Signal & { listeners(): number } {
  let count = 0;
  return {
    aborted: false,
    addEventListener: () => void (count += 1),
    removeEventListener: () => void (count -= 1),
    listeners: () => count,
  };
}
