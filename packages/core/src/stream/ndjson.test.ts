import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNdjsonDecoder } from "./ndjson.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function decode(reads: readonly (string | Uint8Array)[], maxBufferBytes?: number): string[] {
  const lines: string[] = [];
  const decoder = createNdjsonDecoder({
    line: (text) => lines.push(text),
    ...(maxBufferBytes === undefined ? {} : { maxBufferBytes }),
  });
  for (const read of reads) decoder.push(typeof read === "string" ? bytesOf(read) : read);
  decoder.end();
  return lines;
}

describe("newline-delimited JSON (github.com/ndjson/ndjson-spec)", () => {
  it("ends lines at LF and CRLF, and skips blank ones", () => {
    expect(decode(['{"a":1}\r\n\n\r\n \t\n{"b":2}\n'])).toEqual(['{"a":1}', '{"b":2}']);
  });
  it("delivers the last line without a line end", () => {
    expect(decode(['{"a":1}\n{"b":', "2}"])).toEqual(['{"a":1}', '{"b":2}']);
  });
  it("drops a byte order mark at the start only", () => {
    expect(decode(["\uFEFF1\n\uFEFF2\n"])).toEqual(["1", "\uFEFF2"]);
  });
  it("takes a character that is split between reads", () => {
    expect(decode([...bytesOf('"🦊"\n')].map((byte) => Uint8Array.of(byte)))).toEqual(['"🦊"']);
  });
  it("any split of the same bytes gives the same lines", () => {
    const token = fc.constantFrom('{"a":1}', "\n", "\r\n", "\r", "\uFEFF", "ä", "🦊", " ", "{");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(token, { maxLength: 40 }).map((tokens) => bytesOf(tokens.join(""))),
          fc.uint8Array({ maxLength: 80 }),
        ),
        fc.array(fc.nat(), { maxLength: 20 }),
        (bytes, cuts) => {
          const places = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b);
          const reads = [0, ...places].map((place, index) => bytes.subarray(place, places[index] ?? bytes.length));
          expect(decode(reads)).toEqual(decode([bytes]));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe("bounds", () => {
  const refusal = { code: "malformed_event", message: expect.stringContaining("the limit is 16 (maxBufferBytes)") };
  it.each([
    ["in one read", [`${"x".repeat(20)}\n`]],
    ["in many reads, before the line ends", ["xxxxxxxx", "xxxxxxxx", "x"]],
  ])("refuses a line that is longer than the limit: %s", (_, reads) => {
    expect(() => decode(reads, 16)).toThrow(expect.objectContaining(refusal));
  });
  it("takes any number of lines below the limit", () => {
    expect(decode(["xxxxxxxxxxxxxxxx\n".repeat(100)], 16)).toHaveLength(100);
  });
});
