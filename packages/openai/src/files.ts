import { type CallOptions, DialectError, type FilePart, type FileStore, type JsonObject } from "@dialect/core";
import { checkBytes } from "@dialect/core/provider";
import type { Call } from "./calls.js";
import { writeMultipart } from "./quirks/name-uploaded-file.js";

export interface OpenAIUpload {
  /** With its extension; one is added where it lacks. */
  readonly name: string;
  /** @defaultValue what the bytes show */
  readonly mediaType?: string;
  /** What the file is for. @defaultValue "user_data" */
  readonly purpose?: string;
}

export interface OpenAIFiles extends FileStore {
  /**
   * Uploads once, without a retry. The part can go into a message as it is.
   *
   * @throws {@link DialectError} `media_type_unknown` or `unsupported_content` before any request.
   */
  upload(bytes: Uint8Array, file: OpenAIUpload, options?: CallOptions): Promise<FilePart>;
}

/** @see https://platform.openai.com/docs/api-reference/files (read 2026-11-20) */
export function createFiles(call: Call): OpenAIFiles {
  return {
    async upload(bytes, file, options) {
      const { name, mediaType } = checkBytes(bytes, file);
      const { body, contentType } = writeMultipart(
        { purpose: file.purpose ?? "user_data" },
        { name, mediaType, bytes },
      );
      return call({ endpoint: "files", method: "POST", contentType, body }, options, ({ id }): FilePart => {
        if (typeof id === "string")
          return { type: "file", mediaType, name, source: { provider: "openai", fileId: id } };
        throw new DialectError("response_event_missing_field", {
          message: "The answer to the upload has no file id.",
          provider: "openai",
        });
      });
    },
    get(fileId, options): Promise<JsonObject> {
      return call({ endpoint: "files", method: "GET", path: `/${encodeURIComponent(fileId)}` }, options);
    },
    async delete(fileId, options) {
      await call({ endpoint: "files", method: "DELETE", path: `/${encodeURIComponent(fileId)}` }, options);
    },
  };
}
