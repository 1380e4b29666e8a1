import type { Json, JsonObject } from "./json.js";
import type {
  AssistantMessage,
  FilePart,
  OpaquePart,
  ReasoningPart,
  RefusalPart,
  SourcePart,
  TextPart,
  ToolCallPart,
} from "./message.js";
import type { Guarantee } from "./request.js";

export type FinishReason = "stop" | "tool-calls" | "length" | "content-filter" | "refusal" | "pause" | "other";
/** The unified reason and the word on the wire. */
export interface Finish {
  readonly reason: FinishReason;
  readonly raw: string | null;
}

/** Tokens. Unknown is absent, never 0. Whether reasoning is inside `output.total` is a fact of the provider. */
export interface Usage {
  readonly input?: { readonly total: number; readonly cached?: number; readonly cacheWrite?: number };
  readonly output?: { readonly total: number; readonly reasoning?: number };
  readonly raw: Json;
}

/** Said once per `code` and `path`. */
export interface Warning {
  readonly code: string;
  readonly message: string;
  readonly option?: string;
  /** Place on the wire, e.g. `choices[0].delta.thought`. */
  readonly path?: string;
  readonly index?: number;
}

export interface RateLimit {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetMs?: number;
}
export interface RateLimits {
  readonly requests?: RateLimit;
  readonly tokens?: RateLimit;
  /** The headers that this was read from, as they came. */
  readonly raw?: Readonly<Record<string, string>>;
}

export interface ResponseInfo {
  readonly id?: string;
  /** The model that answered, which may differ from the one that was asked for. */
  readonly model?: string;
  readonly route: string;
  readonly requestId?: string;
  readonly status: number;
  readonly attempt: 1 | 2;
  readonly rateLimits: RateLimits;
}

/**
 * Grammar: `start`, then per index one `-start`, its deltas, one `-end` (or one `part`), last `finish` or a throw;
 * `usage` and `warning` anywhere, `waiting` also before `start`. Index = place in `message.content`, dense, in order
 * of first appearance; the message is the list of all `part`s.
 */
export type ChatEvent =
  | { readonly type: "start"; readonly response: ResponseInfo }
  | { readonly type: "waiting" }
  | { readonly type: "text-start" | "reasoning-start" | "refusal-start"; readonly index: number }
  | { readonly type: "tool-call-start"; readonly index: number; readonly id: string; readonly name: string }
  | {
      readonly type: "text-delta" | "reasoning-delta" | "refusal-delta" | "tool-call-delta";
      readonly index: number;
      readonly text: string;
    }
  | { readonly type: "text-end"; readonly index: number; readonly part: TextPart }
  | { readonly type: "reasoning-end"; readonly index: number; readonly part: ReasoningPart }
  | { readonly type: "refusal-end"; readonly index: number; readonly part: RefusalPart }
  | { readonly type: "tool-call-end"; readonly index: number; readonly part: ToolCallPart }
  | { readonly type: "part"; readonly index: number; readonly part: FilePart | SourcePart | OpaquePart }
  | { readonly type: "usage"; readonly usage: Usage }
  | { readonly type: "warning"; readonly warning: Warning }
  | { readonly type: "finish"; readonly finish: Finish };

/** What was received, on success and inside an error. */
export interface Received {
  readonly message: AssistantMessage;
  readonly usage?: Usage;
  readonly finish?: Finish;
  readonly warnings: readonly Warning[];
  readonly response?: ResponseInfo;
}

/** A call that may be executed: complete, a strict JSON object, and the turn ended as `stop` or `tool-calls`. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  readonly input: JsonObject;
}

/** The exact request, secrets removed. */
export interface PreparedRequest {
  readonly provider: string;
  readonly route: string;
  readonly model: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly warnings: readonly Warning[];
}

export interface ChatResult<T = undefined> extends Received {
  readonly finish: Finish;
  readonly response: ResponseInfo;
  readonly request: PreparedRequest;
  /** All text parts joined. */
  readonly text: string;
  /** All reasoning parts joined. */
  readonly reasoning: string;
  /** Characters of reasoning that the reader took off the wire, and that the message holds. They are equal. */
  readonly reasoningCharacters: { readonly received: number; readonly delivered: number };
  readonly toolCalls: readonly ToolCall[];
  /** The validated value. Reading it on a turn that ended as `length` or `content-filter` throws `output_truncated`. */
  readonly output: T;
  readonly guarantee?: Guarantee;
  /** The repair that was needed and allowed. */
  readonly repaired?: "fences";
  /** What arrived, parsed: the body of `generate`; of a stream the kept wire objects (`CallOptions.raw`). Built on demand. */
  readonly raw: Json;
}
