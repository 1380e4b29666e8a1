/**
 * Images go in as `image_url` with a URL or the data itself, or by the id of an uploaded file. Other file types have no
 * form on this wire.
 *
 * @see https://github.com/vercel/ai/tree/ed857f50f1/packages/deepseek/src/chat/convert-to-deepseek-chat-messages.ts (read 2026-11-20)
 */
import { DialectError, type FilePart, type JsonObject } from "@dialect/core";
import type { Who } from "@dialect/core/provider";

/** @throws DialectError `unsupported_content` for a file that is no image. */
export function writeImage(part: FilePart, who: Who): JsonObject {
  if (!part.mediaType.toLowerCase().startsWith("image/")) {
    throw new DialectError("unsupported_content", {
      message: `DeepSeek takes images only; the file ${part.name === undefined ? "" : `"${part.name}" `}is ${part.mediaType}.`,
      ...who,
    });
  }
  const { source } = part;
  if ("fileId" in source) return { type: "file", file_id: source.fileId };
  return {
    type: "image_url",
    image_url: { url: "url" in source ? source.url : `data:${part.mediaType};base64,${source.base64}` },
  };
}
