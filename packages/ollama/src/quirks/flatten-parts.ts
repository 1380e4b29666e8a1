/**
 * `content` is one text on `/api/chat`, images lie beside it; and `/v1` makes a message of each part of a list. So texts
 * are joined here, and where an image stands between texts a warning says that its place is lost.
 *
 * @see ../../test/wire/router/chat-content-array.json
 * @see ../../test/wire/router/v1-content-parts.json
 */
import { DialectError, type FilePart, type UserPart, type Warning } from "@dialect/core";
import { checkFile } from "@dialect/core/provider";

export interface Flat {
  readonly text: string;
  /** Images with their data; other files have no form on either wire. */
  readonly images: readonly { readonly mediaType: string; readonly base64: string }[];
}

/** @throws DialectError `unsupported_content` for a file that is no image, or comes without its data. */
export function flattenParts(
  content: string | readonly UserPart[],
  place: string,
  warn: (warning: Warning) => void,
): Flat {
  if (typeof content === "string") return { text: content, images: [] };
  const kinds = content.map((part) => part.type);
  const between =
    kinds.indexOf("file") > kinds.indexOf("text") &&
    kinds.indexOf("text") >= 0 &&
    kinds.lastIndexOf("text") > kinds.indexOf("file");
  if (between) {
    warn({
      code: "part_order_lost",
      message: `${place} has an image between texts; on this wire images have no place in the text.`,
      path: place,
    });
  }
  return {
    text: content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n"),
    images: content.flatMap((part, at) => (part.type === "file" ? [imageOf(part, `${place}.content[${at}]`)] : [])),
  };
}

function imageOf(given: FilePart, place: string): Flat["images"][number] {
  const part = checkFile(given);
  const refuse = (what: string, hint?: string): never => {
    throw new DialectError("unsupported_content", { message: `${place} is ${what}.`, hint });
  };
  if (!part.mediaType.toLowerCase().startsWith("image/"))
    return refuse(`a file of type ${part.mediaType}; Ollama takes images only`, "Give its text as a text part.");
  // "image URLs are not currently supported, please use base64 encoded data instead"
  if (!("base64" in part.source))
    return refuse("an image without its data; Ollama fetches nothing", "Give the data as base64.");
  return { mediaType: part.mediaType, base64: part.source.base64 };
}
