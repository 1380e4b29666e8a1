/**
 * Media types by their first bytes.
 *
 * @see https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern (read 2026-11-20)
 */

/** The media type that the bytes show, one of png, jpeg, gif, webp, pdf, wav, mp3 and plain text. */
export function sniffMediaType(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return undefined;
  if (starts(bytes, "\x89PNG\r\n\x1a\n")) return "image/png";
  if (starts(bytes, "\xff\xd8\xff")) return "image/jpeg";
  if (starts(bytes, "GIF87a") || starts(bytes, "GIF89a")) return "image/gif";
  if (starts(bytes, "RIFF")) {
    const form = latin1(bytes, 8, 12);
    return form === "WEBP" ? "image/webp" : form === "WAVE" ? "audio/wav" : undefined;
  }
  if (starts(bytes, "%PDF-")) return "application/pdf";
  if (/^ID3[\x02-\x04]/.test(latin1(bytes, 0, 4)) || isMp3Frame(bytes)) return "audio/mpeg";
  if (isText(bytes)) return "text/plain";
  // Readers accept up to 1,024 bytes before the header (ISO 32000-1, implementation note 13); text that only speaks of
  // PDF is text.
  return latin1(bytes, 0, 1024).includes("%PDF-") ? "application/pdf" : undefined;
}

/** The usual file-name extension of a media type, with its dot. */
export function fileExtension(mediaType: string): string | undefined {
  return extensions[plainType(mediaType)];
}

/** The media type that a file name's extension stands for. */
export function mediaTypeOfName(name: string): string | undefined {
  const extension = /\.[a-z0-9]+$/i.exec(name)?.[0].toLowerCase();
  if (extension === undefined) return undefined;
  if (extension === ".jpeg") return "image/jpeg";
  return Object.keys(extensions).find((type) => extensions[type] === extension);
}

/** Lower case, without parameters, one spelling of those that have several. */
export function plainType(mediaType: string): string {
  const type = (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
  return spellings[type] ?? type;
}

const spellings: Readonly<Record<string, string>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/x-png": "image/png",
  "application/x-pdf": "application/pdf",
  "audio/mp3": "audio/mpeg",
  "audio/x-mp3": "audio/mpeg",
  "audio/x-mpeg": "audio/mpeg",
  "audio/wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
};

const extensions: Readonly<Record<string, string>> = {
  "image/png": ".png",
  "image/jpeg": ".jpg",
  "image/gif": ".gif",
  "image/webp": ".webp",
  "image/svg+xml": ".svg",
  "application/pdf": ".pdf",
  "audio/wav": ".wav",
  "audio/mpeg": ".mp3",
  "audio/flac": ".flac",
  "audio/ogg": ".ogg",
  "video/mp4": ".mp4",
  "video/webm": ".webm",
  "video/quicktime": ".mov",
  "text/plain": ".txt",
  "text/markdown": ".md",
  "text/csv": ".csv",
  "text/html": ".html",
  "application/json": ".json",
  "application/jsonl": ".jsonl",
  "application/xml": ".xml",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
};

function starts(bytes: Uint8Array, magic: string): boolean {
  return latin1(bytes, 0, magic.length) === magic;
}

/** Bytes as characters of the same number. */
export function latin1(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (const byte of bytes.subarray(from, to)) text += String.fromCharCode(byte);
  return text;
}

/** The header of an MPEG layer III frame: sync, version, layer, bit rate and sample rate that exist. */
function isMp3Frame(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = bytes;
  return (
    first === 0xff &&
    (second & 0xe6) === 0xe2 &&
    (second & 0x18) !== 0x08 &&
    (third & 0xf0) !== 0xf0 &&
    (third & 0xf0) !== 0 &&
    (third & 0x0c) !== 0x0c
  );
}

/** UTF-8 without control characters, judged by the first 4 KB; a character cut there is none of its faults. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if (head.some((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 0x1b))
    return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: bytes.length > head.length });
    return true;
  } catch {
    return false;
  }
}
