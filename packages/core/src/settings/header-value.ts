/**
 * Header names and values that callers give, checked before they reach a socket.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5 (read 2026-11-20)
 */
import type { Headers } from "../contract/wire.js";
import { DialectError } from "../error.js";

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible ASCII, with spaces and tabs inside only. */
const asciiValue = /^(?:[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?$/;
/** They frame the message or belong to the connection; a wrong one breaks it. */
const framing = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "upgrade",
  "te",
  "trailer",
  "expect",
]);

/**
 * A header value that a socket can carry.
 *
 * @param from what to name in the error, e.g. `the variable ACME_USER_AGENT`
 * @throws {@link DialectError} `invalid_setting`; the value itself is never shown.
 */
export function checkHeaderValue(name: string, value: unknown, from: string, provider?: string): string {
  if (typeof value !== "string") throw invalid(`The header "${name}" (${from}) is not a string.`, provider);
  if (!asciiValue.test(value)) {
    throw invalid(
      `The header "${name}" (${from}) has ${describeFault(value)}; only visible ASCII characters with spaces between are allowed.`,
      provider,
    );
  }
  return value;
}

/** Headers that a caller gives, with names in lower case. @throws {@link DialectError} `invalid_setting` */
export function checkHeaders(headers: unknown, from: string, provider?: string): Headers {
  const checked: Record<string, string> = {};
  if (headers === undefined) return checked;
  if (typeof headers !== "object" || headers === null || Array.isArray(headers) || Symbol.iterator in headers) {
    throw invalid(`Headers (${from}) must be a plain object of strings.`, provider);
  }
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!token.test(name)) throw invalid(`${JSON.stringify(name)} (${from}) is not a header name.`, provider);
    if (framing.has(lower))
      throw invalid(`The header "${name}" (${from}) belongs to the connection and cannot be set.`, provider);
    if (lower in checked) throw invalid(`The header "${name}" (${from}) is given twice.`, provider);
    checked[lower] = checkHeaderValue(name, value, from, provider);
  }
  return checked;
}

/**
 * The headers of a request: what the provider computed, the setting `headers`, and the call's `headers`, which win over
 * the setting. Names come out in lower case.
 *
 * @throws {@link DialectError} `invalid_setting` if a caller's header would replace a computed one.
 */
export function mergeHeaders(
  computed: Headers,
  given: { readonly settings?: Headers | undefined; readonly call?: Headers | undefined },
  provider: string,
): Headers {
  const merged: Record<string, string> = {};
  for (const [name, value] of Object.entries(computed)) merged[name.toLowerCase()] = value;
  const extra = {
    ...checkHeaders(given.settings, 'the setting "headers"', provider),
    ...checkHeaders(given.call, 'the option "headers"', provider),
  };
  for (const [name, value] of Object.entries(extra)) {
    if (name in merged)
      throw invalid(`The header "${name}" is computed by the provider and cannot be replaced.`, provider);
    merged[name] = value;
  }
  return merged;
}

/** What is wrong with a secret or header value, by kind and place only. */
export function describeFault(value: string): string {
  const at = value.search(/[^\x21-\x7e]/);
  if (at < 0) return "a character that is not allowed";
  const code = value.charCodeAt(at);
  const kind =
    code > 0x7e
      ? "a character outside ASCII"
      : code === 10 || code === 13
        ? "a line break"
        : code <= 0x20 && code !== 0
          ? "white space"
          : "a control character";
  return `${kind} at position ${at} of ${value.length}`;
}

function invalid(message: string, provider: string | undefined): DialectError {
  return new DialectError("invalid_setting", { message, provider });
}
