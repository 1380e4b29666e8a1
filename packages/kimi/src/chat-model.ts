import type {
  Assume,
  CallOptions,
  CapabilityRow,
  ChatModel,
  ChatRequest,
  ChatResult,
  ChatStream,
  Evidence,
  ModelSettings,
  PreparedRequest,
  Warning,
} from "@dialect/core";
import {
  type AnyRow,
  type BaseUrl,
  type ChatDriver,
  checkApiKey,
  checkTimeouts,
  completeChat,
  mergeTimeouts,
  type ResolvedTimeouts,
  redactHeaders,
  redactUrl,
  resolveApiKey,
  startChat,
  type Transport,
  type WireRequest,
} from "@dialect/core/provider";
import { classify } from "./errors.js";
import { writeHeaders } from "./headers.js";
import { rowOf } from "./model-row.js";
import type { KnownModel } from "./models/rows.js";
import { type Target, writeRequest } from "./request.js";
import type { KimiRequest } from "./request-types.js";
import { readBody } from "./response.js";
import {
  endpoints,
  invalid,
  type KimiSettings,
  type RouteId,
  routes,
  timeouts as defaults,
  vendors,
} from "./settings.js";
import { createReader } from "./stream.js";

export interface KimiModelSettings extends ModelSettings {
  /** @defaultValue `chat`; `code` when the base URL is that of Kimi Code */
  readonly route?: RouteId;
  readonly assume?: Assume<KnownModel>;
  /** Options bound to the model, so that generic code passes portable ones only; a call's own win. */
  readonly request?: Partial<KimiRequest>;
  /** Refuses facts whose evidence is weaker. */
  readonly evidence?: { readonly atLeast: Evidence };
}

/** What a model takes from its provider. */
export interface Connected {
  readonly settings: KimiSettings;
  readonly route: RouteId;
  readonly base: BaseUrl;
  readonly transport: Transport;
  /** What is not known on a server that is not the vendor's; given to the first request only. */
  firstWarnings(base: BaseUrl, use: "request" | "preview"): readonly Warning[];
}

const known = ["route", "assume", "timeouts", "request", "evidence"];

export function createChatModel(connected: Connected, model: string, own: KimiModelSettings): ChatModel {
  const { settings, base, route } = connected;
  const row: CapabilityRow = rowOf(model, route, base, own.assume);
  const target: Target = {
    route,
    model,
    row: row as AnyRow,
    vendorLimits: base.official || (own.assume !== undefined && "like" in own.assume),
    includeUsage: settings.added?.streamUsage ?? true,
    evidence: own.evidence,
  };
  const url = endpoints(base, settings).chat;
  const whole = (request: ChatRequest): KimiRequest => ({ ...own.request, ...request });
  const within = (options: CallOptions | undefined): CallOptions & { readonly timeouts: ResolvedTimeouts } => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "kimi");
    const timeouts = mergeTimeouts(defaults, settings.timeouts, own.timeouts, options?.timeouts);
    return { ...options, ...(settings.retry === false ? { retry: false } : {}), timeouts };
  };
  const prepared = (wire: Omit<WireRequest, "body">, body: object, warnings: readonly Warning[]): PreparedRequest => ({
    provider: "kimi",
    route,
    model,
    method: wire.method,
    url: redactUrl(wire.url),
    headers: redactHeaders(wire.headers),
    body: body as PreparedRequest["body"],
    warnings,
  });
  const wireOf = (
    key: string | undefined,
    mode: "stream" | "answer",
    options: CallOptions | undefined,
  ): Omit<WireRequest, "body"> => ({
    method: "POST",
    url,
    headers: writeHeaders(
      key,
      { "content-type": "application/json", accept: mode === "stream" ? "text/event-stream" : "application/json" },
      settings,
      options?.headers,
    ),
  });
  const firstWarnings = (use: "request" | "preview"): readonly Warning[] =>
    own.assume === undefined ? connected.firstWarnings(base, use) : [];
  const open = async (
    request: KimiRequest,
    mode: "stream" | "answer",
    options: CallOptions | undefined,
  ): Promise<ChatDriver> => {
    const { body, warnings, thinking } = writeRequest(request, target, mode);
    const wire = wireOf((await resolveApiKey(settings, vendors[route], base)).key, mode, options);
    const asked = { tools: body.tools !== undefined, thinking };
    const first = firstWarnings("request");
    return {
      wire: { ...wire, body: JSON.stringify(body) },
      prepared: prepared(wire, body, [...first, ...warnings]),
      framing: "sse",
      transport: connected.transport,
      reader: (out, head) => createReader(out, head, asked),
      body: (text, out, head) => readBody(text, out, head, asked),
      classify,
    };
  };
  return {
    provider: "kimi",
    route,
    model,
    capabilities: row,
    stream<T>(given: ChatRequest, options?: CallOptions): ChatStream<T> {
      const request = whole(given);
      return startChat<T>(() => open(request, "stream", options), request, within(options));
    },
    async generate<T>(given: ChatRequest, options?: CallOptions): Promise<ChatResult<T>> {
      const request = whole(given);
      return completeChat<T>(() => open(request, "answer", options), request, within(options));
    },
    prepare(given: ChatRequest): PreparedRequest {
      const { body, warnings } = writeRequest(whole(given), target, "stream");
      const sent = checkApiKey(settings, vendors[route], base).sent;
      return prepared(wireOf(sent ? "key" : undefined, "stream", undefined), body, [
        ...firstWarnings("preview"),
        ...warnings,
      ]);
    },
  };
}

export function checkModelSettings(own: KimiModelSettings): void {
  for (const name of Object.keys(own))
    if (!known.includes(name)) throw invalid(`Unknown model setting "${name}".`, `Known: ${known.join(", ")}.`);
  if (own.route !== undefined && !routes.includes(own.route))
    throw invalid(`There is no route ${JSON.stringify(own.route)}.`, `Routes: ${routes.join(", ")}.`);
  if (own.timeouts !== undefined) checkTimeouts(own.timeouts, "the model's timeouts", "kimi");
}
