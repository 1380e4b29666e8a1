/**
 * What a failure means. `code` and `type` of the vendor's errors are nearly always `invalid_request_error`, so the
 * sentence decides first and the HTTP status after it. Error bodies are JSON under any content type.
 *
 * @see https://api-docs.deepseek.com/quick_start/error_codes (read 2026-11-20)
 * @see ../test/wire/README.md
 */
import { DialectError, type ErrorCode } from "@dialect/core";
import {
  classifySocketError,
  type Classified,
  type Headers,
  readErrorBody,
  retryAfterMs,
} from "@dialect/core/provider";

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

/** The vendor's sentences, each with where it was seen. */
const bySentence: readonly (readonly [RegExp, Verdict])[] = [
  // "This model's maximum context length is 1048576 tokens. However, you requested 1283793 tokens …" HTTP 400
  // (github.com/UKGovernmentBEIS/inspect_ai src/inspect_ai/model/_providers/deepseek.py, read 2026-11-20)
  [/maximum context length is/i, refuse("context_length_exceeded")],
  // "The supported API model names are deepseek-v4-pro, …, but you passed X." HTTP 400 (live, August 2026)
  [/supported API model names are/i, refuse("model_not_found")],
  // "Model Not Exist" HTTP 400, the older wording
  [/^Model Not Exist/i, refuse("model_not_found")],
  // "Insufficient Balance" HTTP 402 (github.com/1Panel-dev/MaxKB/issues/3797, github.com/Aider-AI/aider/issues/4851)
  [
    /^Insufficient Balance/i,
    refuse("insufficient_quota", "Top up the account; waiting does not help. balance() shows what is left."),
  ],
  // "Authentication Fails, Your api key: ****_KEY is invalid" HTTP 401 (github.com/py-gpt/py-gpt issue 112), also
  // "Authentication Fails (auth header format should be Bearer sk-...)" (linshenkx/prompt-optimizer issue 170)
  [/^Authentication Fails/i, refuse("authentication_failed", "Check DEEPSEEK_API_KEY or the setting apiKey.")],
  // "The `reasoning_content` in the thinking mode must be passed back to the API." HTTP 400
  // (github.com/anomalyco/opencode/issues/24083); older: "Missing `reasoning_content` field in the assistant message at
  // message index 2" (opencode issue 9397)
  [
    /`?reasoning_content`? .*(must be passed back|in the assistant message)/i,
    refuse(
      "invalid_request",
      "A turn of the history has lost its reasoning part; replay assistant messages as they came.",
    ),
  ],
  // "Thinking mode does not support this tool_choice" HTTP 400 (github.com/BerriAI/litellm/issues/37470)
  [
    /does not support this tool_choice/i,
    refuse("invalid_request", 'Force a tool with reasoning: { effort: "none" } only.'),
  ],
];

/** The vendor's page of error codes; 408, 502 and 504 come from what stands before it. */
const byStatus: Readonly<Record<number, Verdict>> = {
  400: refuse("invalid_request"),
  401: refuse("authentication_failed", "Check DEEPSEEK_API_KEY or the setting apiKey."),
  // "Insufficient Balance: You have run out of balance."
  402: refuse("insufficient_quota", "Top up the account; waiting does not help. balance() shows what is left."),
  403: refuse("permission_denied"),
  404: refuse("endpoint_not_supported", "Check the base URL; the vendor's is https://api.deepseek.com."),
  405: refuse("endpoint_not_supported"),
  408: retry("provider_error"),
  // "Invalid Parameters"
  422: refuse("invalid_request"),
  // "Rate Limit Reached": the limit is on requests under way, account-wide.
  429: retry("rate_limited"),
  500: retry("provider_error"),
  501: refuse("endpoint_not_supported"),
  502: retry("provider_error"),
  // "Server Overloaded"
  503: retry("overloaded"),
  504: retry("provider_error"),
};

function verdict(status: number | undefined, message: string): Verdict {
  for (const [sentence, found] of bySentence) if (sentence.test(message)) return found;
  if (status === undefined) return refuse("provider_error");
  return byStatus[status] ?? (status >= 500 ? retry("provider_error") : refuse("invalid_request"));
}

/** The row of the table for one failure. `status` is undefined for an error inside a successful answer. */
export function classify(status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified {
  if (cause !== undefined) return classifySocketError(cause);
  const error = readErrorBody(body);
  const wait = retryAfterMs(headers);
  const requestId = requestIdOf(headers);
  return {
    ...verdict(status ?? statusIn(error.code), error.message),
    ...(error.message === "" ? {} : { message: error.message }),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** On every answer, errors included; there is no `x-request-id`. */
export function requestIdOf(headers: Headers): string | undefined {
  return headers["x-ds-trace-id"];
}

/** Proxies put the HTTP status that an in-band error would have had into `code`. */
function statusIn(code: string | undefined): number | undefined {
  const number = Number(code);
  return Number.isInteger(number) && number >= 400 && number < 600 ? number : undefined;
}

/**
 * An error frame inside an answer that had begun with 200. What the vendor names keeps its name, the rest is
 * `provider_stream_error`.
 */
export function inBandError(frame: string): DialectError {
  const { code, retryable, message, hint } = classify(undefined, {}, frame);
  const unnamed = code === "provider_error" || code === "endpoint_not_supported";
  return new DialectError(unnamed ? "provider_stream_error" : code, {
    message: `The server reported an error inside the answer: ${message ?? frame.slice(0, 300)}`,
    retryable,
    hint: unnamed ? undefined : hint,
  });
}

/** The finish word `insufficient_system_resource`: "the request is interrupted due to insufficient resource of the inference system". */
export function interrupted(): DialectError {
  return new DialectError("overloaded", {
    message: "DeepSeek interrupted the answer: finish_reason insufficient_system_resource.",
    retryable: true,
    hint: "Ask again; what had arrived is in error.partial.",
  });
}
