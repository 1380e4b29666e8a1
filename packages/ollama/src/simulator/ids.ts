import { createRandom } from "@dialect/simulator";
import type { ChatPath } from "./options.js";

/** Ids in the server's forms. The same seed gives the same ids. */
export interface Ids {
  /** Of a `/v1` answer: `chatcmpl-0` to `chatcmpl-999`, so that they repeat. */
  answer(): string;
  /** Of a call: 32 characters from the runner, or `call_` and 8. */
  call(path: ChatPath): string;
}

export function createIds(seed: number): Ids {
  const random = createRandom(seed);
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(random.between(0, alphabet.length - 1))).join("");
  const lower = "abcdefghijklmnopqrstuvwxyz0123456789";
  return {
    answer: () => `chatcmpl-${random.between(0, 999)}`,
    call: (path) =>
      path === "template" ? draw(`${lower}${lower.slice(0, 26).toUpperCase()}`, 32) : `call_${draw(lower, 8)}`,
  };
}
