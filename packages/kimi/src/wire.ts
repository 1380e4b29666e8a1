import type { Json } from "@dialect/core";

/**
 * What is sent to `POST /chat/completions`. Members that the vendor does not know are ignored without a word, so
 * nothing else may ever be written here.
 *
 * @see https://platform.kimi.ai/docs/api/chat (read 2026-11-20)
 */
export interface ChatBody {
  model: string;
  messages: WireMessage[];
  /** K2.x, and the Kimi Code endpoint with `effort`: never together with `reasoning_effort`, which is refused. */
  thinking?: { type: "enabled" | "disabled"; effort?: string; keep?: "all" };
  /** K3: "low", "high", "max". */
  reasoning_effort?: string;
  /** Includes the tokens of the reasoning; `max_tokens` is a deprecated alias. */
  max_completion_tokens?: number;
  response_format?: Json;
  tools?: readonly Json[];
  tool_choice?: Json;
  parallel_tool_calls?: boolean;
  /** Fixed on kimi-k*: 1 while thinking, 0.6 without. */
  temperature?: number;
  /** Fixed on kimi-k*: 0.95. */
  top_p?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  /** At most 5, each of at most 32 bytes. */
  stop?: readonly string[];
  seed?: number;
  prompt_cache_key?: string;
  safety_identifier?: string;
  stream?: true;
}

/** `reasoning_content`: of assistant messages. `partial`: of the last message, when the model is to continue it. */
export type WireMessage = { [member: string]: Json };
