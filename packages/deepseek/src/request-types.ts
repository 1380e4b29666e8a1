import type { ChatRequest } from "@dialect/core";

/** `none` switches thinking off; without `reasoning` the vendor thinks with effort `high`. */
export type Effort = "none" | "low" | "high" | "max";

/** Everything that can be asked of DeepSeek. What a model does not take is refused by name before the network. */
export interface DeepSeekRequest extends ChatRequest {
  /** −2 to 2; without effect while the model thinks, and therefore refused there. */
  readonly frequencyPenalty?: number;
  /** −2 to 2; without effect while the model thinks, and therefore refused there. */
  readonly presencePenalty?: number;
  /** Log probabilities of the tokens; read them with `tokenLogprobs(result)`. */
  readonly logprobs?: boolean;
  /** 0 to 20, together with `logprobs: true`. */
  readonly topLogprobs?: number;
  /** Your own id of the end user, at most 512 bytes: separates cache, scheduling and content safety. */
  readonly userId?: string;
}

/** The options beside the portable ones. */
export const ownOptions = ["frequencyPenalty", "presencePenalty", "logprobs", "topLogprobs", "userId"] as const;

type Listed = (typeof ownOptions)[number];
type Own = Exclude<keyof DeepSeekRequest, keyof ChatRequest>;
const complete: [Exclude<Own, Listed>, Exclude<Listed, Own>] extends [never, never] ? true : never = true;
void complete;

/** Which cell answers for which option: read by the compiler and at run time. */
export const requestCells = {
  tools: "tools",
  parallelToolCalls: "parallelTools",
  maxOutputTokens: "maxOutputTokens",
  temperature: "temperature",
  topP: "topP",
  stop: "stop",
  seed: "seed",
  frequencyPenalty: "frequencyPenalty",
  presencePenalty: "presencePenalty",
  logprobs: "logprobs",
  topLogprobs: "logprobs",
  userId: "userId",
} as const;
