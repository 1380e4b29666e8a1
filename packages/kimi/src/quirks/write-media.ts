/**
 * Images and videos go in as data or by the id of an uploaded file (`ms://<id>`). The vendor does not fetch URLs
 * ("unsupported image url"). Any other file is uploaded and read back as text: `files.content(id)`.
 *
 * @see https://platform.kimi.ai/docs/guide/use-kimi-vision-model (read 2026-11-20)
 * @see https://www.kimi.com/code/docs/en/kimi-code/error-reference.html (read 2026-11-20; the refusal)
 */
import { DialectError, type FilePart, type JsonObject } from "@dialect/core";
import type { Who } from "@dialect/core/provider";

/** @throws DialectError `unsupported_content` for a URL and for a file that is neither image nor video. */
export function writeMedia(part: FilePart, who: Who): JsonObject {
  const [kind] = part.mediaType.toLowerCase().split("/");
  const name = part.name === undefined ? "the file" : `the file "${part.name}"`;
  if (kind !== "image" && kind !== "video")
    throw new DialectError("unsupported_content", {
      message: `Kimi takes images and videos in messages; ${name} is ${part.mediaType}.`,
      ...who,
      hint: "Upload it with files.upload and put the text of files.content(id) into a system message.",
    });
  const url = urlOf(part);
  if (!/^(data|ms):/i.test(url))
    throw new DialectError("unsupported_content", {
      message: `Kimi does not fetch URLs; ${name} is at ${url.slice(0, 200)}.`,
      ...who,
      hint: "Give its data as base64, or upload it with files.upload.",
    });
  return kind === "image" ? { type: "image_url", image_url: { url } } : { type: "video_url", video_url: { url } };
}

function urlOf({ source, mediaType }: FilePart): string {
  if ("fileId" in source) return `ms://${source.fileId}`;
  return "url" in source ? source.url : `data:${mediaType};base64,${source.base64}`;
}
