import { describe, expect, it } from "vitest";
import { contentKind } from "./content-type.js";

describe("what a content type promises", () => {
  it.each([
    ["application/json", "json"],
    ["Application/JSON; charset=utf-8", "json"],
    ["application/problem+json", "json"],
    ["text/json", "json"],
    ["text/event-stream", "sse"],
    ["text/event-stream;charset=UTF-8", "sse"],
    ["text/event-stream, text/event-stream", "sse"],
    ["application/x-ndjson", "ndjson"],
    ["application/jsonl", "ndjson"],
    ["text/html; charset=utf-8", "html"],
    ["text/plain", "text"],
    ["application/octet-stream", "unstated"],
    ["", "unstated"],
    [" ", "unstated"],
    ["image/png", "other"],
    ["json", "other"],
    ["constructor", "other"],
  ])("%j is %s", (type, kind) => {
    expect(contentKind({ "content-type": type })).toBe(kind);
  });
  it("is unstated when there is none", () => {
    expect(contentKind({})).toBe("unstated");
  });
});
