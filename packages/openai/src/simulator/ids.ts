import { createRandom } from "@dialect/simulator";

/** Ids and paddings in the vendor's forms. The same seed gives the same ones. */
export interface Ids {
  /** `resp_`, `rs_`, `msg_`, `fc_` and 50 hexadecimal digits. */
  item(prefix: "resp" | "rs" | "msg" | "fc"): string;
  call(): string;
  completion(): string;
  file(): string;
  request(): string;
  /** Fills a delta up, so that its length says nothing about the text: to 10 modulo 16 on Chat, to 16 on Responses. */
  obfuscation(text: string, to: 10 | 16): string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const hexDigits = "0123456789abcdef";

/**
 * Prefixes and lengths as recorded.
 *
 * @see https://github.com/vercel/ai packages/openai/src/{chat,responses}/__fixtures__ (read 2026-11-20)
 */
export function createIds(seed: number): Ids {
  const random = createRandom(seed);
  const draw = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(random.between(0, alphabet.length - 1))).join("");
  return {
    item: (prefix) => `${prefix}_0${draw(hexDigits, 49)}`,
    call: () => `call_${draw(letters, 24)}`,
    completion: () => `chatcmpl-${draw(letters, 29)}`,
    file: () => `file-${draw(letters, 22)}`,
    request: () => `req_${draw(hexDigits, 32)}`,
    obfuscation: (text, to) => draw(letters, (to + 16 * Math.ceil(text.length / 16) - text.length) % 16),
  };
}
