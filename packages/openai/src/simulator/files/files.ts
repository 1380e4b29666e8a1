import type { Endpoint, Desk, Visit } from "../desk.js";
import { listOf, refuse, type Refusal } from "../refusal.js";
import { readMultipart } from "./multipart.js";
import { mimeTypeOf, type StoredFile } from "./store.js";

const purposes = ["assistants", "batch", "fine-tune", "vision", "user_data", "evals"];

/** @see https://platform.openai.com/docs/api-reference/files (read 2026-11-20) */
export const uploadFile: Endpoint = ({ request, reply, headers }, { files, ids }) => {
  const parts = readMultipart(request.bytes, request.headers["content-type"]);
  const file = parts?.find((part) => part.name === "file");
  const purpose = parts?.find((part) => part.name === "purpose");
  if (file === undefined) return refuse("Missing required parameter: 'file'.", "file", "missing_required_parameter");
  const wanted = new TextDecoder().decode(purpose?.bytes);
  if (purpose === undefined)
    return refuse("Missing required parameter: 'purpose'.", "purpose", "missing_required_parameter");
  if (!purposes.includes(wanted))
    return refuse(`'${wanted}' is not one of [${listOf(purposes)}] - 'purpose'`, "purpose");
  const stored: StoredFile = {
    id: ids.file(),
    purpose: wanted,
    filename: file.filename ?? "upload",
    bytes: file.bytes,
    mimeType: mimeTypeOf(file.filename, file.contentType),
    createdAt: Math.floor(Date.now() / 1000),
  };
  files.add(stored);
  reply.json(200, objectOf(stored), headers);
  return undefined;
};

export const listFiles: Endpoint = ({ reply, headers }, { files }) => {
  const data = files.all().map(objectOf);
  reply.json(
    200,
    {
      object: "list",
      data,
      has_more: false,
      first_id: files.all()[0]?.id ?? null,
      last_id: files.all().at(-1)?.id ?? null,
    },
    headers,
  );
  return undefined;
};

/** `GET` and `DELETE` of `/files/{id}`, `GET` of `/files/{id}/content`. */
export function oneFile(
  { request, reply, headers }: Visit,
  { files }: Desk,
  id: string,
  isContent: boolean,
): Refusal | undefined {
  const file = files.get(id);
  if (file === undefined) return noSuchFile(id);
  if (isContent) return refuse(`Not allowed to download files of purpose: ${file.purpose}`, null);
  if (request.method === "DELETE") files.remove(id);
  reply.json(200, request.method === "DELETE" ? { object: "file", id, deleted: true } : objectOf(file), headers);
  return undefined;
}

export const noSuchFile = (id: string): Refusal => refuse(`No such File object: ${id}`, "id", null, 404);

function objectOf(file: StoredFile): unknown {
  return {
    object: "file",
    id: file.id,
    purpose: file.purpose,
    filename: file.filename,
    bytes: file.bytes.length,
    created_at: file.createdAt,
    expires_at: null,
    status: "processed",
    status_details: null,
  };
}
