/**
 * The form of each file type in a Chat Completions message: images by URL or data URL, PDF by data or file id, audio by
 * data. The rest has no form on this wire.
 *
 * @see https://platform.openai.com/docs/guides/images-vision (read 2026-11-20)
 * @see https://platform.openai.com/docs/guides/pdf-files (read 2026-11-20)
 * @see https://platform.openai.com/docs/guides/audio (read 2026-11-20)
 */
import { DialectError, type FilePart } from "@dialect/core";
import { checkFile } from "@dialect/core/provider";
import type { OpenAIRequest } from "../../request-types.js";
import type { ChatFile } from "./wire.js";

const audioFormats: Readonly<Record<string, string>> = { "audio/wav": "wav", "audio/mpeg": "mp3" };

/** @throws DialectError `unsupported_content` for a type or source without a form; `place` is where it is. */
export function writeFile(given: FilePart, place: string, detail: OpenAIRequest["imageDetail"]): ChatFile {
  const part = checkFile(given);
  const { source } = part;
  const mediaType = part.mediaType.toLowerCase();
  const refuse = (what: string, hint?: string): never => {
    throw new DialectError("unsupported_content", { message: `${place} is ${what}.`, hint });
  };
  if (mediaType.startsWith("image/")) {
    if ("fileId" in source) {
      return refuse(
        "an image by file id, which Chat Completions does not take",
        'Give the data or a URL, or use route: "responses".',
      );
    }
    const url = "url" in source ? source.url : `data:${mediaType};base64,${source.base64}`;
    return { type: "image_url", image_url: { url, ...(detail === undefined ? {} : { detail }) } };
  }
  if (mediaType.startsWith("audio/")) {
    const format = audioFormats[mediaType];
    if (format === undefined || !("base64" in source)) {
      return refuse(
        `audio of type ${mediaType}${"base64" in source ? "" : " without its data"}`,
        "Give the data of a wav or mp3 file.",
      );
    }
    return { type: "input_audio", input_audio: { data: source.base64, format } };
  }
  if (mediaType === "application/pdf") {
    if ("url" in source)
      return refuse(
        "a PDF by URL, which Chat Completions does not take",
        'Give the data, upload it with files.upload, or use route: "responses".',
      );
    if ("fileId" in source) return { type: "file", file: { file_id: source.fileId } };
    return {
      type: "file",
      file: { filename: part.name ?? "document.pdf", file_data: `data:application/pdf;base64,${source.base64}` },
    };
  }
  return refuse(`a file of type ${mediaType}, which has no form in Chat Completions`, "Give its text as a text part.");
}
