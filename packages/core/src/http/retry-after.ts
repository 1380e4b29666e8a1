import type { Headers } from "../contract/wire.js";

/**
 * How long the server asks to wait, in milliseconds: `retry-after-ms`, else `Retry-After` as seconds or as a date.
 * Undefined when it does not say, or says nothing readable; a date that has passed is 0.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(headers: Headers, now: number = Date.now()): number | undefined {
  const fine = number(headers["retry-after-ms"]);
  if (fine !== undefined) return Math.round(fine);
  const value = headers["retry-after"];
  const seconds = number(value);
  if (seconds !== undefined) return Math.round(seconds * 1_000);
  // Date.parse also takes years, "-5" and the like; each HTTP date names its month.
  const date = value === undefined || !/[a-z]{3}/i.test(value) ? Number.NaN : Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function number(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(value) ? Number(value) : undefined;
}
