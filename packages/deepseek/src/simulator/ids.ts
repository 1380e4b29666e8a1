import { createRandom } from "@dialect/simulator";

/** Ids in the vendor's forms. The same seed gives the same ids. */
export interface Ids {
  /** Of an answer: a bare UUID. */
  answer(): string;
  /** Of a call: `call_00_…`, `call_01_…`, unique in one answer only. */
  call(index: number): string;
  /** For `x-ds-trace-id`. */
  trace(): string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const hexDigits = "0123456789abcdef";

export function createIds(seed: number): Ids {
  const random = createRandom(seed);
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(random.between(0, alphabet.length - 1))).join("");
  return {
    answer: () =>
      `${draw(hexDigits, 8)}-${draw(hexDigits, 4)}-4${draw(hexDigits, 3)}-8${draw(hexDigits, 3)}-${draw(hexDigits, 12)}`,
    call: (index) => `call_${String(index).padStart(2, "0")}_${draw(letters, 24)}`,
    trace: () => draw(hexDigits, 32),
  };
}
