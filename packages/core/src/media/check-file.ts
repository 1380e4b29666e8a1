/** A file is what it says and is whole, or it does not leave: a server's error for it comes late and names nothing. */
import type { FilePart } from "../contract/message.js";
import { DialectError } from "../error.js";
import { decodeBase64 } from "./base64.js";
import { whatIsCut } from "./check-whole.js";
import { fileExtension, mediaTypeOfName, plainType, sniffMediaType } from "./sniff.js";

/** Types that always show themselves in their first bytes. Audio in MPEG frames may begin with anything. */
const selfEvident = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "audio/wav"]);
/** Declared types that say nothing. */
const anything = new Set(["", "*/*", "application/octet-stream", "binary/octet-stream"]);
/** A history is sent many times; its parts do not change. */
const checkedParts: WeakSet<FilePart> = /* @__PURE__ */ new WeakSet();

/**
 * Checks a file part: base64 data is decoded, compared with the declared type and checked for being whole; a URL or a
 * file id needs its type.
 *
 * @returns the part, with its media type filled in where the data shows it
 * @throws {@link DialectError} `unsupported_content` if type and data differ, or the data is cut, empty or not base64;
 *   `media_type_unknown` if the type is neither given nor visible.
 */
export function checkFile(part: FilePart): FilePart {
  if (checkedParts.has(part)) return part;
  const name = part.name === undefined ? "The file" : `The file "${part.name}"`;
  // Callers in JavaScript may leave the type out.
  const declared = (part as { readonly mediaType?: string }).mediaType ?? "";
  if (!("base64" in part.source)) {
    if (anything.has(plainType(declared))) throw typeUnknown(name);
    return part;
  }
  const bytes = decodeBase64(part.source.base64);
  if (typeof bytes === "string") throw unsupported(`${name} is not valid base64: ${bytes}.`);
  const mediaType = typeOfBytes(bytes, declared, name);
  const checked = mediaType === declared ? part : { ...part, mediaType };
  checkedParts.add(checked);
  return checked;
}

/**
 * Checks bytes for an upload, so that they travel with a type and a name. The extension of the name declares the type where none is given.
 *
 * @returns type and file name; a missing name is made from the type, a missing extension is added
 * @throws {@link DialectError} as {@link checkFile}
 */
export function checkBytes(
  bytes: Uint8Array,
  given: { readonly name?: string | undefined; readonly mediaType?: string | undefined },
): { readonly name: string; readonly mediaType: string } {
  const name = given.name ?? "";
  const what = name === "" ? "The file" : `The file "${name}"`;
  const declared = given.mediaType ?? "";
  const mediaType = typeOfBytes(bytes, declared === "" ? (mediaTypeOfName(name) ?? "") : declared, what);
  const hasExtension = /[^.]\.[a-z0-9]+$/i.test(name);
  return { name: hasExtension ? name : `${name === "" ? "file" : name}${fileExtension(mediaType) ?? ""}`, mediaType };
}

/** The declared type if the bytes agree; the sniffed one if nothing or only a range is declared. */
function typeOfBytes(bytes: Uint8Array, declared: string, name: string): string {
  if (bytes.length === 0) throw unsupported(`${name} is empty (0 bytes).`);
  const found = sniffMediaType(bytes);
  const type = plainType(declared);
  if (found !== undefined) {
    const cut = whatIsCut(bytes, found);
    if (cut !== undefined) throw unsupported(`${name} (${found}, ${bytes.length} bytes) is cut: ${cut}.`);
  }
  if (anything.has(type)) {
    if (found === undefined) throw typeUnknown(name);
    return found;
  }
  if (type.endsWith("/*")) {
    if (found === undefined) throw typeUnknown(name);
    if (!found.startsWith(type.slice(0, -1))) throw differ(name, declared, found);
    return found;
  }
  if (found === type) return declared;
  // Text has many names (text/csv, application/json, image/svg+xml); only a type that shows itself cannot be text.
  if (found === "text/plain" && !selfEvident.has(type)) return declared;
  if (found !== undefined || selfEvident.has(type)) throw differ(name, declared, found);
  return declared;
}

function differ(name: string, declared: string, found: string | undefined): DialectError {
  return unsupported(
    `${name} is declared as ${declared}, but its bytes ${found === undefined ? "are not that" : `are ${found}`}.`,
  );
}

function unsupported(message: string): DialectError {
  return new DialectError("unsupported_content", { message, hint: "Read the file anew and give its real type." });
}

function typeUnknown(name: string): DialectError {
  return new DialectError("media_type_unknown", {
    message: `The media type of ${name.charAt(0).toLowerCase()}${name.slice(1)} is neither given nor visible in its bytes.`,
    hint: "Give mediaType, e.g. application/pdf.",
  });
}
