import type { Allow, CellValue, Refused, Refuses, optionCells } from "./capability.js";
import type { Schema } from "./json.js";
import type { Message } from "./message.js";

export interface Tool {
  readonly name: string;
  readonly description?: string;
  readonly input: Schema;
  /** Ask the provider to enforce `input`; refused where the row does not say that it does. */
  readonly strict?: boolean;
}
export type ToolChoice = "auto" | "none" | "required" | { readonly name: string };

/** `strict`: the provider enforces the schema. `json`: it enforces JSON. `prompted`: the prompt asks for it. There is no default. */
export type Guarantee = "strict" | "json" | "prompted";

export interface OutputRequest<T = unknown> {
  readonly schema: Schema<T>;
  readonly guarantee: Guarantee;
  /** Name of the schema on the wire. @defaultValue "output" */
  readonly name?: string;
  /** The only repair: take the JSON out of one Markdown fence. Off unless given, and named in the result. */
  readonly repair?: "fences";
}

/** The portable options, nothing else. A provider's request extends this with typed fields; it is never generic. */
export interface ChatRequest {
  readonly messages: readonly Message[];
  readonly tools?: readonly Tool[];
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  readonly output?: OutputRequest;
  readonly reasoning?: { readonly effort: string };
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly stop?: readonly string[];
  readonly seed?: number;
  /** What to do with a file that the model cannot take: without this, refuse. */
  readonly media?: { readonly whenUnsupported: "alt-text" };
}

interface ByValue<Row> {
  toolChoice:
    | "auto"
    | Allow<Row, "toolChoiceNone", "none">
    | Allow<Row, "toolChoiceRequired", "required">
    | Allow<Row, "toolChoiceNamed", { readonly name: string }>;
  output: OutputRequest & {
    readonly guarantee:
      | Allow<Row, "outputStrict", "strict">
      | Allow<Row, "outputJson", "json">
      | Allow<Row, "outputPrompted", "prompted">;
  };
  reasoning: Allow<Row, "reasoning", { readonly effort: CellValue<Row, "reasoning"> }>;
}

/** A request type narrowed by a row known at compile time: what the row forbids does not compile. */
export type Narrow<Request, Row, Cells = typeof optionCells> = {
  readonly [K in keyof Request]: K extends keyof ByValue<Row>
    ? ByValue<Row>[K]
    : K extends keyof Cells
      ? Refuses<Row, Cells[K] & string> extends true
        ? Request[K] & Refused<Cells[K]>
        : Request[K]
      : Request[K];
};

/** Any `AbortSignal`, without asking the consumer for DOM types. */
export interface Signal {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: "abort", listener: () => void): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** Limits in milliseconds; each is a timer of its own that names itself in the error. 0 turns one off. */
export interface Timeouts {
  /** Until the socket is connected. @defaultValue 10_000 */
  readonly connectMs?: number;
  /** From the sent request to the first semantic event, headers included. @defaultValue 600_000 */
  readonly firstEventMs?: number;
  /** Between two semantic events; comments and pings are none. @defaultValue 120_000 hosted, 600_000 local servers */
  readonly idleMs?: number;
  /** `generate` only: from the sent request to the whole answer. @defaultValue 600_000 */
  readonly answerMs?: number;
}

export interface CallOptions {
  readonly signal?: Signal;
  readonly timeouts?: Timeouts;
  /** Added to the request; a header that the provider computes cannot be replaced. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `false` = one HTTP request; a loop says so on its own second try. */
  readonly retry?: false;
  /** `"all"` keeps every wire object of a stream for `result.raw`; without it the ones that no event delivers in full. */
  readonly raw?: "all";
}
