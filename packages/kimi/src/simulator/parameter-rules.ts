import type { ServedModel } from "./model-list.js";
import { ruleRefusal, type Refusal } from "./refusal.js";
import type { RequestBody } from "./request-body.js";

/**
 * Values that a versioned model fixes: the exact value passes, any other is refused, one at a time.
 *
 * @see https://github.com/anomalyco/opencode/issues/27796 (temperature 1, read 2026-11-20)
 * @see https://github.com/MoonshotAI/kimi-code/issues/686 (temperature 0.6, read 2026-11-20)
 * The other sentences: new-api fork, calibrated 2026-08-27 against the live API; akz142857/Halro
 * docs/verification/provider-real-matrix.md (read 2026-11-20).
 */
export function checkSampling(body: RequestBody, model: ServedModel, thinking: boolean): Refusal | undefined {
  if (model.family !== "none") {
    const fixed = {
      temperature: thinking ? 1 : 0.6,
      top_p: 0.95,
      n: 1,
      presence_penalty: 0,
      frequency_penalty: 0,
      logprobs: false,
    } as const;
    for (const [name, only] of Object.entries(fixed)) {
      const value = body[name as keyof typeof fixed];
      if (value != null && value !== only)
        return ruleRefusal(`invalid ${name}: only ${String(only)} is allowed for this model`);
    }
  }
  return body.top_logprobs != null && body.logprobs !== true
    ? ruleRefusal("Invalid request: logprobs must be set to true if top_logprobs is used")
    : undefined;
}

/**
 * Of the second sentence only the end was seen.
 *
 * @see https://github.com/akz142857/Halro docs/prd/kimi-adaptation-plan.zh-CN.md (read 2026-11-20)
 */
export function checkStop({ stop }: RequestBody): Refusal | undefined {
  if (stop == null) return undefined;
  const list = typeof stop === "string" ? [stop] : stop;
  if (list.length > 5) {
    return ruleRefusal(`stop array too long. Expected an array with maximum length 5, but got ${list.length}`);
  }
  const encoder = new TextEncoder();
  return list.some((one) => encoder.encode(one).byteLength > 32)
    ? ruleRefusal("stop must not be longer than 32")
    : undefined;
}
