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
import { classify } from "./errors.js";
import { writeHeaders } from "./headers.js";
import { endpoints, type KimiSettings, type RouteId, timeouts as defaults, vendors } from "./settings.js";

/** One request; `path` comes after the endpoint's own, e.g. `/file-1`. */
export interface PlainCall {
  readonly endpoint: "models" | "files";
  readonly method: "GET" | "POST" | "DELETE";
  readonly path?: string;
  readonly contentType?: string;
  readonly body?: Uint8Array;
}
export type Call = (request: PlainCall, options: CallOptions | undefined) => Promise<string>;

/** Calls go where the route goes: files and models of one are unknown to the other. */
export function plainCalls(settings: KimiSettings, route: RouteId, base: BaseUrl, transport: Transport): Call {
  const urls = endpoints(base, settings);
  return async ({ endpoint, method, path = "", contentType, body }, options) => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "kimi");
    const { key } = await resolveApiKey(settings, vendors[route], base);
    const computed = {
      accept: "application/json",
      ...(contentType === undefined ? {} : { "content-type": contentType }),
    };
    const wire: WireRequest = {
      method,
      url: `${urls[endpoint]}${path}`,
      headers: writeHeaders(key, computed, settings, options?.headers),
      ...(body === undefined ? {} : { body }),
    };
    const timeouts = mergeTimeouts(defaults, settings.timeouts, undefined, options?.timeouts);
    const answer = await exchange(transport, wire, {
      provider: "kimi",
      route,
      classify,
      options: { ...options, timeouts },
    });
    return answer.text;
  };
}

/** @throws DialectError `unexpected_content_type` for text that is no JSON object. */
export function parseObject(text: string, what: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Named below.
  }
  throw unreadable(what, `no JSON object: ${text.trim().slice(0, 120)}`);
}

export function unreadable(what: string, found: string): DialectError {
  return new DialectError("unexpected_content_type", {
    message: `The answer to the ${what} call has ${found}.`,
    provider: "kimi",
    hint: "Check the base URL; it ends in /v1.",
  });
}
