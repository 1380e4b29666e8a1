import type { ResponseInfo } from "@dialect/core";
import { rateLimits, type ResponseHead } from "@dialect/core/provider";

// Sent with every answer, errors included (github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl,
// read 2026-11-20). Resets come as `6m0s` or `120ms`.
const names = {
  requests: {
    limit: "x-ratelimit-limit-requests",
    remaining: "x-ratelimit-remaining-requests",
    reset: "x-ratelimit-reset-requests",
  },
  tokens: {
    limit: "x-ratelimit-limit-tokens",
    remaining: "x-ratelimit-remaining-tokens",
    reset: "x-ratelimit-reset-tokens",
  },
} as const;

/** What the response head says of every answer: the request id and the rate limits. */
export function readHead(head: ResponseHead): Pick<ResponseInfo, "rateLimits"> & { readonly requestId?: string } {
  const requestId = head.headers["x-request-id"];
  return { rateLimits: rateLimits(head.headers, names), ...(requestId === undefined ? {} : { requestId }) };
}
