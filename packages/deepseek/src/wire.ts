import type { Json } from "@dialect/core";

/**
 * What is sent to `POST /chat/completions`. Members that the vendor does not know are accepted without a word, so
 * nothing else may ever be written here.
 *
 * @see https://api-docs.deepseek.com/api/create-chat-completion (read 2026-11-20)
 */
export interface ChatBody {
  model: string;
  messages: WireMessage[];
  /** "Thinking mode is enabled by default"; written only to switch it off. */
  thinking?: { type: "disabled" };
  /** `low`, `high` or `max` reach the model as they are; the other words are mapped onto these by the server. */
  reasoning_effort?: "low" | "high" | "max";
  /** Range [1, 393216]; includes the tokens of the reasoning. */
  max_tokens?: number;
  /** "must contain the word 'json' in some form" */
  response_format?: { type: "json_object" };
  tools?: readonly Json[];
  tool_choice?: Json;
  temperature?: number;
  top_p?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  /** At most 16. */
  stop?: readonly string[];
  logprobs?: true;
  /** 0 to 20, with `logprobs` only. */
  top_logprobs?: number;
  /** At most 512 bytes; isolates cache, scheduling and content safety of the users behind one account. */
  user_id?: string;
  stream?: true;
}

/** `reasoning_content`: of assistant messages. `prefix`: of the last message, on the beta base URL. */
export type WireMessage = { [member: string]: Json };
