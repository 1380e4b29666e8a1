/** Plain requests beside chat: one each, never repeated by themselves. */
import { type CallOptions, DialectError, type Json, type JsonObject } from "@dialect/core";
import {
  type BaseUrl,
  checkTimeouts,
  exchange,
  mergeTimeouts,
  resolveApiKey,
  type Transport,
  type WireRequest,
} from "@dialect/core/provider";
import { classifyFor, type Endpoint } from "./errors.js";
import type { WriteHeaders } from "./headers.js";
import { defaultTimeouts, type OpenAISettings, type Paths, vendor } from "./settings.js";

/** One request of one kind of call; `path` comes after the kind's own, e.g. `/file-1`. */
export interface PlainCall {
  readonly endpoint: Exclude<Endpoint, "chat" | "responses">;
  readonly method: "GET" | "POST" | "DELETE";
  readonly path?: string;
  readonly contentType?: string;
  readonly body?: string | Uint8Array;
  readonly model?: string;
}
/** `read` makes the value of the body; what it throws gets the request and what arrived. */
export type Call = <T = JsonObject>(
  request: PlainCall,
  options: CallOptions | undefined,
  read?: (body: JsonObject) => T,
) => Promise<T>;

export function plainCalls(
  settings: OpenAISettings,
  base: BaseUrl,
  urls: Paths,
  transport: Transport,
  writeHeaders: WriteHeaders,
): Call {
  return async <T = JsonObject>(
    { endpoint, method, path = "", contentType, body, model }: PlainCall,
    options: CallOptions | undefined,
    read: (body: JsonObject) => T = (whole) => whole as T,
  ): Promise<T> => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', vendor.provider);
    const { key } = await resolveApiKey(settings, vendor, base);
    const computed = {
      accept: "application/json",
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    };
    const wire: WireRequest = {
      method,
      url: urls[endpoint] + path,
      headers: writeHeaders(key, computed, options?.headers),
      ...(body === undefined ? {} : { body }),
    };
    const timeouts = mergeTimeouts(defaultTimeouts(base), settings.timeouts, undefined, options?.timeouts);
    return exchange<T>(transport, wire, {
      provider: vendor.provider,
      ...(model === undefined ? {} : { model }),
      classify: classifyFor(endpoint),
      options: { ...options, timeouts },
      read: ({ text, headers }) => read(parse(text, headers["content-type"], wire.url)),
    });
  };
}

function parse(text: string, contentType: string | undefined, url: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Named below.
  }
  throw new DialectError("unexpected_content_type", {
    message: `${url} answered with ${contentType ?? "no content type"} and no JSON object: ${text.trim().slice(0, 120)}`,
    provider: vendor.provider,
    hint: "Check the base URL; many servers want it to end in /v1.",
  });
}
