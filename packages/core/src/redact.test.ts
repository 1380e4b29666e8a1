import { describe, expect, it } from "vitest";
import { redactHeaders, redactText } from "./redact.js";

describe("redaction", () => {
  it("keeps header values only where none can be secret, of an authorization its scheme", () => {
    expect(
      redactHeaders({
        "Content-Type": "application/json",
        Authorization: "Bearer canary",
        "api-key": "canary",
        "X-Custom": "canary",
        cookie: "a=canary",
        "User-Agent": "x/1",
      }),
    ).toEqual({
      "content-type": "application/json",
      authorization: "Bearer [redacted]",
      "api-key": "[redacted]",
      "x-custom": "[redacted]",
      cookie: "[redacted]",
      "user-agent": "x/1",
    });
  });

  it("removes given secrets, and leaves text without secrets as it is", () => {
    expect(redactText("the key canary-1 was sent", ["canary-1"])).toBe("the key [redacted] was sent");
    const plain = "Model gpt-x takes 3 tools at /v1/chat; see https://host.example/docs?page=2#a";
    expect(redactText(plain)).toBe(plain);
  });

  it("a secret of under four characters is left, or every text would be holes", () => {
    expect(redactText("a k in a cake", ["k"])).toBe("a k in a cake");
  });
});
