import { DialectError, type FilePart, type JsonObject, type UserPart } from "@dialect/core";
import { checkFile } from "@dialect/core/provider";
import { writeInputText } from "@dialect/responses";

/** Parts of a user message or of a tool result, in order. `place` is theirs, e.g. `messages[2]`. */
export function writeParts(
  parts: readonly UserPart[],
  place: string,
  imageDetail: string | undefined,
): readonly JsonObject[] {
  return parts.map((part, at) =>
    part.type === "text" ? writeInputText(part.text) : writeFile(part, `${place}.content[${at}]`, imageDetail),
  );
}

/**
 * An image is `input_image`, a PDF `input_file`; name and type go with inline data. The vendor answers audio in a file
 * slot with 400 `unsupported_file`.
 *
 * @see https://platform.openai.com/docs/guides/pdf-files (read 2026-11-20)
 */
function writeFile(part: FilePart, place: string, imageDetail: string | undefined): JsonObject {
  // The bytes say what a part declares loosely, e.g. `image/*`.
  const { source, mediaType } = checkFile(part);
  const type = (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (type.startsWith("image/")) {
    const detail = imageDetail === undefined ? {} : { detail: imageDetail };
    if ("fileId" in source) return { type: "input_image", file_id: source.fileId, ...detail };
    return {
      type: "input_image",
      image_url: "url" in source ? source.url : `data:${mediaType};base64,${source.base64}`,
      ...detail,
    };
  }
  if (type !== "application/pdf") {
    throw new DialectError("unsupported_content", {
      message: `The ${mediaType} file at ${place} has no form on the Responses wire; it takes images and PDF.`,
      hint: type.startsWith("text/") ? "Send its text as a text part." : undefined,
    });
  }
  if ("fileId" in source) return { type: "input_file", file_id: source.fileId };
  if ("url" in source) return { type: "input_file", file_url: source.url };
  return {
    type: "input_file",
    filename: part.name ?? "file.pdf",
    file_data: `data:${mediaType};base64,${source.base64}`,
  };
}
