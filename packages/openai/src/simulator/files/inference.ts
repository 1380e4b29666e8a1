import type { FileStore } from "./store.js";
import { refuse, type Refusal } from "../refusal.js";
import { noSuchFile } from "./files.js";

/**
 * A stored file that a model is asked to read.
 *
 * @see https://github.com/openai/openai-python/issues/2472 (read 2026-11-20)
 */
export function checkFileId(id: string, files: FileStore, accepts: (mimeType: string) => boolean): Refusal | undefined {
  const file = files.get(id);
  if (file === undefined) return noSuchFile(id);
  if (accepts(file.mimeType)) return undefined;
  return refuse(
    `Invalid file data: 'file_id'. Expected a file with an application/pdf MIME type, but got unsupported MIME type '${file.mimeType}'.`,
    "file_id",
    "invalid_value",
  );
}

/** The media type of a data URL with base64 content. */
export function dataUrlType(url: string): string | undefined {
  return /^data:([^;,]+)(?:;[^;,]+)*;base64,[A-Za-z0-9+/]*={0,2}$/.exec(url)?.[1];
}

export const isPdf = (mimeType: string): boolean => mimeType === "application/pdf";

/**
 * Responses reads documents, tables and text, but neither sound nor film.
 *
 * @see https://developers.openai.com/api/docs/guides/file-inputs (read 2026-11-20)
 */
export const isDocument = (mimeType: string): boolean =>
  mimeType !== "None" && !/^(audio|video|image)\//.test(mimeType);
