import type { Json } from "@dialect/core";

/**
 * What is sent to `POST /v1/chat/completions`. Members that the server does not know are dropped without a word;
 * without `temperature` and `top_p` it forces both to 1, whatever the model's own file says.
 *
 * @see https://docs.ollama.com/api/openai-compatibility (read 2026-11-20)
 */
export type ChatBody = {
  readonly model: string;
  readonly messages: readonly Json[];
  readonly tools?: readonly Json[];
  readonly response_format?: Json;
  readonly reasoning_effort?: string;
  readonly max_tokens?: number;
  readonly temperature?: number;
  readonly top_p?: number;
  readonly stop?: readonly string[];
  readonly seed?: number;
  readonly presence_penalty?: number;
  readonly frequency_penalty?: number;
  readonly logprobs?: boolean;
  readonly top_logprobs?: number;
  readonly stream?: true;
  readonly stream_options?: { readonly include_usage: true };
};
