import { describe, expect, it } from "vitest";
import { samples } from "../../test/sample-files.js";
import { fileExtension, mediaTypeOfName, plainType, sniffMediaType } from "./sniff.js";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("media types by their first bytes (mimesniff.spec.whatwg.org)", () => {
  it.each(Object.entries(samples))("%s", (type, bytes) => expect(sniffMediaType(bytes)).toBe(type));

  it.each<[string, Uint8Array, string | undefined]>([
    ["GIF87a", text("GIF87a"), "image/gif"],
    ["mp3 with an ID3 tag", text("ID3\u0003\u0000"), "audio/mpeg"],
    ["text that begins with ID3", text("ID3 tags are old"), "text/plain"],
    ["a PDF after a binary preamble", Uint8Array.of(0, 1, 2, ...text("%PDF-1.4")), "application/pdf"],
    ["UTF-8 text", text("héllo wörld ✓"), "text/plain"],
    ["text cut inside a character at 4 KB", text("x".repeat(4095) + "é and more"), "text/plain"],
    ["text that ends inside a character", text("é").subarray(0, 1), undefined],
    ["UTF-16 with a byte-order mark", Uint8Array.of(0xff, 0xfe, 0x41, 0), undefined],
    ["a PNG with line ends changed by FTP", Uint8Array.of(0x89, ...text("PNG\n\x1a\n")), undefined],
    ["another RIFF form", text("RIFF\u0004\u0000\u0000\u0000AVI "), undefined],
    ["zeros", new Uint8Array(20), undefined],
    ["nothing", new Uint8Array(), undefined],
  ])("%s: %s", (_name, bytes, type) => expect(sniffMediaType(bytes)).toBe(type));
});

describe("names of types", () => {
  it("have one extension", () => {
    expect(fileExtension("application/pdf")).toBe(".pdf");
    expect(fileExtension("IMAGE/JPG; q=1")).toBe(".jpg");
    expect(fileExtension("application/x-unheard-of")).toBeUndefined();
  });
  it("are found by extension", () => {
    expect(["a.PDF", "b.jpeg", "c.tar.csv", "noextension", "d.xyz"].map(mediaTypeOfName)).toEqual([
      "application/pdf",
      "image/jpeg",
      "text/csv",
      undefined,
      undefined,
    ]);
  });
  it("have one spelling", () =>
    expect(["audio/x-wav", "image/jpg;x=1", "Text/Plain"].map(plainType)).toEqual([
      "audio/wav",
      "image/jpeg",
      "text/plain",
    ]));
});
