import type { CapabilityRow, Cell, JsonObject, Sources, Warning } from "@dialect/core";
import type { EventWriter, ResponseHead, WireReader } from "@dialect/core/provider";
import type { OpenAIRequest } from "../request-types.js";

/** What a body gets without being asked for. Each member is a setting of the provider. */
export interface Added {
  /** `store: false` on Responses, unless the request says what to store. @defaultValue true */
  readonly storeFalse: boolean;
  /** `include: ["reasoning.encrypted_content"]` on Responses, for models that reason. @defaultValue true */
  readonly encryptedReasoning: boolean;
  /** `stream_options.include_usage` on Chat Completions streams. @defaultValue true */
  readonly streamUsage: boolean;
}

/** What a route may know of the model and the provider that it writes for. */
export interface RouteContext {
  readonly model: string;
  readonly row: CapabilityRow & { readonly [cell: string]: Cell | undefined };
  readonly sources: Sources;
  readonly stream: boolean;
  /**
   * Whether the base URL is the vendor's own, or the caller says `assume: { like }`; elsewhere nothing that only the
   * vendor is known to take is sent.
   */
  readonly official: boolean;
  readonly added: Added;
}

/** One of the two wires. Pure: no URL, no headers, no environment; provider.ts has those. */
export interface Route {
  readonly id: "responses" | "chat";
  /** @throws DialectError for everything that this wire cannot carry; `enforceRequest` has run before. */
  writeRequest(
    request: OpenAIRequest,
    context: RouteContext,
  ): { readonly body: JsonObject; readonly warnings: readonly Warning[] };
  reader(out: EventWriter, head: ResponseHead, context: RouteContext): WireReader;
  body(text: string, out: EventWriter, head: ResponseHead, context: RouteContext): void;
}
