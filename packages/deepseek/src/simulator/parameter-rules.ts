import { textOf, type RequestBody } from "./request-body.js";
import { ruleRefusal, type Refusal } from "./refusal.js";

/**
 * Ranges and combinations that are refused whatever the model thinks of them. Sampling values are range-checked
 * even in thinking mode, where they have no effect.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/dseek.jsonl (stream_options, json word; recorded
 *   2026-09-01, read 2026-11-20)
 * The other sentences: new-api fork, official-fit validator, live-probed in August and September 2026 (read 2026-11-20).
 */
export function checkParameters(body: RequestBody): Refusal | undefined {
  const message = rules.map((rule) => rule(body)).find((one) => one !== undefined);
  return message === undefined ? undefined : ruleRefusal(message);
}

const outside = (value: number | null | undefined, low: number, high: number): boolean =>
  typeof value === "number" && (value < low || value > high);

const rules: readonly ((body: RequestBody) => string | undefined)[] = [
  ({ max_tokens }) =>
    outside(max_tokens, 1, 393_216)
      ? "Invalid max_tokens value, the valid range of max_tokens is [1, 393216]"
      : undefined,
  ({ temperature }) =>
    outside(temperature, 0, 2) ? "Invalid temperature value, the valid range of temperature is [0, 2]" : undefined,
  ({ top_p }) =>
    outside(top_p, 0, 1) || top_p === 0 ? "Invalid top_p value, the valid range of top_p is (0, 1.0]" : undefined,
  ({ stop }) => (Array.isArray(stop) && stop.length > 16 ? `Stop string array too long: ${stop.length}` : undefined),
  ({ top_logprobs, logprobs }) =>
    typeof top_logprobs === "number" && logprobs !== true
      ? "Invalid top_logprobs and logprobs value, logprobs must be set to true if top_logprobs is used."
      : undefined,
  ({ top_logprobs }) =>
    outside(top_logprobs, 0, 20)
      ? "Invalid top_logprobs value, the valid range of top_logprobs is [0, 20]."
      : undefined,
  ({ stream_options, stream }) =>
    stream_options != null && stream !== true ? "stream_options should be set along with stream = true" : undefined,
  // https://github.com/UKGovernmentBEIS/inspect_ai deepseek.py at 7003df1 (read 2026-11-20)
  ({ response_format }) =>
    response_format?.type === "json_schema" ? "This response_format type is unavailable now" : undefined,
  ({ response_format, messages }) =>
    response_format?.type === "json_object" && !messages.some((message) => /json/i.test(textOf(message)))
      ? "Prompt must contain the word 'json' in some form to use 'response_format' of type 'json_object'."
      : undefined,
];
