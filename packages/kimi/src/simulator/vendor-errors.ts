import type { ScriptedError } from "@dialect/simulator";

/**
 * Errors that depend on the vendor's load and on the account, for `script({ error: vendorError("rpm") })`. The kinds
 * of 429 are told apart by `type`; how long to wait stands in the message.
 *
 * @see https://github.com/LLM-Red-Team/kimi-cc/issues/16 (rate limits, read 2026-11-21; `tpm` ends as the others do)
 * @see https://platform.kimi.ai/docs (types and the other texts, read 2026-11-20)
 * @see https://www.kimi.com/code/docs (error reference of Kimi Code, read 2026-11-20)
 */
export type VendorErrorName =
  | "overloaded"
  | "rpm"
  | "concurrency"
  | "tpm"
  | "suspended"
  | "quota"
  | "usage-limit"
  | "billing-cycle"
  | "membership"
  | "high-risk";

// As measured on a 429 of 2026-09: akz142857/Halro provider-real-matrix.md (read 2026-11-20).
const soon = { "retry-after": "1", "x-retry-after": "1" };

const rate = (message: string): ScriptedError => ({
  status: 429,
  message,
  type: "rate_limit_reached_error",
  headers: soon,
});

const errors: Readonly<Record<VendorErrorName, ScriptedError>> = {
  overloaded: {
    status: 429,
    message: "The engine is currently overloaded, please try again later",
    type: "engine_overloaded_error",
    headers: soon,
  },
  rpm: rate(
    "Your account org-simulated<ak-simulated> request reached organization max RPM: 3, please try again after 1 seconds",
  ),
  concurrency: rate(
    "Your account org-simulated<ak-simulated> request reached max organization concurrency: 1, please try again after 1 seconds",
  ),
  tpm: rate(
    "Your account org-simulated<ak-simulated> request reached project TPM rate limit, current: 1410, limit: 100, please try again after 1 seconds",
  ),
  suspended: {
    status: 429,
    message:
      "Your account org-simulated<ak-simulated> is suspended due to insufficient balance, please recharge your account or check your plan and billing details",
    type: "exceeded_current_quota_error",
  },
  quota: {
    status: 429,
    message: "You exceeded your current token quota, please check your account balance",
    type: "exceeded_current_quota_error",
  },
  // Kimi Code: the window of five hours. The source gives no type.
  "usage-limit": { status: 429, message: "You've reached your usage limit for this period." },
  "billing-cycle": {
    status: 403,
    message: "You've reached your usage limit for this billing cycle.",
    type: "access_terminated_error",
  },
  membership: { status: 402, message: "We're unable to verify your membership benefits at this time." },
  "high-risk": {
    status: 400,
    message: "The request was rejected because it was considered high risk",
    type: "content_filter",
  },
};

export function vendorError(name: VendorErrorName): ScriptedError {
  return errors[name];
}
