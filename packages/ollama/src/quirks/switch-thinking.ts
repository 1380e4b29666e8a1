/**
 * Models with the capability think unless told not to, so that `think: false` has to be said. The levels reach models
 * that know them; others take `true` and `false`.
 *
 * @see https://docs.ollama.com/capabilities/thinking (read 2026-11-20)
 * @see ../../test/wire/recorded/api-chat-think-bad.resp.txt
 */
import { DialectError } from "@dialect/core";

const onNative: Readonly<Record<string, boolean | string>> = {
  none: false,
  on: true,
  low: "low",
  medium: "medium",
  high: "high",
  max: "max",
};
// `reasoning_effort` has no word for a bare "on"; minimal, xhigh and ultra would be turned into low and max by the server.
const onChat = ["none", "low", "medium", "high", "max"];

/** `think` of `/api/chat`. @throws DialectError `capability_rejected` for a word that the server refuses. */
export function writeThink(effort: string | undefined): boolean | string | undefined {
  if (effort === undefined) return undefined;
  const think = Object.hasOwn(onNative, effort) ? onNative[effort] : undefined;
  return think ?? refuse(effort, Object.keys(onNative));
}

/** `reasoning_effort` of the OpenAI-format endpoint. @throws DialectError `capability_rejected` */
export function writeEffort(effort: string | undefined): string | undefined {
  if (effort === undefined || onChat.includes(effort)) return effort;
  return refuse(effort, onChat);
}

function refuse(effort: string, known: readonly string[]): never {
  throw new DialectError("capability_rejected", {
    message: `There is no reasoning effort "${effort}" on this route.`,
    hint: `Known: ${known.join(", ")}.`,
  });
}
