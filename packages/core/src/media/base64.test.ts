import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64 } from "./base64.js";

describe("base64 is read strictly (RFC 4648, section 4)", () => {
  it("gives the bytes back, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeBase64(Buffer.from(bytes).toString("base64"))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ["data:image/png;base64,AAAA", "data:"],
    ["AAA", "multiple of 4"],
    ["AA=A", "position 2"],
    ["A===", "position 1"],
    ["====", "position 0"],
    ["AA\nA", "position 2"],
    ["AA A", "position 2"],
    ["AA-_", "position 2"],
    ["AAA\u00e9", "position 3"],
    ["AA\u0000A", "position 2"],
  ])("refuses %j: %s", (text, why) => {
    const result = decodeBase64(text);
    expect(typeof result).toBe("string");
    expect(result).toContain(why);
  });
});
