/**
 * What a failure means: the vendor's own code or type first, then its sentence, then the HTTP status. Only what may
 * succeed unchanged is retryable.
 *
 * @see https://platform.openai.com/docs/guides/error-codes (read 2026-11-20)
 * @see https://github.com/openai/openai-node/blob/7b7d6ca7/src/client.ts (x-should-retry, read 2026-11-20)
 */
import { DialectError, type ErrorCode } from "@dialect/core";
import {
  classifySocketError,
  type Classified,
  type Headers,
  readErrorBody,
  retryAfterMs,
} from "@dialect/core/provider";

/** What the URL was for; a 404 means something else on each. */
export type Endpoint = "responses" | "chat" | "models" | "files" | "embeddings";

interface Verdict {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly hint?: string;
}

const retry = (code: ErrorCode): Verdict => ({ code, retryable: true });
const refuse = (code: ErrorCode, hint?: string): Verdict => ({
  code,
  retryable: false,
  ...(hint === undefined ? {} : { hint }),
});

const quota = refuse("insufficient_quota", "Check plan and billing; waiting does not help.");
const foreignReasoning = refuse(
  "invalid_request",
  "The encrypted reasoning belongs to another organization or model; leaveBehind() removes it from the history.",
);

/** By `error.code` and `error.type`. */
const byWord: Readonly<Record<string, Verdict>> = {
  // "You exceeded your current quota, please check your plan and billing details." type and code, HTTP and in-stream
  insufficient_quota: quota,
  billing_hard_limit_reached: quota,
  billing_not_active: quota,
  // "Your input exceeds the context window of this model. Please adjust your input and try again."
  context_length_exceeded: refuse("context_length_exceeded"),
  // "The model `x` does not exist or you do not have access to it."
  model_not_found: refuse("model_not_found"),
  // "Incorrect API key provided: sk-…xyz. You can find your API key at https://platform.openai.com/account/api-keys."
  invalid_api_key: refuse("authentication_failed"),
  authentication_error: refuse("authentication_failed"),
  // "Country, region, or territory not supported"
  unsupported_country_region_territory: refuse("permission_denied"),
  request_forbidden: refuse("permission_denied"),
  rate_limit_exceeded: retry("rate_limited"),
  rate_limit_error: retry("rate_limited"),
  slow_down: retry("rate_limited"),
  server_is_overloaded: retry("overloaded"),
  service_unavailable_error: retry("overloaded"),
  server_error: retry("provider_error"),
  // "The encrypted content could not be verified. Reason: Encrypted content could not be decrypted or parsed."
  invalid_encrypted_content: foreignReasoning,
  // Servers that speak the format: "the request exceeds the available context size"
  exceed_context_size_error: refuse("context_length_exceeded"),
};

/** By sentence, for errors whose code is null. */
const bySentence: readonly (readonly [RegExp, Verdict])[] = [
  // Responses, HTTP 400, code null: "The requested model 'x' does not exist."
  [/\bmodel\b[^.]*\bdoes not exist\b/i, refuse("model_not_found")],
  // Servers that speak the format, 404: "model 'x' not found"
  [/\bmodel\b.*\bnot found\b/i, refuse("model_not_found")],
  // Chat: "This model's maximum context length is N tokens. However, …"; a local server passes its runner's sentence on
  [/maximum context length|exceeds the (context window|available context size)/i, refuse("context_length_exceeded")],
  // Responses, HTTP 404: "Item with id 'rs_…' not found. Items are not persisted when `store` is set to false."
  [
    /^Item with id '[^']*' not found/,
    refuse("invalid_request", "Items of an unstored response cannot be looked up by id."),
  ],
  // Files, HTTP 404: "No such File object: file-…"
  [/^No such File object/i, refuse("invalid_request")],
];

const byStatus: Readonly<Record<number, Verdict>> = {
  401: refuse("authentication_failed"),
  402: quota,
  403: refuse("permission_denied"),
  408: retry("provider_error"),
  409: retry("provider_error"),
  429: retry("rate_limited"),
  500: retry("provider_error"),
  502: retry("provider_error"),
  503: retry("overloaded"),
  504: retry("provider_error"),
};

const noEndpoint = new Set([404, 405, 501]);
const noResponses = refuse(
  "endpoint_not_supported",
  'The server may not implement the Responses API; use api: "chat" in createOpenAI, or route: "chat" in chat().',
);
const noPath = refuse("endpoint_not_supported", "Check the base URL; many servers want it to end in /v1.");
const noSuch = refuse("endpoint_not_supported");

function verdict(status: number | undefined, endpoint: Endpoint, error: ReturnType<typeof readErrorBody>): Verdict {
  const worded = byWord[error.code ?? ""] ?? byWord[error.type ?? ""];
  if (worded !== undefined) return worded;
  for (const [sentence, found] of bySentence) if (sentence.test(error.message)) return found;
  if (status === undefined) return refuse("provider_error");
  if (noEndpoint.has(status)) {
    if (endpoint === "responses") return noResponses;
    return status === 404 ? noPath : noSuch;
  }
  return byStatus[status] ?? (status >= 500 ? retry("provider_error") : refuse("invalid_request"));
}

/** In-band errors carry the HTTP status they would have had as a number. */
function statusIn(code: string | undefined): number | undefined {
  const number = Number(code);
  return Number.isInteger(number) && number >= 400 && number < 600 ? number : undefined;
}

/**
 * An error frame inside a stream that had begun with 200. What the vendor names keeps its name; the rest is
 * `provider_stream_error`, retryable where the same HTTP status would be.
 */
export function streamError(endpoint: Endpoint, frame: string): DialectError {
  const { code, retryable, message, hint } = classifyFor(endpoint)(undefined, {}, frame);
  const own = code === "provider_error" || code === "endpoint_not_supported";
  return new DialectError(own ? "provider_stream_error" : code, {
    message: `The server reported an error inside the stream: ${message ?? frame.slice(0, 300)}`,
    retryable,
    hint: own ? undefined : hint,
  });
}

/** The row of the table for one failure. `status` is undefined for an error inside a successful answer. */
export function classifyFor(endpoint: Endpoint) {
  return (status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified => {
    if (cause !== undefined) return classifySocketError(cause);
    const error = readErrorBody(body);
    const found = verdict(status ?? statusIn(error.code), endpoint, error);
    const wait = retryAfterMs(headers);
    const requestId = headers["x-request-id"];
    return {
      ...found,
      retryable: serverSays(headers, found),
      ...(error.message === "" ? {} : { message: error.message }),
      ...(wait === undefined ? {} : { retryAfterMs: wait }),
      ...(requestId === undefined ? {} : { requestId }),
    };
  };
}

/** `x-should-retry` is the server's own word; spent quota stays spent whatever it says. */
function serverSays(headers: Headers, found: Verdict): boolean {
  const word = headers["x-should-retry"];
  if (word === "false") return false;
  return (word === "true" && found !== quota) || found.retryable;
}
