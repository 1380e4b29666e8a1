import { createRandom } from "@dialect/simulator";
import type { Settings } from "./options.js";
import type { RequestBody } from "./request-body.js";

/** Ids in the vendor's forms. The same seed gives the same ids. */
export interface Ids {
  /** Of an answer: `chatcmpl-` and hexadecimal digits. */
  answer(): string;
  file(): string;
  /** For `Msh-Request-Id` and `X-Msh-Trace-Id`. */
  trace(): string;
}

export function createIds(seed: number): Ids {
  const random = createRandom(seed);
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(random.between(0, alphabet.length - 1))).join("");
  return {
    answer: () => `chatcmpl-${draw("0123456789abcdef", 24)}`,
    file: () => draw("0123456789abcdefghijklmnopqrstuv", 20),
    trace: () => draw("0123456789abcdef", 32),
  };
}

/**
 * Ids of calls carry the name and an index, which was seen going on through a conversation (`Read:158`); one that
 * restarts would repeat ids.
 *
 * @see https://github.com/MoonshotAI/kimi-code/issues/705 (`Read:158`, read 2026-11-21)
 * @see https://github.com/MoonshotAI/Kimi-K2 docs/tool_call_guidance.md (`functions.<name>:<index>`, read 2026-11-20)
 */
export function callId(name: string, index: number, body: RequestBody, settings: Settings): string {
  const before =
    settings.toolIdCount === "conversation"
      ? body.messages.reduce((sum, message) => sum + (message.tool_calls?.length ?? 0), 0)
      : 0;
  return `${settings.toolIdForm === "name:index" ? "" : "functions."}${name}:${before + index}`;
}
