/**
 * An upload always says the file's name and type: without them the upload succeeds and every later request with the
 * file id fails with "got unsupported MIME type 'None'".
 *
 * @see https://github.com/openai/openai-python/issues/2472 (read 2026-11-20)
 * @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data (read 2026-11-20)
 */

export interface NamedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A `multipart/form-data` body with its fields, then the file. */
export function writeMultipart(
  fields: Readonly<Record<string, string>>,
  file: NamedFile,
): { readonly body: Uint8Array; readonly contentType: string } {
  const boundary = `dialect-${crypto.randomUUID()}`;
  const head = Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("");
  const fileHead = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escaped(file.name)}"\r\nContent-Type: ${file.mediaType}\r\n\r\n`;
  const before = new TextEncoder().encode(head + fileHead);
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
