/**
 * What the simulator reads of a request, after the schema let it through. Members that may be `null` on the wire
 * are read as absent.
 *
 * @see https://api-docs.deepseek.com/api/create-chat-completion (read 2026-11-20)
 */
export interface RequestBody {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly thinking?: { readonly type: "enabled" | "disabled" | "adaptive" } | null;
  readonly reasoning_effort?: Effort | null;
  readonly max_tokens?: number | null;
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  readonly frequency_penalty?: number | null;
  readonly presence_penalty?: number | null;
  readonly stop?: string | readonly string[] | null;
  readonly stream?: boolean | null;
  readonly stream_options?: { readonly include_usage?: boolean | null } | null;
  readonly response_format?: { readonly type: "text" | "json_object" | "json_schema" } | null;
  readonly tools?: readonly Tool[] | null;
  readonly tool_choice?: "none" | "auto" | "required" | { readonly function: { readonly name: string } } | null;
  readonly logprobs?: boolean | null;
  readonly top_logprobs?: number | null;
}

export type Effort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

export interface Tool {
  readonly function: { readonly name: string; readonly parameters?: unknown };
}

export interface Message {
  readonly role: "system" | "user" | "assistant" | "tool" | "latest_reminder";
  readonly content?: string | readonly Part[] | null;
  readonly reasoning_content?: string | null;
  readonly prefix?: boolean | null;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string } }[] | null;
  readonly tool_call_id?: string;
}

export interface Part {
  readonly type: "text" | "image_url" | "file";
  readonly text?: string;
}

/** The text of a message, parts joined. */
export function textOf(message: Message | undefined): string {
  const content = message?.content ?? "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

/** On unless switched off, by either of the two switches. */
export function isThinking(body: RequestBody, byDefault: boolean): boolean {
  if (body.reasoning_effort === "none" || body.thinking?.type === "disabled") return false;
  return byDefault || body.thinking?.type === "enabled";
}
