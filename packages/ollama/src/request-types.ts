import type { ChatRequest } from "@dialect/core";

/**
 * Everything that can be asked of Ollama. What a model or route does not take is refused by name before the network.
 * `reasoning.effort` is `none`, `on`, `low`, `medium`, `high` or `max`.
 */
export interface OllamaRequest extends ChatRequest {
  /** Length of the context window in tokens; the server loads the model anew when it changes. */
  readonly numCtx?: number;
  /** How long the model stays loaded: seconds, or a Go duration such as `"10m"`; 0 unloads, −1 is for ever. */
  readonly keepAlive?: number | string;
  /** `false` = a prompt longer than the context is refused instead of losing its oldest messages. */
  readonly truncate?: boolean;
  /** `false` = the answer ends at the context limit instead of pushing the beginning out. */
  readonly shift?: boolean;
  readonly topK?: number;
  readonly minP?: number;
  readonly typicalP?: number;
  readonly repeatLastN?: number;
  readonly repeatPenalty?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly numKeep?: number;
  readonly numBatch?: number;
  readonly numGpu?: number;
  readonly mainGpu?: number;
  readonly numThread?: number;
  readonly useMmap?: boolean;
  /** Log probabilities of the tokens; they are in `result.raw`. */
  readonly logprobs?: boolean;
  /** 0 to 20, together with `logprobs: true`. */
  readonly topLogprobs?: number;
}

/** Options of the model runner and their names in `options` on the wire. */
export const runnerOptions = {
  numCtx: "num_ctx",
  topK: "top_k",
  minP: "min_p",
  typicalP: "typical_p",
  repeatLastN: "repeat_last_n",
  repeatPenalty: "repeat_penalty",
  presencePenalty: "presence_penalty",
  frequencyPenalty: "frequency_penalty",
  numKeep: "num_keep",
  numBatch: "num_batch",
  numGpu: "num_gpu",
  mainGpu: "main_gpu",
  numThread: "num_thread",
  useMmap: "use_mmap",
} as const;

/** Which cell answers for which option: read by the compiler and at run time. */
export const requestCells = {
  tools: "tools",
  parallelToolCalls: "parallelTools",
  maxOutputTokens: "maxOutputTokens",
  temperature: "temperature",
  topP: "topP",
  stop: "stop",
  seed: "seed",
  numCtx: "numCtx",
  keepAlive: "keepAlive",
  truncate: "truncate",
  shift: "truncate",
  topK: "runnerOptions",
  minP: "runnerOptions",
  typicalP: "runnerOptions",
  repeatLastN: "runnerOptions",
  repeatPenalty: "runnerOptions",
  presencePenalty: "penalties",
  frequencyPenalty: "penalties",
  numKeep: "runnerOptions",
  numBatch: "runnerOptions",
  numGpu: "runnerOptions",
  mainGpu: "runnerOptions",
  numThread: "runnerOptions",
  useMmap: "runnerOptions",
  logprobs: "logprobs",
  topLogprobs: "logprobs",
} as const;

/** The options beside the portable ones. */
export const ownOptions = [
  "numCtx",
  "keepAlive",
  "truncate",
  "shift",
  "topK",
  "minP",
  "typicalP",
  "repeatLastN",
  "repeatPenalty",
  "presencePenalty",
  "frequencyPenalty",
  "numKeep",
  "numBatch",
  "numGpu",
  "mainGpu",
  "numThread",
  "useMmap",
  "logprobs",
  "topLogprobs",
] as const;

type Listed = (typeof ownOptions)[number];
type Own = Exclude<keyof OllamaRequest, keyof ChatRequest>;
const complete: [Exclude<Own, Listed>, Exclude<Listed, Own>] extends [never, never] ? true : never = true;
void complete;
