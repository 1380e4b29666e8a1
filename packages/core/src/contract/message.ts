import type { Json } from "./json.js";

/** State that one provider needs back. Only that provider reads it; its shape is a persisted format. */
export interface Opaque {
  readonly provider: string;
  readonly data: Json;
}

/** `complete: false` = the turn stopped inside this part; absent = whole. */
interface Carried {
  readonly opaque?: Opaque;
  readonly complete?: false;
}

export interface TextPart extends Carried {
  readonly type: "text";
  readonly text: string;
}

export interface ReasoningPart extends Carried {
  readonly type: "reasoning";
  readonly text: string;
  /** The wire field that the text arrived in, e.g. `reasoning_content`. */
  readonly field?: string;
}

export interface RefusalPart extends Carried {
  readonly type: "refusal";
  readonly text: string;
}

/** `arguments` is the text as it came (object wires: one `JSON.stringify`); parsed values live in `result.toolCalls` only. */
export interface ToolCallPart extends Carried {
  readonly type: "tool-call";
  readonly id: string;
  readonly name: string;
  readonly arguments: string;
}

export type FileSource =
  | { readonly base64: string }
  | { readonly url: string }
  | { readonly provider: string; readonly fileId: string };

/** Type and name travel with every source, so that no stage has to guess them. */
export interface FilePart extends Carried {
  readonly type: "file";
  readonly mediaType: string;
  readonly name?: string;
  readonly source: FileSource;
  /** What to say instead of the file; sent only with `media: { whenUnsupported: "alt-text" }`, and warned about. */
  readonly altText?: string;
}

export interface SourcePart extends Carried {
  readonly type: "source";
  readonly url: string;
  readonly title?: string;
}

/** An item that core has no word for (server tool run, redacted block); kept in its place. */
export interface OpaquePart {
  readonly type: "opaque";
  readonly kind: string;
  readonly opaque: Opaque;
}

export type AssistantPart = TextPart | ReasoningPart | ToolCallPart | RefusalPart | FilePart | SourcePart | OpaquePart;
export type UserPart = TextPart | FilePart;

/** Where a turn came from: the ids that were asked for, and whether the turn ended by itself. */
export interface Origin {
  readonly provider: string;
  readonly route: string;
  readonly model: string;
  readonly complete: boolean;
}

export interface SystemMessage {
  readonly role: "system";
  readonly content: string;
  readonly opaque?: Opaque;
}
export interface UserMessage {
  readonly role: "user";
  readonly content: string | readonly UserPart[];
}
export interface AssistantMessage {
  readonly role: "assistant";
  readonly content: readonly AssistantPart[];
  readonly origin?: Origin;
}
export interface ToolMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly toolName: string;
  readonly content: string | readonly UserPart[] | { readonly json: Json };
  readonly isError?: boolean;
  readonly opaque?: Opaque;
}

/** Plain JSON: a history survives `JSON.parse(JSON.stringify(history))` byte for byte. */
export type Message = SystemMessage | UserMessage | AssistantMessage | ToolMessage;
