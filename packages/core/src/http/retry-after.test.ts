import { describe, expect, it } from "vitest";
import { retryAfterMs } from "./retry-after.js";

const now = Date.UTC(2026, 10, 20, 12, 0, 0);

describe("Retry-After (rfc-editor.org/rfc/rfc9110#field.retry-after)", () => {
  it.each([
    [{ "retry-after": "120" }, 120_000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": " 1.5 " }, 1_500],
    [{ "retry-after": "Fri, 20 Nov 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Fri, 20 Nov 2026 11:00:00 GMT" }, 0],
    [{ "retry-after-ms": "250" }, 250],
    [{ "retry-after-ms": "250.5", "retry-after": "9" }, 251],
    [{ "retry-after-ms": "soon", "retry-after": "9" }, 9_000],
  ])("%o is %i ms", (headers, expected) => {
    expect(retryAfterMs(headers, now)).toBe(expected);
  });
  it.each([
    {},
    { "retry-after": "" },
    { "retry-after": "soon" },
    { "retry-after": "-5" },
    { "retry-after": "1e3" },
    { "retry-after": "2026-11-20" },
    { "retry-after": "NaN" },
  ])("%o says nothing", (headers) => {
    expect(retryAfterMs(headers, now)).toBeUndefined();
  });
  it("compares a date with the clock", () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    expect(retryAfterMs({ "retry-after": inAnHour })).toBeGreaterThan(3_000_000);
  });
});
