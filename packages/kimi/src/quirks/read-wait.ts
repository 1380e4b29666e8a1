/**
 * How long to wait after a 429 stands in `retry-after`, in `x-retry-after` and in the sentence ("please try again after
 * 1 seconds"), not always in all three.
 *
 * @see https://github.com/akz142857/Halro/blob/main/docs/verification/provider-real-matrix.md (read 2026-11-20; headers)
 * @see https://github.com/MoonshotAI/Kimi-K2/issues/34 (read 2026-11-20; the sentence)
 */
import { type Headers, retryAfterMs } from "@dialect/core/provider";

/** In milliseconds; `undefined` when nothing says it. */
export function readWait(headers: Headers, message: string): number | undefined {
  const own = headers["x-retry-after"];
  const said = retryAfterMs(headers) ?? (own === undefined ? undefined : retryAfterMs({ "retry-after": own }));
  if (said !== undefined) return said;
  const seconds = /try again after (\d+(?:\.\d+)?) seconds?/i.exec(message)?.[1];
  return seconds === undefined ? undefined : Math.round(Number(seconds) * 1_000);
}
