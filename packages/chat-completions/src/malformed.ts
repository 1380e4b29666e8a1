import { DialectError } from "@dialect/core";

/** The JSON kind of a value, for messages. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** A field that the turn depends on has a type that cannot be read; reading on would lose content. */
export function malformed(path: string, value: unknown, wanted: string): DialectError {
  return new DialectError("malformed_event", { message: `${path} is ${kindOf(value)} instead of ${wanted}.` });
}
