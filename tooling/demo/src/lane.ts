import type { ChatModel, ChatRequest } from "@dialect/core";
import type { Simulator } from "@dialect/simulator";

/** One provider on one route, against its own simulator over a real socket. */
export interface Lane {
  readonly provider: string;
  readonly route: string;
  readonly model: ChatModel;
  readonly simulator: Simulator;
  /** What the demo's conversation asks for beyond messages and tools, so that the model reasons. */
  readonly settings: Partial<Omit<ChatRequest, "output">>;
  /** Whether the wire shows the reasoning, or only counts its tokens. */
  readonly reasoning: "shown" | "counted";
  /** What the strict check adds to the settings, e.g. because the schema holds only without reasoning. */
  readonly strictSettings?: Partial<Omit<ChatRequest, "output">>;
  /** Whether a streamed call comes in pieces, so that it can be cut in the middle, or whole. */
  readonly calls: "pieces" | "whole";
  /** What the provider can promise of JSON: an enforced schema, or a named refusal. */
  readonly strict: "enforced" | "refused";
  /** A request that this model is known to refuse: it must not reach the network. */
  readonly refused: { readonly what: string; readonly request: Partial<ChatRequest> };
  /** What a client that only swapped its base URL would send, and the vendor refuses. */
  readonly naive: {
    readonly what: string;
    readonly path: string;
    /** Made from the body that we send for the second turn of the tool conversation. */
    body(ours: Readonly<Record<string, unknown>>): unknown;
  };
}
