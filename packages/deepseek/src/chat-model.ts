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
  Timeouts,
  Warning,
} from "@dialect/core";
import { DialectError } from "@dialect/core";
import {
  type AnyRow,
  type BaseUrl,
  type ChatDriver,
  checkTimeouts,
  completeChat,
  mergeTimeouts,
  onlyTextAndStreaming,
  type ResolvedTimeouts,
  redactHeaders,
  redactUrl,
  startChat,
  stateRow,
  type Transport,
  type WireRequest,
} from "@dialect/core/provider";
import { classify } from "./errors.js";
import { writeHeaders } from "./headers.js";
import { type KnownModel, models, retired } from "./models/rows.js";
import { type Target, writeRequest } from "./request.js";
import type { DeepSeekRequest } from "./request-types.js";
import { readBody } from "./response.js";
import { type DeepSeekSettings, defaultRoute, type Paths, type RouteId, timeouts as defaults } from "./settings.js";
import { createReader } from "./stream.js";

export interface DeepSeekModelSettings extends ModelSettings {
  /** @defaultValue `chat`; `beta` when the base URL is the vendor's `/beta` */
  readonly route?: RouteId;
  readonly assume?: Assume<KnownModel>;
  /** Options bound to the model, so that generic code passes portable ones only; a call's own win. */
  readonly request?: Partial<DeepSeekRequest>;
  /** Refuses facts whose evidence is weaker. */
  readonly evidence?: { readonly atLeast: Evidence };
}

/** What a model takes from its provider. */
export interface Connected {
  readonly settings: DeepSeekSettings;
  readonly base: BaseUrl;
  readonly urls: Paths;
  readonly transport: Transport;
  /** The key for one request. */
  key(): Promise<string | undefined>;
  /** Throws what `key` would throw, as far as it can be said without asking a function; whether a key is sent. */
  checkKey(): boolean;
  /** What is not known on a server that is not the vendor's; given to the first request only. */
  firstWarnings(use: "request" | "preview"): readonly Warning[];
}

const known = ["route", "assume", "timeouts", "request", "evidence"];
const routes: readonly RouteId[] = ["chat", "beta"];

export function createChatModel(connected: Connected, model: string, own: DeepSeekModelSettings): ChatModel {
  checkModelSettings(own);
  const { settings, base, urls } = connected;
  const route = own.route ?? defaultRoute(base);
  const row = rowOf(model, route, base, own.assume);
  const target: Target = {
    route,
    model,
    row: row as AnyRow,
    vendorLimits: own.assume === undefined ? base.official : base.official || "like" in own.assume,
    includeUsage: settings.added?.streamUsage ?? true,
    evidence: own.evidence,
  };
  const url = urls[route];
  const whole = (request: ChatRequest): DeepSeekRequest => ({ ...own.request, ...request });
  const within = (options: CallOptions | undefined): CallOptions & { readonly timeouts: ResolvedTimeouts } => {
    const timeouts = mergeTimeouts(defaults, settings.timeouts, own.timeouts, options?.timeouts);
    return { ...options, ...(settings.retry === false ? { retry: false } : {}), timeouts };
  };
  const prepared = (wire: Omit<WireRequest, "body">, body: object, warnings: readonly Warning[]): PreparedRequest => ({
    provider: "deepseek",
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
    own.assume === undefined ? connected.firstWarnings(use) : [];
  const open = async (
    request: DeepSeekRequest,
    mode: "stream" | "answer",
    options: CallOptions | undefined,
  ): Promise<ChatDriver> => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "deepseek");
    const { body, warnings } = writeRequest(request, target, mode);
    const wire = wireOf(await connected.key(), mode, options);
    const asked = { tools: (request.tools?.length ?? 0) > 0 };
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
    provider: "deepseek",
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
      const wire = wireOf(connected.checkKey() ? "key" : undefined, "stream", undefined);
      return prepared(wire, body, [...firstWarnings("preview"), ...warnings]);
    },
  };
}

/**
 * The row that holds: the caller's word first, the vendor's row on the vendor's own base URLs, and elsewhere nothing
 * but text and streaming.
 */
function rowOf(model: string, route: RouteId, base: BaseUrl, assume: Assume<KnownModel> | undefined): CapabilityRow {
  const rows: Readonly<Record<string, CapabilityRow>> = models[route];
  if (assume !== undefined) return stateRow(assume, rows, "deepseek");
  const row = Object.hasOwn(rows, model) ? rows[model] : undefined;
  if (!base.official) return onlyTextAndStreaming(row ?? {});
  if (row !== undefined) return row;
  const why = Object.hasOwn(retired, model) ? retired[model] : undefined;
  throw new DialectError("unknown_model", {
    message: `DeepSeek has no model "${model}" on record.`,
    provider: "deepseek",
    route,
    model,
    hint:
      why === undefined
        ? `Known: ${Object.keys(rows).join(", ")}. For another id say what it can do: chat("${model}", { assume: { like: "deepseek-flash" } }).`
        : `It was ${why}.`,
  });
}

function checkModelSettings(own: DeepSeekModelSettings): void {
  const refuse = (message: string, hint?: string): never => {
    throw new DialectError("invalid_setting", { message, provider: "deepseek", hint });
  };
  for (const name of Object.keys(own))
    if (!known.includes(name)) refuse(`Unknown model setting "${name}".`, `Known: ${known.join(", ")}.`);
  if (own.route !== undefined && !routes.includes(own.route))
    refuse(`There is no route ${JSON.stringify(own.route)}.`, `Routes: ${routes.join(", ")}.`);
  if (own.timeouts !== undefined) checkTimeouts(own.timeouts satisfies Timeouts, "the model's timeouts", "deepseek");
}
