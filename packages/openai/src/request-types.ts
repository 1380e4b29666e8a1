import type { ChatRequest, JsonObject } from "@dialect/core";

/** A tool that the vendor runs, as its documentation writes it; `type` names it. Responses only. */
export interface HostedTool {
  readonly type: string;
  readonly [field: string]: unknown;
}

/**
 * Everything that can be asked of OpenAI. What a route or a model does not take is refused by name before the network.
 * Field comments say where a field lives: R = Responses, C = Chat Completions.
 */
export interface OpenAIRequest extends ChatRequest {
  /** `summary` (R) asks for readable summaries; `mode` and `context` (R) exist from gpt-5.4 and gpt-5.6 on. */
  readonly reasoning?: {
    readonly effort: string;
    readonly summary?: "auto" | "concise" | "detailed";
    readonly mode?: "standard" | "pro";
    readonly context?: "auto" | "current_turn" | "all_turns";
  };
  /** R, C */
  readonly verbosity?: "low" | "medium" | "high";
  /** R, C. On Responses `false` is sent when this is absent (`added.storeFalse`). */
  readonly store?: boolean;
  /** R. Added to what is asked for by itself (`added.encryptedReasoning`). */
  readonly include?: readonly string[];
  /** R, C */
  readonly metadata?: Readonly<Record<string, string>>;
  /** R, C */
  readonly serviceTier?: "auto" | "default" | "flex" | "priority" | "fast" | "scale";
  /** R, C */
  readonly promptCacheKey?: string;
  /** R, C */
  readonly promptCacheRetention?: "in_memory" | "24h";
  /** R, C */
  readonly safetyIdentifier?: string;
  /** R, C. Replaced by `safetyIdentifier` and `promptCacheKey`; sent as it is. */
  readonly user?: string;
  /** R, C. Log probabilities of the tokens; read them with `tokenLogprobs(result)`. */
  readonly logprobs?: boolean;
  /** R, C. 0–20. */
  readonly topLogprobs?: number;
  /** R, C. Detail of every image of the request. */
  readonly imageDetail?: "auto" | "low" | "high" | "original";
  /** R, C. `false` = no random padding in stream events. */
  readonly streamObfuscation?: boolean;
  /** R, C. Of the tools, the only ones that may be called; all of them are still sent. */
  readonly allowedTools?: readonly string[];

  /** R */
  readonly truncation?: "auto" | "disabled";
  /** R. Limit on calls of hosted tools. */
  readonly maxToolCalls?: number;
  /** R. Tools that the vendor runs: `web_search`, `file_search`, `code_interpreter`, `image_generation`, `mcp`, `tool_search`. */
  readonly hostedTools?: readonly HostedTool[];
  /**
   * R. Continues a stored response: of `messages`, those up to and including that response are not sent again. Needs
   * `store: true` on the request that made it.
   */
  readonly previousResponseId?: string;
  /** R. Compaction of long contexts on the server. */
  readonly contextManagement?: readonly { readonly type: "compaction"; readonly compactThreshold?: number }[];

  /** Refused: needs messages that no history holds. Use `previousResponseId`. */
  readonly conversation?: string | { readonly id: string };
  /** Refused: the answer would have to be polled for. */
  readonly background?: boolean;
  /** Refused: prompt templates change the request out of sight. */
  readonly prompt?: JsonObject;
  /** Refused. */
  readonly moderation?: JsonObject;
  /** Refused where it is not `["text"]`. */
  readonly modalities?: readonly string[];
  /** Refused. */
  readonly audio?: JsonObject;
  /** Refused: one answer per request. */
  readonly n?: number;

  /** C */
  readonly frequencyPenalty?: number;
  /** C */
  readonly presencePenalty?: number;
  /** C */
  readonly logitBias?: Readonly<Record<string, number>>;
  /** C. Text that most of the answer will repeat. */
  readonly prediction?: string;
  /** C */
  readonly webSearchOptions?: JsonObject;
}

/** Every key of an {@link OpenAIRequest}; the compiler keeps the list whole. */
export const requestKeys = [
  "messages",
  "tools",
  "toolChoice",
  "parallelToolCalls",
  "output",
  "reasoning",
  "maxOutputTokens",
  "temperature",
  "topP",
  "stop",
  "seed",
  "media",
  "verbosity",
  "store",
  "include",
  "metadata",
  "serviceTier",
  "promptCacheKey",
  "promptCacheRetention",
  "safetyIdentifier",
  "user",
  "logprobs",
  "topLogprobs",
  "imageDetail",
  "streamObfuscation",
  "allowedTools",
  "truncation",
  "maxToolCalls",
  "hostedTools",
  "previousResponseId",
  "contextManagement",
  "conversation",
  "background",
  "prompt",
  "moderation",
  "modalities",
  "audio",
  "n",
  "frequencyPenalty",
  "presencePenalty",
  "logitBias",
  "prediction",
  "webSearchOptions",
] as const;

type Listed = (typeof requestKeys)[number];
const complete: [Exclude<keyof OpenAIRequest, Listed>, Exclude<Listed, keyof OpenAIRequest>] extends [never, never]
  ? true
  : never = true;
void complete;
