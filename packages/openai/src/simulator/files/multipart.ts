/** One part of a multipart body, its bytes untouched. */
export interface FormPart {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly bytes: Uint8Array;
}

/**
 * Parts of a `multipart/form-data` body; `undefined` when it is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7578 (read 2026-11-20)
 */
export function readMultipart(body: Uint8Array, contentType: string | undefined): readonly FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType ?? "")?.[1];
  if (boundary === undefined) return undefined;
  // latin1 keeps one character per byte, so that offsets in the text are offsets in the body.
  const text = Buffer.from(body).toString("latin1");
  const parts: FormPart[] = [];
  const delimiter = `--${boundary}`;
  let at = text.indexOf(delimiter);
  while (at >= 0) {
    const next = text.indexOf(delimiter, at + delimiter.length);
    if (next < 0) break;
    const start = text.indexOf("\r\n\r\n", at);
    if (start >= 0 && start < next)
      parts.push(partOf(text.slice(at + delimiter.length, start), body.slice(start + 4, next - 2)));
    at = next;
  }
  return parts;
}

function partOf(head: string, bytes: Uint8Array): FormPart {
  // Names travel as UTF-8 bytes.
  const header = Buffer.from(head, "latin1").toString("utf8");
  const filename = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(header)?.[1];
  const contentType = /^content-type:\s*(\S+)/im.exec(header)?.[1];
  return {
    name: /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(header)?.[1] ?? "",
    ...(filename === undefined ? {} : { filename }),
    ...(contentType === undefined ? {} : { contentType }),
    bytes,
  };
}
