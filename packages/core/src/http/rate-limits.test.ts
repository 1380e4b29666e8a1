import { describe, expect, it } from "vitest";
import { rateLimits } from "./rate-limits.js";

const names = {
  requests: { limit: "x-limit-requests", remaining: "x-remaining-requests", reset: "x-reset-requests" },
  tokens: { limit: "x-limit-tokens", remaining: "x-remaining-tokens", reset: "x-reset-tokens" },
};

describe("rate limits under the provider's header names", () => {
  it("are read into numbers, with the headers as they came", () => {
    const headers = {
      "x-limit-requests": "500",
      "x-remaining-requests": "499",
      "x-reset-requests": "120ms",
      "x-limit-tokens": "30000",
      "x-remaining-tokens": "0",
      "x-reset-tokens": "6m0s",
      "x-other": "1",
    };
    const { "x-other": _, ...looked } = headers;
    expect(rateLimits(headers, names)).toEqual({
      requests: { limit: 500, remaining: 499, resetMs: 120 },
      tokens: { limit: 30_000, remaining: 0, resetMs: 360_000 },
      raw: looked,
    });
  });
  it.each([
    ["1s", 1_000],
    ["1.5s", 1_500],
    ["17ms", 17],
    ["1m30s", 90_000],
    ["1h0m2s", 3_602_000],
    ["1d2h", 93_600_000],
    ["2m59.56s", 179_560],
    ["60", 60_000],
    ["0.25", 250],
    ["2026-11-20T12:00:30Z", 30_000],
    ["2026-11-20T11:00:00Z", 0],
  ])("a reset of %s is %i ms", (reset, expected) => {
    expect(rateLimits({ "x-reset-tokens": reset }, names, Date.UTC(2026, 10, 20, 12)).tokens).toEqual({
      resetMs: expected,
    });
  });
  it.each(["", "soon", "1x", "-1", "6m0s later", "2026-99-99T00:00:00Z", "2026-11-20"])(
    "a reset of %j is absent, and kept in raw",
    (reset) => {
      expect(rateLimits({ "x-reset-tokens": reset }, names)).toEqual({ raw: { "x-reset-tokens": reset } });
    },
  );
  it.each(["unlimited", "-1", "1.5", ""])("a count of %j is absent, and kept in raw", (limit) => {
    expect(rateLimits({ "x-limit-tokens": limit }, names)).toEqual({ raw: { "x-limit-tokens": limit } });
  });
  it("are empty where the server sends none", () => {
    expect(rateLimits({ "content-type": "application/json" }, names)).toEqual({});
  });
  it("need no name that a provider does not have", () => {
    expect(rateLimits({ "x-left": "3", "x-limit-tokens": "1" }, { requests: { remaining: "x-left" } })).toEqual({
      requests: { remaining: 3 },
      raw: { "x-left": "3" },
    });
  });
});
