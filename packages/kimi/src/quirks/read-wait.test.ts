import { describe, expect, it } from "vitest";
import { readWait } from "./read-wait.js";

const sentence = "Your account org-1<ak-1> request reached organization max RPM: 3, please try again after 2 seconds";

describe("quirk: the wait is in a header or in the sentence (Kimi-K2 issue 34, read 2026-11-20)", () => {
  it("retry-after, then x-retry-after, then the sentence", () => {
    expect(readWait({ "retry-after": "1", "x-retry-after": "5" }, sentence)).toBe(1_000);
    expect(readWait({ "x-retry-after": "5" }, sentence)).toBe(5_000);
    expect(readWait({}, sentence)).toBe(2_000);
    expect(readWait({}, "please try again after 1 second")).toBe(1_000);
  });

  it("nothing is made up where nothing says it", () => {
    expect(readWait({}, "The engine is currently overloaded, please try again later")).toBeUndefined();
    expect(readWait({ "x-retry-after": "soon" }, "try again after a while")).toBeUndefined();
  });
});
