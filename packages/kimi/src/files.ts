import { type CallOptions, DialectError, type FilePart, type FileStore, type JsonObject } from "@dialect/core";
import { checkBytes } from "@dialect/core/provider";
import { type Call, parseObject } from "./calls.js";
import { writeUpload } from "./quirks/name-uploaded-file.js";

export interface KimiFiles extends FileStore {
  /**
   * Uploads once, without a retry. An image or a video can go into a message as the part that comes back; of any other
   * file `content` reads the text.
   *
   * @throws {@link DialectError} `media_type_unknown` or `unsupported_content` before any request.
   */
  upload(
    bytes: Uint8Array,
    file: { readonly name: string; readonly mediaType?: string },
    options?: CallOptions,
  ): Promise<FilePart>;
  /** The text that the vendor has read out of a file; put it into a system message. */
  content(fileId: string, options?: CallOptions): Promise<string>;
}

/** @see https://platform.kimi.ai/docs/api/files-upload (read 2026-11-20) */
export function createFiles(call: Call): KimiFiles {
  const at = (fileId: string): string => `/${encodeURIComponent(fileId)}`;
  return {
    async upload(bytes, file, options) {
      const { name, mediaType } = checkBytes(bytes, file);
      const { body, contentType } = writeUpload({ name, mediaType, bytes });
      const { id } = parseObject(
        await call({ endpoint: "files", method: "POST", contentType, body }, options),
        "upload",
      );
      if (typeof id !== "string") {
        throw new DialectError("response_event_missing_field", {
          message: "The answer to the upload has no file id.",
          provider: "kimi",
        });
      }
      return { type: "file", mediaType, name, source: { provider: "kimi", fileId: id } };
    },
    async get(fileId, options): Promise<JsonObject> {
      return parseObject(await call({ endpoint: "files", method: "GET", path: at(fileId) }, options), "files");
    },
    content: (fileId, options) => call({ endpoint: "files", method: "GET", path: `${at(fileId)}/content` }, options),
    async delete(fileId, options) {
      await call({ endpoint: "files", method: "DELETE", path: at(fileId) }, options);
    },
  };
}
