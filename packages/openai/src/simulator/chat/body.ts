import type { Effort } from "../model-table.js";

/**
 * What the simulator reads of a chat request, after the schema let it through. `null` is read as absent.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create (read 2026-11-20)
 */
export interface ChatBody {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly max_tokens?: number | null;
  readonly max_completion_tokens?: number | null;
  readonly reasoning_effort?: Effort | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly frequency_penalty?: number | null;
  readonly presence_penalty?: number | null;
  readonly logit_bias?: Readonly<Record<string, number>> | null;
  readonly logprobs?: boolean | null;
  readonly top_logprobs?: number | null;
  readonly stop?: string | readonly string[] | null;
  readonly n?: number | null;
  readonly response_format?: ResponseFormat | null;
  readonly tools?: readonly Tool[] | null;
  readonly tool_choice?: ToolChoice | null;
  readonly parallel_tool_calls?: boolean | null;
  readonly stream?: boolean | null;
  readonly stream_options?: {
    readonly include_usage?: boolean | null;
    readonly include_obfuscation?: boolean | null;
  } | null;
  readonly service_tier?: string | null;
}

export type ResponseFormat =
  | { readonly type: "text" | "json_object" }
  | {
      readonly type: "json_schema";
      readonly json_schema: { readonly name: string; readonly schema?: unknown; readonly strict?: boolean | null };
    };

export interface Tool {
  readonly type: string;
  readonly function: { readonly name: string; readonly parameters?: unknown; readonly strict?: boolean | null };
}

export type ToolChoice =
  | "none"
  | "auto"
  | "required"
  | { readonly type: "function"; readonly function: { readonly name: string } }
  | { readonly type: "allowed_tools"; readonly allowed_tools: { readonly mode: "auto" | "required" } };

export interface Message {
  readonly role: "system" | "developer" | "user" | "assistant" | "tool" | "function";
  readonly content?: string | readonly Part[] | null;
  readonly refusal?: string | null;
  readonly tool_calls?: readonly { readonly id: string }[] | null;
  readonly function_call?: unknown;
  readonly tool_call_id?: string;
}

export interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string };
  readonly file?: { readonly file_id?: string; readonly file_data?: string; readonly filename?: string };
}

export function partsOf(message: Message): readonly Part[] {
  const content = message.content ?? [];
  return typeof content === "string" ? [{ type: "text", text: content }] : content;
}

export const textOf = (message: Message | undefined): string =>
  message === undefined
    ? ""
    : partsOf(message)
        .map((part) => part.text ?? "")
        .join("");

export const hasImages = (body: ChatBody): boolean =>
  body.messages.some((message) => partsOf(message).some((part) => part.type === "image_url"));
