import { open, realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { jsonSchema, type Tool } from "@dialect/core";

/** A file is read up to this many bytes; the answer says when it was longer. */
const maxBytes = 65_536;

/** The one tool that the CLI offers: a text file under the current folder. */
export const readFileTool: Tool = {
  name: "read_file",
  description: "Reads a text file under the user's current folder.",
  input: jsonSchema({
    type: "object",
    properties: { path: { type: "string", description: "Path relative to the current folder." } },
    required: ["path"],
    additionalProperties: false,
  }),
};

export type ReadOutcome =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Whether the path lies under the folder, after all links are followed: `..`, absolute paths and links that lead out
 * are refused. Checked before the user is asked, so that nobody confirms what would be refused.
 */
export async function locate(
  folder: string,
  path: unknown,
): Promise<{ readonly file: string } | { readonly refused: string }> {
  if (typeof path !== "string" || path === "" || path.includes("\0"))
    return { refused: "The path is not a file path." };
  if (isAbsolute(path)) return { refused: `${path} is absolute; only paths under the current folder are read.` };
  const root = await realpath(folder);
  if (outside(root, resolve(root, path))) return { refused: `${path} leads out of the current folder.` };
  const file = await realpath(resolve(root, path)).catch(() => undefined);
  if (file === undefined) return { refused: `There is no file ${path}.` };
  if (outside(root, file)) return { refused: `${path} is a link that leads out of the current folder.` };
  return (await stat(file)).isFile() ? { file } : { refused: `${path} is not a file.` };
}

/** The text of a file that `locate` gave. */
export async function readText(file: string): Promise<ReadOutcome> {
  const handle = await open(file, "r");
  try {
    const buffer = Buffer.alloc(maxBytes);
    const { bytesRead } = await handle.read(buffer, 0, maxBytes, 0);
    const { size } = await handle.stat();
    const bytes = buffer.subarray(0, bytesRead);
    if (bytes.includes(0)) return { ok: false, reason: "It is not a text file." };
    const text = new TextDecoder("utf-8").decode(bytes);
    return { ok: true, text: size > bytesRead ? `${text}\n[cut: ${bytesRead} of ${size} bytes]` : text };
  } finally {
    await handle.close();
  }
}

function outside(root: string, file: string): boolean {
  const path = relative(root, file);
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}
