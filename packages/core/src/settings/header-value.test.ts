import { describe, expect, it } from "vitest";
import { checkHeaders, checkHeaderValue, mergeHeaders } from "./header-value.js";

const refused = (text: string) =>
  expect.objectContaining({ code: "invalid_setting", message: expect.stringContaining(text) as string });

describe("header values are visible ASCII (RFC 9110, section 5.5)", () => {
  it.each(["x", "acme-js/1.2 (linux; x64)", "", "a\tb"])("takes %j", (value) => {
    expect(checkHeaderValue("user-agent", value, "the variable ACME_USER_AGENT")).toBe(value);
  });
  it.each([
    ["a\r\nx-evil: 1", "a line break at position 1"],
    ["naïve", "a character outside ASCII at position 2"],
    [" x", "white space at position 0"],
    ["x\u0000", "a control character at position 1"],
  ])("refuses %j and names the variable: %s", (value, text) => {
    expect(() => checkHeaderValue("user-agent", value, "the variable ACME_USER_AGENT")).toThrow(refused(text));
    expect(() => checkHeaderValue("user-agent", value, "the variable ACME_USER_AGENT")).toThrow(
      "the variable ACME_USER_AGENT",
    );
  });
  it("does not show the value", () => {
    expect(() => checkHeaderValue("x-key", "cänary", "settings")).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("nary") as string }),
    );
  });
});

describe("headers of callers", () => {
  it("come out in lower case", () => {
    expect(checkHeaders({ "X-Title": "My app" }, "settings")).toEqual({ "x-title": "My app" });
    expect(checkHeaders(undefined, "settings")).toEqual({});
  });
  it.each([
    [{ "x y": "1" }],
    [{ "": "1" }],
    [{ "x:": "1" }],
    [{ Host: "evil" }],
    [{ "Content-Length": "1" }],
    [{ a: 1 }],
    [{ a: undefined }],
    [{ A: "1", a: "2" }],
    [new Map([["a", "b"]])],
    [5],
  ])("refuses %j", (headers) => {
    expect(() => checkHeaders(headers, "settings", "acme")).toThrow(
      expect.objectContaining({ code: "invalid_setting", provider: "acme" }),
    );
  });
  it("of the call win over the settings'", () => {
    expect(
      mergeHeaders(
        { "Content-Type": "application/json" },
        { settings: { "x-a": "1", "x-b": "1" }, call: { "X-A": "2" } },
        "acme",
      ),
    ).toEqual({
      "content-type": "application/json",
      "x-a": "2",
      "x-b": "1",
    });
  });
  it("cannot replace a computed one", () => {
    expect(() =>
      mergeHeaders({ authorization: "Bearer k" }, { call: { Authorization: "Bearer other" } }, "acme"),
    ).toThrow(refused("computed by the provider"));
    expect(() => mergeHeaders({ "user-agent": "a/1" }, { settings: { "User-Agent": "b/1" } }, "acme")).toThrow(
      refused("user-agent"),
    );
  });
});
