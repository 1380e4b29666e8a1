import { checkFileId, dataUrlType, isDocument } from "../files/inference.js";
import type { FileStore } from "../files/store.js";
import { refuse, type Refusal } from "../refusal.js";
import type { Item } from "./body.js";

/**
 * Files and images that a model is asked to read.
 *
 * @see https://github.com/vercel/ai/issues/7776 (no data URL, read 2026-11-20)
 * @see https://github.com/openai/openai-node/issues/1560 (a type that is not read, read 2026-11-20)
 */
export function checkContents(input: readonly Item[], files: FileStore): Refusal | undefined {
  for (const [index, item] of input.entries()) {
    for (const [place, part] of (typeof item.content === "object" ? item.content : []).entries()) {
      const where = `input[${index}].content[${place}]`;
      if (part.file_id != null) {
        const refusal = checkFileId(part.file_id, files, part.type === "input_image" ? isImage : isDocument);
        if (refusal !== undefined) return refusal;
      }
      if (part.file_data != null) {
        const refusal = checkFileData(part.file_data, `${where}.file_data`);
        if (refusal !== undefined) return refusal;
      }
      const image = part.image_url ?? "";
      if (image.startsWith("data:") && !isImage(dataUrlType(image) ?? "")) {
        return refuse(
          `Invalid '${where}.image_url'. Expected a base64-encoded data URL with an image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got unsupported MIME type '${dataUrlType(image) ?? "None"}'.`,
          `${where}.image_url`,
          "invalid_value",
        );
      }
    }
  }
  return undefined;
}

const isImage = (mimeType: string): boolean => mimeType.startsWith("image/");

function checkFileData(data: string, where: string): Refusal | undefined {
  const mimeType = dataUrlType(data);
  if (mimeType === undefined) {
    return refuse(
      `Invalid file data: '${where}'. Expected a base64-encoded data URL with a valid file MIME type ` +
        "(e.g. 'data:text/plain;base64,SGVsbG8sIFdvcmxkIQ=='), but got an invalid base64-encoded value. " +
        "Please see https://platform.openai.com/docs/assistants/tools/file-search#supported-files for supported file types.",
      where,
      "invalid_value",
    );
  }
  return isDocument(mimeType)
    ? undefined
    : refuse("The file type you uploaded is not supported. Please try again with a pdf", where, "unsupported_file");
}
