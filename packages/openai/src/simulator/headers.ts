import type { ReplyHeaders } from "@dialect/simulator";
import type { Ids } from "./ids.js";

/**
 * Headers of every answer; the rate limits stand on refusals with status 400 too, not on 401.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
export function headersOf(ids: Ids): ReplyHeaders {
  return {
    "x-request-id": ids.request(),
    "openai-processing-ms": "17",
    "openai-version": "2020-10-01",
    "openai-organization": "org-simulator",
    "openai-project": "proj_simulator",
    "x-openai-proxy-wasm": "v0.1",
    "x-content-type-options": "nosniff",
  };
}

export function rateLimits(hasImages: boolean): ReplyHeaders {
  return {
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-limit-tokens": "500000",
    "x-ratelimit-remaining-requests": "499",
    "x-ratelimit-remaining-tokens": "499989",
    "x-ratelimit-reset-requests": "120ms",
    "x-ratelimit-reset-tokens": "1ms",
    ...(hasImages
      ? {
          "x-ratelimit-limit-input-images": "50000",
          "x-ratelimit-remaining-input-images": "49999",
          "x-ratelimit-reset-input-images": "1ms",
        }
      : {}),
  };
}
