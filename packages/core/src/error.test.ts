import { describe, expect, it } from "vitest";
import { DialectError, isDialectError, withFacts } from "./error.js";

describe("DialectError", () => {
  it("is known by its brand, so that two installed copies of core accept each other's errors", () => {
    const foreign = Object.assign(new Error("x"), { code: "aborted", [Symbol.for("dialect.error")]: true });
    expect(isDialectError(foreign)).toBe(true);
    expect(foreign instanceof DialectError).toBe(true);
    for (const other of [new Error("x"), Object.assign(new Error("x"), { code: "aborted" }), null, "x", undefined]) {
      expect(isDialectError(other)).toBe(false);
    }
  });

  it("removes secrets from message and hint", () => {
    const error = new DialectError("authentication_failed", {
      message:
        "Bearer abc.def-123 was refused; key sk-proj-abcdefgh12345678; https://user:pass@host/v1?api_key=hidden&x=1",
      hint: "try Authorization: Basic dXNlcjpwYXNz",
    });
    const said = `${error.message} ${error.hint} ${error.stack} ${JSON.stringify(error)}`;
    for (const secret of ["abc.def-123", "abcdefgh12345678", "user:pass", "hidden", "dXNlcjpwYXNz"])
      expect(said).not.toContain(secret);
    expect(error.message).toContain("x=1");
  });

  it("defaults: not retryable, phase request, no attempts; absent facts are absent", () => {
    const error = new DialectError("unknown_model", { message: "m" });
    expect(error).toMatchObject({ name: "DialectError", retryable: false, phase: "request", attempts: 0 });
    expect("status" in error).toBe(false);
  });

  it("withFacts adds what is missing and keeps what is there", () => {
    const cause = new Error("socket");
    const error = withFacts(new DialectError("overloaded", { message: "m", status: 503, retryable: true, cause }), {
      status: 500,
      provider: "acme",
      phase: "headers",
      attempts: 2,
    });
    expect(error).toMatchObject({
      code: "overloaded",
      status: 503,
      provider: "acme",
      phase: "headers",
      attempts: 2,
      retryable: true,
      cause,
    });
  });
});
