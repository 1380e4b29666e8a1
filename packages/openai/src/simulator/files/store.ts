export interface StoredFile {
  readonly id: string;
  readonly purpose: string;
  readonly filename: string;
  readonly bytes: Uint8Array;
  /** What the vendor takes the file for; `None` when it cannot tell. */
  readonly mimeType: string;
  readonly createdAt: number;
}

export interface FileStore {
  add(file: StoredFile): void;
  get(id: string): StoredFile | undefined;
  remove(id: string): boolean;
  all(): readonly StoredFile[];
}

export function createFileStore(): FileStore {
  const files = new Map<string, StoredFile>();
  return {
    add(file) {
      files.set(file.id, file);
    },
    get: (id) => files.get(id),
    remove: (id) => files.delete(id),
    all: () => [...files.values()],
  };
}

/**
 * The type of an upload goes by the ending of its name; a part without a name has none, and fails only when the
 * model is asked to read it.
 *
 * @see https://github.com/openai/openai-python/issues/2472 (read 2026-11-20)
 */
export function mimeTypeOf(filename: string | undefined, contentType: string | undefined): string {
  if (filename === undefined) return "None";
  const ending = filename.includes(".") ? (filename.split(".").at(-1) ?? "").toLowerCase() : "";
  const byName = endings[ending];
  if (byName !== undefined) return byName;
  return contentType === undefined || contentType === "application/octet-stream" ? "None" : contentType;
}

const endings: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  json: "application/json",
  html: "text/html",
  jsonl: "application/jsonl",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  mp3: "audio/mpeg",
  wav: "audio/wav",
};
