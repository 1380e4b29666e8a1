import type { LoggedRequest } from "@dialect/simulator";
import type { Ids } from "./ids.js";
import { refuse, ruleRefusal, type Refusal } from "./refusal.js";

/**
 * Uploaded files, in memory. The text of the refusals is ours.
 *
 * @see https://platform.kimi.ai/docs/api/files-upload (read 2026-11-21)
 */
export interface FileStore {
  has(id: string): boolean;
  /** Answers `/files…`; `undefined` = no such route. */
  answer(request: LoggedRequest, route: string): Promise<FileAnswer | Refusal | undefined>;
}

export interface FileAnswer {
  readonly json?: unknown;
  readonly text?: string;
}

interface StoredFile {
  readonly facts: { readonly id: string; readonly purpose: string; readonly filename: string };
  readonly text: string;
}

const purposes = ["file-extract", "image", "video", "batch"];

export function createFileStore(ids: Ids): FileStore {
  const files = new Map<string, StoredFile>();

  const upload = async (request: LoggedRequest): Promise<FileAnswer | Refusal> => {
    const form = await formOf(request);
    const file = form?.get("file");
    const purpose = form?.get("purpose");
    if (!(file instanceof File)) return ruleRefusal("Invalid request: file is required");
    if (typeof purpose !== "string" || !purposes.includes(purpose))
      return ruleRefusal("Invalid request: purpose must be one of file-extract, image, video, batch");
    const facts = {
      id: ids.file(),
      object: "file",
      bytes: file.size,
      created_at: Math.floor(Date.now() / 1000),
      filename: file.name,
      purpose,
      status: purpose === "file-extract" ? "ok" : "ready",
      status_details: "",
    };
    files.set(facts.id, { facts, text: await file.text() });
    return { json: facts };
  };

  return {
    has: (id) => files.has(id),
    async answer(request, route) {
      if (route === "/files" && request.method === "POST") return upload(request);
      if (route === "/files" && request.method === "GET")
        return { json: { object: "list", data: [...files.values()].map((file) => file.facts) } };
      const [, id = "", content] = /^\/files\/([^/]+)(\/content)?$/.exec(route) ?? [];
      if (id === "") return undefined;
      const file = files.get(id);
      if (file === undefined) return refuse(404, `file ${id} not found`, "resource_not_found_error");
      if (request.method === "DELETE" && content === undefined) {
        files.delete(id);
        return { json: { id, object: "file", deleted: true } };
      }
      if (request.method !== "GET") return undefined;
      if (content === undefined) return { json: file.facts };
      if (file.facts.purpose !== "file-extract")
        return ruleRefusal("Invalid request: the file has no extracted content");
      const extracted = {
        content: file.text,
        file_type: "text/plain",
        filename: file.facts.filename,
        title: "",
        type: "file",
      };
      return { text: JSON.stringify(extracted) };
    },
  };
}

async function formOf(request: LoggedRequest): Promise<FormData | undefined> {
  try {
    const type = request.headers["content-type"] ?? "";
    return await new Response(new Uint8Array(request.bytes), { headers: { "content-type": type } }).formData();
  } catch {
    return undefined;
  }
}
