/**
 * Call ids longer than 64 characters, from another provider's history, become shorter ones, the same for a call and
 * for its result: the vendor refuses longer ids with `string_above_max_length`.
 *
 * @see https://github.com/earendil-works/pi/blob/83378aad/packages/ai/src/providers/openai-responses-shared.ts (read 2026-11-20)
 */
const longest = 64;

export function shortenCallId(id: string): string {
  if (id.length <= longest) return id;
  return `call_${hash(id, 0x811c9dc5)}${hash(id, 0x9e3779b9)}${hash(id, 0x85ebca6b)}`;
}

/** FNV-1a, 32 bits; three of them, so that two ids of one history do not meet. */
function hash(text: string, seed: number): string {
  let value = seed;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(16).padStart(8, "0");
}
