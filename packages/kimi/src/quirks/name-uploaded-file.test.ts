import { describe, expect, it } from "vitest";
import { purposeOf, writeUpload } from "./name-uploaded-file.js";

describe("quirk: the purpose of an upload follows from its type (platform.kimi.ai/docs/api/files-upload, read 2026-11-20)", () => {
  it.each([
    ["image/png", "image"],
    ["VIDEO/mp4", "video"],
    ["application/pdf", "file-extract"],
    ["text/csv", "file-extract"],
  ])("%s → %s", (mediaType, purpose) => {
    expect(purposeOf(mediaType)).toBe(purpose);
  });

  it("purpose, name, type and bytes are in the body; a name cannot end its header", () => {
    const { body, contentType } = writeUpload({
      name: 'a"\r\nb.pdf',
      mediaType: "application/pdf",
      bytes: new Uint8Array([0, 13, 10, 255]),
    });
    const boundary = contentType.split("boundary=")[1];
    expect(new TextDecoder("latin1").decode(body)).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfile-extract\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a%22%0D%0Ab.pdf"\r\nContent-Type: application/pdf\r\n\r\n` +
        `\0\r\n\xff\r\n--${boundary}--\r\n`,
    );
  });
});
