/**
 * Older servers send tool calls without an id, and nothing keeps two calls of a turn from sharing one; a history needs
 * an id for each call.
 *
 * @see https://github.com/ollama/ollama/blob/main/api/types.go (read 2026-11-20; `id` with omitempty, added late)
 */
import type { FieldWatch } from "@dialect/chat-completions";
import type { Json } from "@dialect/core";

/** The call's own id, or one made of the time of its turn and its place. `taken` are the ids of the turn so far. */
export function mintCallId(
  given: Json | undefined,
  place: number,
  createdAt: string,
  taken: Set<string>,
  fields: FieldWatch,
): string {
  const id = idOf(given, place, createdAt, taken, fields);
  taken.add(id);
  return id;
}

function idOf(
  given: Json | undefined,
  place: number,
  createdAt: string,
  taken: Set<string>,
  fields: FieldWatch,
): string {
  const path = `message.tool_calls[${place}].id`;
  const own = typeof given === "number" ? String(given) : given;
  if (typeof own === "string" && own !== "" && !taken.has(own)) {
    if (typeof given === "number")
      fields.odd("tool_call_id_coerced", path, `A tool call came with the number ${own} as its id.`);
    return own;
  }
  const made = `call_${createdAt.replace(/\D/g, "").slice(0, 23)}_${place}`;
  if (typeof own === "string" && own !== "")
    fields.odd(
      "tool_call_id_repeated",
      path,
      `Two tool calls came with the id ${own}; the second is called ${made} here.`,
    );
  else fields.odd("tool_call_id_missing", path, `A tool call came without an id; it is called ${made} here.`);
  return made;
}
