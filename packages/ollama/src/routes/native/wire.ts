import type { Json, JsonObject } from "@dialect/core";

/**
 * What is sent to `POST /api/chat`. Members that the server does not know are dropped without a word, so nothing else
 * may ever be written here.
 *
 * @see https://docs.ollama.com/api/chat (read 2026-11-20)
 */
export type ChatBody = {
  readonly model: string;
  readonly messages: readonly WireMessage[];
  /** "true" unless it says otherwise. */
  readonly stream: boolean;
  /** "json" or a JSON schema. */
  readonly format?: Json;
  readonly tools?: readonly Json[];
  readonly think?: boolean | string;
  /** Seconds, or a Go duration. */
  readonly keep_alive?: number | string;
  readonly truncate?: boolean;
  readonly shift?: boolean;
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
  /** Unknown names are ignored with a line in the server's log; a wrong type is 500. */
  readonly options?: JsonObject;
};

/** `images`: base64 without `data:`. `tool_calls`: arguments are objects. `tool_name`: what most templates render. */
export type WireMessage = { [member: string]: Json };

/** One line of the stream, or the whole answer. Counts of zero are left out. */
export interface ChatLine {
  readonly model?: Json;
  readonly created_at?: Json;
  readonly message?: Json;
  readonly done?: Json;
  /** `stop`, `length`, `load` or `unload`; absent when the runner's connection was closed. */
  readonly done_reason?: Json;
  readonly prompt_eval_count?: Json;
  readonly eval_count?: Json;
  readonly error?: Json;
}
