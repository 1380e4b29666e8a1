import type { Json, JsonObject } from "@dialect/core";
import type { InputItem } from "@dialect/responses";

/**
 * What is sent to `/responses`. Comments quote the vendor's reference.
 *
 * @see https://platform.openai.com/docs/api-reference/responses/create (read 2026-11-20)
 */
export interface ResponsesBody {
  readonly model: string;
  readonly input: readonly InputItem[];
  /** "A system (or developer) message inserted into the model's context"; not carried over by `previous_response_id`. */
  readonly instructions?: string;
  /** "An upper bound for the number of tokens that can be generated for a response, including visible output tokens and reasoning tokens." */
  readonly max_output_tokens?: number;
  readonly temperature?: number;
  readonly top_p?: number;
  /** "An integer between 0 and 20 specifying the number of most likely tokens to return at each token position" */
  readonly top_logprobs?: number;
  readonly reasoning?: JsonObject;
  readonly text?: JsonObject;
  readonly tools?: readonly Json[];
  readonly tool_choice?: Json;
  readonly parallel_tool_calls?: boolean;
  /** "The maximum number of total calls to built-in tools that can be processed in a response." */
  readonly max_tool_calls?: number;
  /** "Whether to store the generated model response for later retrieval via API." Default on the server: true. */
  readonly store?: boolean;
  /** "Specify additional output data to include in the model response." */
  readonly include?: readonly string[];
  /** "The unique ID of the previous response to the model." */
  readonly previous_response_id?: string;
  readonly context_management?: readonly Json[];
  /** "`auto`: … the model will truncate the response to fit the context window by dropping items from the beginning of the conversation." */
  readonly truncation?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly service_tier?: string;
  readonly prompt_cache_key?: string;
  readonly prompt_cache_retention?: string;
  readonly safety_identifier?: string;
  readonly user?: string;
  readonly stream?: true;
  readonly stream_options?: JsonObject;
}
