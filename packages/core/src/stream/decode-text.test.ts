import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { decodeAll, TextReader } from "./decode-text.js";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Cuts at the given places, modulo the length. */
function split(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((place, index) => bytes.subarray(place, places[index] ?? bytes.length));
}

function decode(reads: readonly Uint8Array[], Reader = TextReader): string {
  const reader = new Reader();
  return reads.map((read) => reader.decode(read)).join("") + reader.end();
}

describe("UTF-8 split anywhere (encoding.spec.whatwg.org)", () => {
  it("joins a character of four bytes that comes in four reads", () => {
    expect(decode([...bytesOf("a🦊b")].map((byte) => Uint8Array.of(byte)))).toBe("a🦊b");
  });
  it("gives U+FFFD for a character that never ends", () => {
    expect(decode([bytesOf("a🦊").subarray(0, 3)])).toBe("a\uFFFD");
  });
  it("gives U+FFFD for a cut character before ASCII in the next read", () => {
    expect(decode([Uint8Array.of(0x61, 0xe2, 0x82), bytesOf("b")])).toBe("a\uFFFDb");
  });
  it("keeps a byte order mark, at the start and inside", () => {
    expect(decode([bytesOf("\uFEFFa"), bytesOf("\uFEFFb")])).toBe("\uFEFFa\uFEFFb");
  });
  it("decodes any bytes in any split as one TextDecoder does", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ maxLength: 60 }), fc.string({ unit: "grapheme" }).map(bytesOf)),
        fc.array(fc.nat(), { maxLength: 12 }),
        (bytes, cuts) => {
          expect(decode(split(bytes, cuts))).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
        },
      ),
    );
  });
  it("takes a view into a larger buffer", () => {
    expect(decode([bytesOf("xxabcxx").subarray(2, 5)])).toBe("abc");
  });
});

describe("a whole body", () => {
  it("loses its byte order mark and joins split characters", () => {
    expect(decodeAll(split(bytesOf('\uFEFF{"a":"ä"}'), [2, 10]))).toBe('{"a":"ä"}');
  });
});

describe("without Buffer", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });
  it.each([
    ["no process", undefined],
    ["no getBuiltinModule", {}],
    [
      "a Buffer that refuses Uint8Array",
      {
        getBuiltinModule: () => ({
          Buffer: {
            prototype: {
              utf8Slice: () => {
                throw new TypeError("not a Buffer");
              },
            },
          },
        }),
      },
    ],
    [
      "a Buffer that decodes otherwise",
      { getBuiltinModule: () => ({ Buffer: { prototype: { utf8Slice: () => "" } } }) },
    ],
  ])("decodes the same: %s", async (_, process) => {
    vi.resetModules();
    vi.stubGlobal("process", process);
    const { TextReader: PlainReader } = await import("./decode-text.js");
    vi.unstubAllGlobals();
    expect(
      decode([bytesOf("ab"), bytesOf("🦊").subarray(0, 2), bytesOf("🦊").subarray(2), bytesOf("c")], PlainReader),
    ).toBe("ab🦊c");
  });
});
