import { DialectError } from "../error.js";

/** Builds the refusals of one history: the place is always in the text. */
export interface FaultAt {
  (place: string, what: string, hint?: string, code?: "invalid_history" | "media_type_unknown"): DialectError;
}

/** `messages[3]` or `messages[3].content[1]`. */
export function placeOf(message: number, part?: number): string {
  return `messages[${message}]${part === undefined ? "" : `.content[${part}]`}`;
}

export function faultsOf(provider: string | undefined): FaultAt {
  return (place, what, hint, code = "invalid_history") =>
    new DialectError(code, { message: `${place} ${what}.`, provider, hint });
}

export type Unchecked = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Unchecked {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A wrong value as a word or a short text. */
export function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : String(value);
}
