import type { Headers } from "./contract/wire.js";

const mark = "[redacted]";

// Order matters: the header form first, so that its scheme word survives and the token after it does not.
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(bearer|basic)\s+[^\s"',;]+/gi, `$1 ${mark}`],
  [/\bsk-[A-Za-z0-9_-]{6,}/g, mark],
  [/([?&](?:api[-_]?key|key|token|access_token|signature|sig|password|secret)=)[^&#\s"']+/gi, `$1${mark}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, `$1${mark}@`],
];

/** Text without keys: bearer tokens, `sk-…` keys, secret query parameters, user info in URLs, and the given secrets. */
export function redactText(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret.length >= 4) clean = clean.replaceAll(secret, mark);
  for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
  return clean;
}

const harmless = new Set([
  "accept",
  "accept-encoding",
  "content-type",
  "content-length",
  "user-agent",
  "host",
  "connection",
]);

/** Headers without secrets: only names that can hold none keep their values; of an authorization header the scheme. */
export function redactHeaders(headers: Headers): Record<string, string> {
  const clean: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    clean[lower] = harmless.has(lower)
      ? value
      : /^(bearer|basic) /i.test(value)
        ? `${value.split(" ", 1)[0]} ${mark}`
        : mark;
  }
  return clean;
}

/** A URL without user info, query and fragment values. */
export function redactUrl(url: string): string {
  return redactText(url);
}
