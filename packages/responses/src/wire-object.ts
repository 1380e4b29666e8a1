import { DialectError, type Json } from "@dialect/core";

/** A JSON object off the wire. */
export type WireObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that says something; an empty one does not. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The objects of a list; `null` and a missing list hold none. */
export function objectsOf(value: Json | undefined): readonly WireObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A field that the turn depends on has a type that cannot be read; reading on would lose content. */
export function malformed(path: string, value: unknown, wanted: string): DialectError {
  const kind =
    value === null
      ? "null"
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object"
          ? "an object"
          : `a ${typeof value}`;
  return new DialectError("malformed_event", { message: `${path} is ${kind} instead of ${wanted}.` });
}

/** What a reader of this format cannot do without is not there. */
export function missingField(event: string, field: string): DialectError {
  return new DialectError("response_event_missing_field", {
    message: `${event} has no ${field}.`,
    hint: "The server may not implement the Responses API; use the Chat Completions route.",
  });
}
