import type { RateLimit, RateLimits } from "../contract/result.js";
import type { Headers } from "../contract/wire.js";

/** The header names of one limit, in lower case. */
export interface RateLimitNames {
  readonly limit?: string;
  readonly remaining?: string;
  readonly reset?: string;
}

/**
 * Reads the rate limits under the provider's own header names. What the server does not send, or not readably, is
 * absent; `raw` holds every header that was looked at and found. Resets are seconds, durations like `6m0s` and `120ms`,
 * or a time like `2026-11-20T12:00:00Z`.
 */
export function rateLimits(
  headers: Headers,
  names: { readonly requests?: RateLimitNames; readonly tokens?: RateLimitNames },
  now: number = Date.now(),
): RateLimits {
  const raw: Record<string, string> = {};
  const requests = names.requests === undefined ? undefined : read(headers, names.requests, now, raw);
  const tokens = names.tokens === undefined ? undefined : read(headers, names.tokens, now, raw);
  if (Object.keys(raw).length === 0) return {};
  return { ...(requests === undefined ? {} : { requests }), ...(tokens === undefined ? {} : { tokens }), raw };
}

function read(
  headers: Headers,
  names: RateLimitNames,
  now: number,
  raw: Record<string, string>,
): RateLimit | undefined {
  const find = (name: string | undefined): string | undefined => {
    const value = name === undefined ? undefined : headers[name];
    if (name !== undefined && value !== undefined) raw[name] = value;
    return value;
  };
  const limit = count(find(names.limit));
  const remaining = count(find(names.remaining));
  const resetMs = duration(find(names.reset), now);
  if (limit === undefined && remaining === undefined && resetMs === undefined) return undefined;
  return {
    ...(limit === undefined ? {} : { limit }),
    ...(remaining === undefined ? {} : { remaining }),
    ...(resetMs === undefined ? {} : { resetMs }),
  };
}

function count(value: string | undefined): number | undefined {
  return value !== undefined && /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
}

const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };

function duration(value: string | undefined, now: number): number | undefined {
  const text = value?.trim();
  if (text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1_000);
  if (/^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/.test(text)) {
    let sum = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g))
      sum += Number(amount) * (unitMs[unit as string] as number);
    return Math.round(sum);
  }
  if (!/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
