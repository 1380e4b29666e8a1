/**
 * What the simulator reads of a request, after the schema let it through.
 *
 * @see https://platform.kimi.ai/docs/api/chat (read 2026-11-20)
 */
export interface RequestBody {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly thinking?: { readonly type?: "enabled" | "disabled"; readonly keep?: "all" | null } | null;
  readonly reasoning_effort?: string | null;
  readonly max_tokens?: number | null;
  readonly max_completion_tokens?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly n?: number | null;
  readonly frequency_penalty?: number | null;
  readonly presence_penalty?: number | null;
  readonly logprobs?: boolean | null;
  readonly top_logprobs?: number | null;
  readonly stop?: string | readonly string[] | null;
  readonly stream?: boolean | null;
  readonly stream_options?: { readonly include_usage?: boolean | null } | null;
  readonly response_format?: {
    readonly type: "text" | "json_object" | "json_schema";
    readonly json_schema?: { readonly schema?: unknown } | null;
  } | null;
  readonly tools?: readonly Tool[] | null;
  readonly tool_choice?: "none" | "auto" | "required" | { readonly function: { readonly name: string } } | null;
}

export interface Tool {
  readonly type: "function" | "builtin_function";
  readonly function: { readonly name: string; readonly parameters?: unknown };
}

export interface Message {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly content?: string | readonly Part[] | null;
  readonly reasoning_content?: string | null;
  readonly partial?: boolean | null;
  readonly tools?: readonly Tool[] | null;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string } }[] | null;
  readonly tool_call_id?: string;
}

export interface Part {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: string | { readonly url: string };
  readonly video_url?: string | { readonly url: string };
}

/** The text of a message, parts joined. */
export function textOf(message: Message | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

export function partsOf(message: Message): readonly Part[] {
  return Array.isArray(message.content) ? (message.content as readonly Part[]) : [];
}

/** Declared tools, and those that a system message brings (dynamic tools). */
export function toolsOf(body: RequestBody): readonly Tool[] {
  return [...(body.tools ?? []), ...body.messages.flatMap((message) => message.tools ?? [])];
}

/** Two names of one limit; both count reasoning. Measured 2026-09, akz142857/Halro provider-real-matrix.md (read 2026-11-20). */
export function tokenLimit(body: RequestBody): number | undefined {
  return body.max_completion_tokens ?? body.max_tokens ?? undefined;
}
