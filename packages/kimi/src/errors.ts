/**
 * What a failure means. Bodies are `{ error: { message, type } }` without a code; four kinds of 429 differ by `type` and
 * sentence only, and a 403 may be about the client, the plan or the balance: the sentence decides first, then the type,
 * then the HTTP status.
 *
 * @see https://platform.kimi.ai/docs/api/errors (read 2026-11-20)
 * @see https://www.kimi.com/code/docs/en/kimi-code/error-reference.html (read 2026-11-20)
 */
import { DialectError, type ErrorCode } from "@dialect/core";
import { classifySocketError, type Classified, type Headers, readErrorBody } from "@dialect/core/provider";
import { readWait } from "./quirks/read-wait.js";

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

const key = refuse(
  "authentication_failed",
  'Check the key and where it belongs: keys of the global platform, of the Chinese one (region: "china") and of Kimi Code (route "code") are not interchangeable.',
);
const quota = refuse(
  "insufficient_quota",
  "Waiting a moment does not help: recharge the account, or wait for the next period of the plan.",
);

/** The vendor's sentences, each with where it was seen. */
const bySentence: readonly (readonly [RegExp, Verdict])[] = [
  // "Kimi For Coding is currently only available for Coding Agents such as …" HTTP 403 (kodustech/kodus-ai issue 1257)
  [
    /only available for Coding Agents/i,
    refuse(
      "client_identity_rejected",
      "Kimi Code serves clients that the vendor knows by their User-Agent. Ask to have yours let in (https://www.kimi.com/code/docs/en/kimi-code/error-reference.html), or use the Open Platform (route \"chat\"). Sending another product's name breaks the vendor's terms and is not done here.",
    ),
  ],
  // "Your current subscription does not have access to k3…" HTTP 401, with the type of a dead key (Halro, 2026-09-22)
  [/subscription does not have access/i, refuse("permission_denied", "The plan of this key does not have the model.")],
  // "You've reached your usage limit for this billing cycle" HTTP 403, "… for this period." HTTP 429 (error reference)
  [/reached your usage limit|monthly usage limit/i, quota],
  // "We're unable to verify your membership benefits at this time…" HTTP 402 (error reference)
  [/unable to verify your membership/i, retry("provider_error")],
  // "Your account … is suspended due to insufficient balance", "You exceeded your current token quota" HTTP 429
  [/insufficient balance|exceeded your current token quota/i, quota],
  // "Invalid request: Your request exceeded model token limit: 262144 (requested: 269030)" (MoonshotAI/kimi-cli issue 2011)
  [/exceeded model token limit/i, refuse("context_length_exceeded")],
  // "total message size N exceeds limit 2097152", "Request exceeds the maximum size" HTTP 413 (error reference)
  [/message size \d+ exceeds limit|exceeds the maximum size/i, refuse("context_length_exceeded")],
  // "Not found the model X or Permission denied" HTTP 404
  [/Not found the model/i, refuse("model_not_found")],
  // "thinking is enabled but reasoning_content is missing in assistant tool call message at index 2" (QuantumNous/new-api issue 3121)
  [
    /reasoning_content is missing/i,
    refuse(
      "invalid_request",
      "A turn of the history has lost its reasoning part; replay assistant messages as they came.",
    ),
  ],
  // "tool_choice 'required' is incompatible with thinking enabled" (can1357/oh-my-pi issue 827)
  [
    /is incompatible with thinking enabled/i,
    refuse("invalid_request", 'reasoning: { effort: "none" } where the model can.'),
  ],
];

/** @see https://platform.kimi.ai/docs/api/errors (read 2026-11-20) */
const byType: Readonly<Record<string, Verdict>> = {
  // "The engine is currently overloaded, please try again later"
  engine_overloaded_error: retry("overloaded"),
  // "request reached organization max RPM: 3, please try again after 1 seconds" (MoonshotAI/Kimi-K2 issue 34)
  rate_limit_reached_error: retry("rate_limited"),
  exceeded_current_quota_error: quota,
  // "The request was rejected because it was considered high risk"
  content_filter: refuse("invalid_request", "The vendor's content safety refused the request."),
  incorrect_api_key_error: key,
  invalid_authentication_error: key,
  resource_not_found_error: refuse("model_not_found"),
  access_terminated_error: refuse("permission_denied"),
};

const byStatus: Readonly<Record<number, Verdict>> = {
  400: refuse("invalid_request"),
  401: key,
  402: quota,
  403: refuse("permission_denied"),
  404: refuse("endpoint_not_supported", "Check the base URL; it ends in /v1."),
  405: refuse("endpoint_not_supported"),
  408: retry("provider_error"),
  409: retry("provider_error"),
  413: refuse("context_length_exceeded"),
  422: refuse("invalid_request"),
  // "We're receiving too many requests" (error reference)
  429: retry("rate_limited"),
  500: retry("provider_error"),
  501: refuse("endpoint_not_supported"),
  // After 900 s a page with status 504.
  503: retry("overloaded"),
  529: retry("overloaded"),
};

function verdict(status: number | undefined, type: string | undefined, message: string): Verdict {
  for (const [sentence, found] of bySentence) if (sentence.test(message)) return found;
  // "method not found" has the type of a model that is not there.
  if (status === 404 && /^(method|path|url)\b/i.test(message)) return byStatus[404] ?? key;
  if (type !== undefined && Object.hasOwn(byType, type)) return byType[type] ?? key;
  if (status === undefined) return refuse("provider_error");
  return byStatus[status] ?? (status >= 500 ? retry("provider_error") : refuse("invalid_request"));
}

/** The row of the table for one failure. `status` is undefined for an error inside a successful answer. */
export function classify(status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified {
  if (cause !== undefined) return classifySocketError(cause);
  const error = readErrorBody(body);
  const wait = readWait(headers, error.message);
  const requestId = requestIdOf(headers);
  return {
    ...verdict(status, error.type, error.message),
    ...(error.message === "" ? {} : { message: error.message }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The Open Platform sends `Msh-Request-Id`; the vendor's own clients read `x-trace-id` on Kimi Code. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers["msh-request-id"] ?? headers["x-msh-trace-id"] ?? headers["x-trace-id"];
}

/**
 * An error frame inside an answer that had begun with 200. What the vendor names keeps its name, the rest is
 * `provider_stream_error`.
 */
export function inBandError(frame: string): DialectError {
  const { code, retryable, message, hint, retryAfterMs } = classify(undefined, {}, frame);
  const unnamed = code === "provider_error" || code === "endpoint_not_supported";
  return new DialectError(unnamed ? "provider_stream_error" : code, {
    message: `The server reported an error inside the answer: ${message ?? frame.slice(0, 300)}`,
    retryable,
    hint: unnamed ? undefined : hint,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
