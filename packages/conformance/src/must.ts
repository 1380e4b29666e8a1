import { inspect, isDeepStrictEqual } from "node:util";

/** A law that does not hold. The text says what was seen. */
export function must(holds: boolean, seen: string): asserts holds {
  if (!holds) throw new Error(seen);
}

/** Deep equality; the message shows both sides. */
export function mustEqual(actual: unknown, expected: unknown, what: string): void {
  must(isDeepStrictEqual(plain(actual), plain(expected)), `${what}: expected ${show(expected)}, got ${show(actual)}.`);
}

export function show(value: unknown, limit = 600): string {
  const text =
    value instanceof Error
      ? `${value.name}${"code" in value ? ` ${String(value.code)}` : ""}: ${value.message}`
      : inspect(value, { depth: 8, breakLength: Infinity, maxStringLength: 200 });
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}

/** Without members that are `undefined`: absent and `undefined` are one thing on the wire. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)]));
}
