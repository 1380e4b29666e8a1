/**
 * Standard base64 to bytes, strictly: no white space, no URL alphabet, padding required. `atob` forgives these, and a
 * server may not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4648#section-4 (read 2026-11-20)
 */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const invalid = 255;
const values = /* @__PURE__ */ makeValues();

function makeValues(): Uint8Array {
  const table = new Uint8Array(128).fill(invalid);
  for (let value = 0; value < alphabet.length; value++) table[alphabet.charCodeAt(value)] = value;
  return table;
}

/** The bytes, or what is wrong with the text. */
export function decodeBase64(text: string): Uint8Array | string {
  if (text.startsWith("data:")) return 'it starts with "data:"; give the part after the comma';
  if (text.length % 4 !== 0) return `its length of ${text.length} characters is not a multiple of 4`;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const end = text.length - padding;
  let buffer = 0;
  let bits = 0;
  let written = 0;
  for (let at = 0; at < end; at++) {
    const value = values[text.charCodeAt(at)] ?? invalid;
    if (value === invalid) return `the character ${JSON.stringify(text[at])} at position ${at} is not in its alphabet`;
    buffer = ((buffer << 6) | value) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[written++] = (buffer >> bits) & 0xff;
    }
  }
  return bytes;
}
