import type { JsonObject, Warning } from "@dialect/core";
import type { AnyRow, EventWriter, ResponseHead, WireReader } from "@dialect/core/provider";
import type { OllamaRequest } from "../request-types.js";

/** What a route may know of the model that it writes for. */
export interface RouteContext {
  readonly model: string;
  readonly row: AnyRow;
  readonly stream: boolean;
  /** Whether a stream of the OpenAI-format endpoint asks for usage. */
  readonly streamUsage: boolean;
  /** Tokens of the context window in force, where the caller said so. */
  readonly contextLength: number | undefined;
}

export interface WrittenRequest {
  readonly body: JsonObject;
  /** The body as it is sent: tool arguments keep the text they came in. */
  readonly text: string;
  readonly warnings: readonly Warning[];
}

/** One of the two wires. Pure: no URL, no headers, no environment; provider.ts has those. */
export interface Route {
  readonly framing: "ndjson" | "sse";
  /** @throws DialectError for everything that this wire cannot carry; `enforceRequest` has run before. */
  writeRequest(request: OllamaRequest, context: RouteContext): WrittenRequest;
  reader(out: EventWriter, head: ResponseHead, context: RouteContext): WireReader;
  body(text: string, out: EventWriter, head: ResponseHead, context: RouteContext): void;
}
