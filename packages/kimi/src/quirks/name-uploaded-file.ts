/**
 * An upload says the file's name, type and purpose: the purpose decides whether the file can stand in a message (`image`,
 * `video`) or is read as text (`file-extract`), and it follows from the type.
 *
 * @see https://platform.kimi.ai/docs/api/files-upload (read 2026-11-20)
 * @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data (read 2026-11-20)
 */

export interface NamedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export function purposeOf(mediaType: string): "image" | "video" | "file-extract" {
  const [kind] = mediaType.toLowerCase().split("/");
  return kind === "image" || kind === "video" ? kind : "file-extract";
}

/** A `multipart/form-data` body with the purpose, then the file. */
export function writeUpload(file: NamedFile): { readonly body: Uint8Array; readonly contentType: string } {
  const boundary = `dialect-${crypto.randomUUID()}`;
  const before = new TextEncoder().encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\n${purposeOf(file.mediaType)}\r\n` +
      `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(file.name)}"\r\nContent-Type: ${file.mediaType}\r\n\r\n`,
  );
  const after = new TextEncoder().encode(`\r\n--${boundary}--\r\n`);
  const body = new Uint8Array(before.length + file.bytes.length + after.length);
  body.set(before);
  body.set(file.bytes, before.length);
  body.set(after, before.length + file.bytes.length);
  return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}

/** As browsers do: a quote or a line break would end the header. */
function escaped(name: string): string {
  return name.replaceAll("\r", "%0D").replaceAll("\n", "%0A").replaceAll('"', "%22");
}
