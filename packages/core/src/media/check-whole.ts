/**
 * Whether a file is all there, by its own structure. Each format is walked to its end mark, because the mark's bytes
 * also occur inside (a JPEG's thumbnail has an end of its own).
 *
 * @see https://www.w3.org/TR/png-3/#5Chunk-layout (read 2026-11-20)
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B (read 2026-11-20)
 */
import { latin1 } from "./sniff.js";

/** What is missing at the end of the file, or nothing. `mediaType` is the sniffed one. */
export function whatIsCut(bytes: Uint8Array, mediaType: string): string | undefined {
  switch (mediaType) {
    case "image/png":
      return pngEnds(bytes) ? undefined : "its IEND chunk is missing";
    case "image/jpeg":
      return jpegEnds(bytes) ? undefined : "its end-of-image marker is missing";
    case "image/gif":
      return gifEnds(bytes) ? undefined : "its trailer is missing";
    case "image/webp":
    case "audio/wav":
      return riffCut(bytes);
    case "application/pdf":
      return latin1(bytes, Math.max(0, bytes.length - 1024), bytes.length).includes("%%EOF")
        ? undefined
        : "%%EOF is missing in its last 1,024 bytes";
    default:
      return undefined;
  }
}

function pngEnds(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  for (let at = 8; at + 12 <= bytes.length;) {
    const next = at + 12 + view.getUint32(at);
    if (latin1(bytes, at + 4, at + 8) === "IEND") return next <= bytes.length;
    at = next;
  }
  return false;
}

function jpegEnds(bytes: Uint8Array): boolean {
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1; // a fill byte
    else if (marker === 0xd9) return true;
    else if (marker === 0xda) return endMarkAfter(bytes, at);
    else at += 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
  }
  return false;
}

/** In the scans an 0xff is followed by 0 or a restart marker, so that FFD9 is the end. */
function endMarkAfter(bytes: Uint8Array, from: number): boolean {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1))
    if (bytes[at + 1] === 0xd9) return true;
  return false;
}

function gifEnds(bytes: Uint8Array): boolean {
  const table = (flags: number): number => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + table(bytes[10] ?? 0);
  while (at < bytes.length) {
    const kind = bytes[at];
    if (kind === 0x3b) return true;
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c) at += 11 + table(bytes[at + 9] ?? 0);
    else return false;
    while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0);
    at += 1;
  }
  return false;
}

function riffCut(bytes: Uint8Array): string | undefined {
  if (bytes.length < 12) return "its header is cut";
  const size = viewOf(bytes).getUint32(4, true);
  // Recorders that write to a pipe leave 0 or the largest number here.
  if (size === 0 || size === 0xffffffff || size + 8 <= bytes.length) return undefined;
  return `its header says ${size + 8} bytes and ${bytes.length} are there`;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
