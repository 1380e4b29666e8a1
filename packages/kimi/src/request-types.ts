import type { ChatRequest } from "@dialect/core";

/** Everything that can be asked of Kimi. What a model does not take is refused by name before the network. */
export interface KimiRequest extends ChatRequest {
  /** `thinking.keep`: the model sees the reasoning of all earlier turns, which is then sent back on each. */
  readonly keepThinking?: "all";
  /**
   * What to do with a tool turn that has lost its reasoning: without this, refuse. `send-empty` sends an empty text,
   * which some report as taken and some as refused.
   */
  readonly missingReasoning?: "send-empty";
  /** Tools that the vendor runs: answer such a call with `answerBuiltin(call)`. */
  readonly builtinTools?: readonly "$web_search"[];
  /** −2 to 2; `moonshot-v1-*` only. */
  readonly frequencyPenalty?: number;
  /** −2 to 2; `moonshot-v1-*` only. */
  readonly presencePenalty?: number;
  /** Your own id of the conversation: requests with the same one find the same context cache. */
  readonly promptCacheKey?: string;
  /** Your own id of the end user, hashed: for the vendor's content safety. */
  readonly safetyIdentifier?: string;
}

/** The options beside the portable ones. */
export const ownOptions = [
  "keepThinking",
  "missingReasoning",
  "builtinTools",
  "frequencyPenalty",
  "presencePenalty",
  "promptCacheKey",
  "safetyIdentifier",
] as const;

type Listed = (typeof ownOptions)[number];
type Own = Exclude<keyof KimiRequest, keyof ChatRequest>;
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
  keepThinking: "keepThinking",
  builtinTools: "webSearch",
  frequencyPenalty: "frequencyPenalty",
  presencePenalty: "presencePenalty",
  promptCacheKey: "promptCacheKey",
  safetyIdentifier: "safetyIdentifier",
} as const;
