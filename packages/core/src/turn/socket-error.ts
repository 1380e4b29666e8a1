import type { Classified } from "../contract/wire.js";

const refused = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);
// A name that does not exist and a certificate that does not fit will not exist or fit half a second later.
const final = new Set([
  "ENOTFOUND",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/** The error codes in a chain of causes; several addresses tried at once come as an aggregate. */
function codesOf(cause: unknown): string[] {
  const codes: string[] = [];
  let current = cause as { code?: unknown; cause?: unknown; errors?: readonly unknown[] } | undefined;
  for (let depth = 0; depth < 5 && typeof current === "object" && current !== null; depth++) {
    if (typeof current.code === "string") codes.push(current.code);
    current = (current.cause ?? current.errors?.[0]) as typeof current;
  }
  return codes;
}

/**
 * What a failed socket means before an answer began: `connect_failed` when there was no connection,
 * `connection_reset` when it broke. Both may be retried once, except what cannot change by itself.
 */
export function classifySocketError(cause: unknown): Classified {
  const codes = codesOf(cause);
  const named = codes.find((code) => refused.has(code));
  if (named !== undefined) return { code: "connect_failed", retryable: !final.has(named) };
  if (codes.includes("UND_ERR_CONNECT_TIMEOUT") || codes.includes("ETIMEDOUT"))
    return { code: "timeout_connect", retryable: true };
  return { code: "connection_reset", retryable: true };
}
