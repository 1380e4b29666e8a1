import type { Effort } from "../model-table.js";

/**
 * What the simulator reads of a Responses request, after the schema let it through. `null` is read as absent.
 *
 * @see https://platform.openai.com/docs/api-reference/responses/create (read 2026-11-20)
 */
export interface ResponsesBody {
  readonly model: string;
  readonly input?: string | readonly Item[] | null;
  readonly instructions?: string | null;
  readonly max_output_tokens?: number | null;
  readonly reasoning?: {
    readonly effort?: Effort | null;
    readonly summary?: string | null;
    readonly context?: string | null;
  } | null;
  readonly text?: { readonly format?: TextFormat | null; readonly verbosity?: string | null } | null;
  readonly tools?: readonly Tool[] | null;
  readonly tool_choice?: ToolChoice | null;
  readonly parallel_tool_calls?: boolean | null;
  readonly store?: boolean | null;
  readonly previous_response_id?: string | null;
  readonly include?: readonly string[] | null;
  readonly stream?: boolean | null;
  readonly stream_options?: { readonly include_obfuscation?: boolean | null } | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly top_logprobs?: number | null;
  readonly truncation?: string | null;
  readonly metadata?: Readonly<Record<string, string>> | null;
  readonly service_tier?: string | null;
  readonly prompt_cache_key?: string | null;
  readonly prompt_cache_retention?: string | null;
  readonly safety_identifier?: string | null;
  readonly user?: string | null;
  readonly max_tool_calls?: number | null;
  readonly background?: boolean | null;
  readonly conversation?: unknown;
  readonly prompt?: unknown;
}

export type TextFormat =
  | { readonly type: "text" | "json_object" }
  | { readonly type: "json_schema"; readonly name: string; readonly schema: unknown; readonly strict?: boolean | null };

export interface Tool {
  readonly type: string;
  readonly name?: string;
  readonly parameters?: unknown;
  readonly strict?: boolean | null;
}

export type ToolChoice =
  | "none"
  | "auto"
  | "required"
  | {
      readonly type: string;
      readonly name?: string;
      readonly mode?: "auto" | "required";
      readonly tools?: readonly { readonly name?: string }[];
    };

/** An input item, all kinds in one: `type` says which members count. */
export interface Item {
  readonly type?: string;
  readonly id?: string;
  readonly role?: "user" | "assistant" | "system" | "developer";
  readonly content?: string | readonly Part[];
  readonly encrypted_content?: string | null;
  readonly call_id?: string;
  readonly name?: string;
  readonly arguments?: string;
  readonly output?: string | readonly Part[];
}

export interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: string | null;
  readonly file_id?: string | null;
  readonly file_data?: string | null;
  readonly filename?: string | null;
}

export function inputItems(body: ResponsesBody): readonly Item[] {
  if (body.input == null) return [];
  return typeof body.input === "string" ? [{ type: "message", role: "user", content: body.input }] : body.input;
}

export const kindOf = (item: Item): string => item.type ?? (item.role === undefined ? "item_reference" : "message");

export function textOf(content: string | readonly Part[] | undefined): string {
  if (content === undefined) return "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

export const hasImages = (body: ResponsesBody): boolean =>
  inputItems(body).some(
    (item) => Array.isArray(item.content) && item.content.some((part: Part) => part.type === "input_image"),
  );
