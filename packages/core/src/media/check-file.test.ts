import { describe, expect, it } from "vitest";
import { base64Of, samples, type SampleType } from "../../test/sample-files.js";
import type { FilePart } from "../contract/message.js";
import { checkBytes, checkFile } from "./check-file.js";

const part = (mediaType: string | undefined, bytes: Uint8Array, name?: string): FilePart =>
  ({
    type: "file",
    mediaType,
    source: { base64: base64Of(bytes) },
    ...(name === undefined ? {} : { name }),
  }) as FilePart;
const refused = (code: string, text: string) =>
  expect.objectContaining({ code, message: expect.stringContaining(text) as string });
const junk = Uint8Array.of(0, 1, 2, 3, 4, 5);

describe("a file is what it says (requirements S0.20, S2.3)", () => {
  it.each(Object.keys(samples) as SampleType[])("%s as itself", (type) => {
    const file = part(type, samples[type]);
    expect(checkFile(file)).toBe(file);
    expect(checkFile(file)).toBe(file);
  });

  it.each<[string, SampleType]>([
    ["image/jpg", "image/jpeg"],
    ["audio/mp3", "audio/mpeg"],
    ["audio/x-wav", "audio/wav"],
    ["IMAGE/PNG", "image/png"],
    ["text/csv", "text/plain"],
    ["application/json", "text/plain"],
    ["image/svg+xml", "text/plain"],
    ["text/plain; charset=utf-8", "text/plain"],
  ])("declared %s, found %s: agrees, and the declared word stays", (declared, type) => {
    expect(checkFile(part(declared, samples[type])).mediaType).toBe(declared);
  });

  it.each<[string, SampleType]>([
    ["image/png", "image/jpeg"],
    ["application/pdf", "text/plain"],
    ["text/plain", "application/pdf"],
    ["video/mp4", "image/png"],
    ["audio/wav", "audio/mpeg"],
    ["image/*", "application/pdf"],
  ])("declared %s, found %s: unsupported_content", (declared, type) => {
    expect(() => checkFile(part(declared, samples[type], "f.bin"))).toThrow(
      refused("unsupported_content", `"f.bin" is declared as ${declared}, but its bytes are ${type}`),
    );
  });

  it("a type that shows itself but does not", () => {
    expect(() => checkFile(part("image/png", junk))).toThrow(refused("unsupported_content", "its bytes are not that"));
  });

  it("a type that no bytes show is taken at its word", () => {
    expect(checkFile(part("video/mp4", junk)).mediaType).toBe("video/mp4");
    expect(checkFile(part("audio/mpeg", junk)).mediaType).toBe("audio/mpeg");
  });

  it.each([undefined, "", "application/octet-stream", "*/*"])(
    "declared %s: the bytes tell, or media_type_unknown",
    (declared) => {
      expect(checkFile(part(declared, samples["application/pdf"])).mediaType).toBe("application/pdf");
      expect(() => checkFile(part(declared, junk))).toThrow(refused("media_type_unknown", "neither given nor visible"));
    },
  );

  it("a range is narrowed to what the bytes show", () => {
    expect(checkFile(part("image/*", samples["image/png"])).mediaType).toBe("image/png");
    expect(() => checkFile(part("image/*", junk))).toThrow(refused("media_type_unknown", "neither"));
  });

  it("a URL and a file id need their type", () => {
    const url = { type: "file", mediaType: "image/*", source: { url: "https://x.example/a" } } as const;
    expect(checkFile(url)).toBe(url);
    expect(() => checkFile({ ...url, mediaType: "" })).toThrow(refused("media_type_unknown", "neither"));
    expect(() =>
      checkFile({ ...url, mediaType: "application/octet-stream", source: { provider: "acme", fileId: "f1" } }),
    ).toThrow(refused("media_type_unknown", "neither"));
  });

  it("cut, empty and broken data is unsupported_content", () => {
    expect(() => checkFile(part("image/png", samples["image/png"].subarray(0, 30)))).toThrow(
      refused("unsupported_content", "is cut: its IEND chunk is missing"),
    );
    expect(() => checkFile(part(undefined, samples["image/jpeg"].subarray(0, -1)))).toThrow(
      refused("unsupported_content", "is cut"),
    );
    expect(() => checkFile(part("image/png", new Uint8Array()))).toThrow(refused("unsupported_content", "0 bytes"));
    expect(() =>
      checkFile({ type: "file", mediaType: "image/png", source: { base64: "data:image/png;base64,AAAA" } }),
    ).toThrow(refused("unsupported_content", "not valid base64"));
  });
});

describe("bytes for an upload travel with type and name (openai-python #2472)", () => {
  it("a name is made from the type", () =>
    expect(checkBytes(samples["application/pdf"], {})).toEqual({ name: "file.pdf", mediaType: "application/pdf" }));
  it("an extension is added, one that is there stays", () => {
    expect(checkBytes(samples["image/png"], { name: "cat" })).toEqual({ name: "cat.png", mediaType: "image/png" });
    expect(checkBytes(samples["text/plain"], { name: "data.CSV" })).toEqual({
      name: "data.CSV",
      mediaType: "text/csv",
    });
  });
  it("an extension that the bytes contradict is refused, unless the type is given", () => {
    expect(() => checkBytes(samples["text/plain"], { name: "bill.pdf" })).toThrow(
      refused("unsupported_content", "declared as application/pdf"),
    );
    expect(checkBytes(samples["text/plain"], { name: "bill.pdf", mediaType: "text/plain" })).toEqual({
      name: "bill.pdf",
      mediaType: "text/plain",
    });
  });
  it("unknown bytes without a type are refused before any request", () => {
    expect(() => checkBytes(junk, { name: "x" })).toThrow(refused("media_type_unknown", 'the file "x"'));
    expect(checkBytes(junk, { name: "clip.mp4" })).toEqual({ name: "clip.mp4", mediaType: "video/mp4" });
  });
});
