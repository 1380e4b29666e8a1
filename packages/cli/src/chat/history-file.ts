import { readFile, rename, writeFile } from "node:fs/promises";
import { DialectError, type Message } from "@dialect/core";

const roles = new Set(["system", "user", "assistant", "tool"]);

/** A saved history; a file that is not there is a new one. @throws DialectError `invalid_history` for a corrupt file. */
export async function loadHistory(file: string): Promise<readonly Message[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new DialectError("invalid_history", { message: `${file} could not be opened: ${error.message}` });
  });
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DialectError("invalid_history", {
      message: `${file} is not JSON (${(cause as Error).message}).`,
      hint: "Mend it, or give another --history file; it was not touched.",
    });
  }
  if (!Array.isArray(value))
    throw new DialectError("invalid_history", { message: `${file} does not hold a list of messages.` });
  const wrong = value.findIndex(
    (message) =>
      typeof message !== "object" || message === null || !roles.has((message as { role?: string }).role ?? ""),
  );
  if (wrong >= 0)
    throw new DialectError("invalid_history", { message: `Message ${wrong} of ${file} has no known role.` });
  return value as readonly Message[];
}

/** Writes beside and renames, so that a crash leaves the old history or the new one, never half of it. */
export async function saveHistory(file: string, messages: readonly Message[]): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(messages, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
