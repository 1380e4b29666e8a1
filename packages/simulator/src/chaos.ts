/**
 * Faults drawn by a seed: the same seed and the same order of requests give the same faults.
 *
 * | share | fault | drawn |
 * |---|---|---|
 * | 3 | status 500, 502, 503, 529 | which |
 * | 2 | status 429 with `retry-after: 0` | - |
 * | 1 | HTML page with 200 | - |
 * | 1 | JSON error with 200 | - |
 * | 2 | reset before the headers | - |
 * | 1 | reset after the headers | - |
 * | 2 | reset after N bytes | 1 to 400 |
 * | 2 | EOF after N bytes | 0 to 400, clean or abrupt |
 * | 2 | EOF after N events | 0 to 6, clean or abrupt |
 * | 1 | stall after N events | 0 to 6 |
 * | 2 | drip | 1 to 16 bytes |
 * | 2 | split | 1 to 64 bytes |
 * | 1 | 3 keep-alives | every 1 ms, after 0 to 6 events |
 * | 1 | late headers | 1 to 20 ms |
 * | 1 | wrong content type | text/html, application/json, application/octet-stream |
 *
 * A seed with `stall` needs a client whose timers are on.
 */
import type { Fault } from "./fault.js";
import { createRandom, type Random } from "./random.js";

type Draw = (random: Random) => Fault;

const how = (random: Random): "clean" | "abrupt" => random.pick(["clean", "abrupt"]);

const table: readonly (readonly [share: number, draw: Draw])[] = [
  [
    3,
    (random) => ({ kind: "status", status: random.pick([500, 502, 503, 529]), body: { error: { message: "chaos" } } }),
  ],
  [2, () => ({ kind: "status", status: 429, body: { error: { message: "chaos" } }, headers: { "retry-after": "0" } })],
  [1, () => ({ kind: "html" })],
  [1, () => ({ kind: "json-error" })],
  [2, () => ({ kind: "reset", at: "before-headers" })],
  [1, () => ({ kind: "reset", at: "after-headers" })],
  [2, (random) => ({ kind: "reset", at: { bytes: random.between(1, 400) } })],
  [2, (random) => ({ kind: "eof", after: { bytes: random.between(0, 400) }, how: how(random) })],
  [2, (random) => ({ kind: "eof", after: { events: random.between(0, 6) }, how: how(random) })],
  [1, (random) => ({ kind: "stall", after: { events: random.between(0, 6) } })],
  [2, (random) => ({ kind: "drip", bytes: random.between(1, 16) })],
  [2, (random) => ({ kind: "split", at: random.between(1, 64) })],
  [1, (random) => ({ kind: "keep-alive", everyMs: 1, times: 3, after: { events: random.between(0, 6) } })],
  [1, (random) => ({ kind: "late-headers", ms: random.between(1, 20) })],
  [
    1,
    (random) => ({
      kind: "content-type",
      value: random.pick(["text/html", "application/json", "application/octet-stream"]),
    }),
  ],
];
const shares = table.reduce((sum, [share]) => sum + share, 0);

export interface ChaosOptions {
  /** Share of requests that get a fault, 0 to 1. @defaultValue 0.3 */
  readonly rate?: number;
  /** Only these kinds; a draw of another kind is drawn again. */
  readonly kinds?: readonly Fault["kind"][];
}

/** Answers the fault of the next request, if it gets one. */
export function createChaos(seed: number, options: ChaosOptions = {}): () => Fault | undefined {
  const random = createRandom(seed);
  const rate = options.rate ?? 0.3;
  const { kinds } = options;
  if (kinds !== undefined && !table.some(([, draw]) => kinds.includes(draw(createRandom(0)).kind))) {
    throw new RangeError(`Chaos draws none of these kinds: ${kinds.join(", ")}.`);
  }
  return () => {
    if (random.fraction() >= rate) return undefined;
    for (;;) {
      const fault = drawOne(random);
      if (kinds === undefined || kinds.includes(fault.kind)) return fault;
    }
  };
}

function drawOne(random: Random): Fault {
  let ticket = random.between(1, shares);
  for (const [share, draw] of table) {
    ticket -= share;
    if (ticket <= 0) return draw(random);
  }
  throw new Error("The shares of the table do not add up.");
}
