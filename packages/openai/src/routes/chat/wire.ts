/**
 * What Chat Completions takes. Members that are absent here the reader takes from the grammar.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create (read 2026-11-20)
 */
import type { Json, JsonObject } from "@dialect/core";

/** Aliases, not interfaces: a body is a JSON object. */
export type ChatBody = {
  readonly model: string;
  readonly messages: readonly JsonObject[];
  readonly stream?: true;
  readonly stream_options?: JsonObject;
  /** "Constrains effort on reasoning for reasoning models." */
  readonly reasoning_effort?: string;
  readonly response_format?: JsonObject;
  readonly tools?: readonly JsonObject[];
  readonly tool_choice?: Json;
  readonly [option: string]: Json;
};

export type ChatFile =
  | { readonly type: "image_url"; readonly image_url: { readonly url: string; readonly detail?: string } }
  | { readonly type: "input_audio"; readonly input_audio: { readonly data: string; readonly format: string } }
  | {
      readonly type: "file";
      readonly file: { readonly file_id: string } | { readonly filename: string; readonly file_data: string };
    };
