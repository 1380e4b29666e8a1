import type {
  CallOptions,
  ChatModel,
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
  type BaseUrl,
  type ChatDriver,
  type Classified,
  checkHistory,
  checkOptions,
  checkTimeouts,
  completeChat,
  type EventWriter,
  type Headers,
  mergeTimeouts,
  redactHeaders,
  redactUrl,
  type ResolvedTimeouts,
  type ResponseHead,
  situationOf,
  startChat,
  type Transport,
  type Who,
  type WireReader,
  type WireRequest,
  withAltText,
  withFacts,
} from "@dialect/core/provider";
import { classifyFor } from "./errors.js";
import type { WriteHeaders } from "./headers.js";
import { chooseRow, type OpenAIAssume } from "./model-row.js";
import { type RouteId, sources } from "./models.js";
import { enforceOpenAI, reasoningOptions } from "./request-cells.js";
import { type OpenAIRequest, requestKeys } from "./request-types.js";
import { chatRoute } from "./routes/chat/route.js";
import { responsesRoute } from "./routes/responses/route.js";
import type { Route, RouteContext } from "./routes/route.js";
import { chooseRoute } from "./routing.js";
import { addedBy, checkRouteName, defaultTimeouts, type OpenAISettings, type Paths } from "./settings.js";

export interface OpenAIModelSettings extends Omit<ModelSettings, "assume"> {
  /** @defaultValue the setting `api`, then `"responses"` on OpenAI's own base URLs and `"chat"` on every other */
  readonly route?: RouteId;
  readonly assume?: OpenAIAssume;
  /** Options bound to the model, so that generic code passes portable ones only; a call's own win. */
  readonly request?: Partial<OpenAIRequest>;
  /** Refuses facts whose evidence is weaker. */
  readonly evidence?: { readonly atLeast: Evidence };
}

/** What a model takes from its provider. */
export interface Connected {
  readonly settings: OpenAISettings;
  readonly base: BaseUrl;
  readonly urls: Paths;
  readonly transport: Transport;
  readonly writeHeaders: WriteHeaders;
  /** The key for one request. */
  key(): Promise<string | undefined>;
  /** Throws what `key` would throw, as far as it can be said without asking a function; whether a key is sent. */
  checkKey(): boolean;
  /** What is not known on a custom base URL; given to the first request only. */
  firstWarnings(use: "request" | "preview"): readonly Warning[];
}

const accepting = {
  yes: { "content-type": "application/json", accept: "text/event-stream" },
  no: { "content-type": "application/json", accept: "application/json" },
} as const;
/** Options whose value has no keys that core would have to check. */
const plainOptions: ReadonlySet<string> = new Set(
  requestKeys.filter((key) => !["output", "reasoning", "media", "toolChoice", "tools"].includes(key)),
);
const knownOptions = [...requestKeys, ...reasoningOptions];
const routes: Readonly<Record<RouteId, Route>> = { chat: chatRoute, responses: responsesRoute };
const known = ["route", "assume", "timeouts", "request", "evidence"];

export function createChatModel(
  connected: Connected,
  model: string,
  own: OpenAIModelSettings,
): ChatModel<OpenAIRequest> {
  checkModelSettings(own);
  const { settings, base, transport } = connected;
  const { route } = chooseRoute({ model: own.route, provider: settings.api }, base);
  const wire = routes[route];
  const url = connected.urls[route];
  const { row, official } = chooseRow(model, route, base, own.assume);
  const who: Who = { provider: "openai", route, model };
  const contexts: { readonly [stream in "yes" | "no"]: RouteContext } = {
    yes: { model, row, sources, stream: true, official, added: addedBy(settings, row) },
    no: { model, row, sources, stream: false, official, added: addedBy(settings, row) },
  };

  const whole = (request: OpenAIRequest): OpenAIRequest =>
    own.request === undefined ? request : { ...own.request, ...request };
  const limits = (options: CallOptions | undefined): CallOptions & { readonly timeouts: ResolvedTimeouts } => {
    const timeouts = mergeTimeouts(defaultTimeouts(base), settings.timeouts, own.timeouts, options?.timeouts);
    return { ...options, ...(settings.retry === false ? { retry: false } : {}), timeouts };
  };
  // Most calls bring no options of their own: one object for all of them.
  const standing = limits(undefined);
  const within = (options: CallOptions | undefined): typeof standing =>
    options === undefined ? standing : limits(options);
  const first = (use: "request" | "preview"): readonly Warning[] => (official ? [] : connected.firstWarnings(use));

  /** Every check before the network, and the body. */
  const write = (
    given: OpenAIRequest,
    stream: "yes" | "no",
  ): { readonly body: PreparedRequest["body"]; readonly warnings: readonly Warning[] } => {
    try {
      // A tenth of a small request's cost, for the few requests that need it.
      if (!Object.keys(given).every((key) => plainOptions.has(key))) checkOptions(given, knownOptions, who);
      checkHistory(given.messages, who);
      const situation = situationOf(given, { stream });
      const replaced = given.media === undefined ? undefined : withAltText(given.messages, row, situation);
      const request = replaced === undefined ? given : { ...given, messages: replaced.messages };
      enforceOpenAI({ row, sources, request, situation, who, evidence: own.evidence });
      const { body, warnings } = wire.writeRequest(request, contexts[stream]);
      return { body, warnings: replaced === undefined ? warnings : [...replaced.warnings, ...warnings] };
    } catch (thrown) {
      throw thrown instanceof DialectError ? withFacts(thrown, who) : thrown;
    }
  };
  const headersOf = (key: string | undefined, stream: "yes" | "no", call: Headers | undefined): Headers =>
    connected.writeHeaders(key, accepting[stream], call);
  const shownUrl = redactUrl(url);
  // With the same key and no headers of the call, a request has the headers of the one before.
  const before: {
    [stream in "yes" | "no"]?: { readonly key: string | undefined; readonly sent: Headers; readonly shown: Headers };
  } = {};
  const headersFor = (key: string | undefined, stream: "yes" | "no", call: Headers | undefined) => {
    const last = before[stream];
    if (call === undefined && last !== undefined && last.key === key) return last;
    const sent = headersOf(key, stream, call);
    const made = { key, sent, shown: redactHeaders(sent) };
    if (call === undefined) before[stream] = made;
    return made;
  };
  const preparedOf = (
    headers: Headers,
    body: PreparedRequest["body"],
    warnings: readonly Warning[],
  ): PreparedRequest => ({
    provider: "openai",
    route,
    model,
    method: "POST",
    url: shownUrl,
    headers,
    body,
    warnings,
  });
  const open = async (
    request: OpenAIRequest,
    stream: "yes" | "no",
    options: CallOptions | undefined,
  ): Promise<ChatDriver> => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "openai");
    const { body, warnings } = write(request, stream);
    const headers = headersFor(await connected.key(), stream, options?.headers);
    const sent = { method: "POST", url, headers: headers.sent, body: JSON.stringify(body) };
    const prepared = preparedOf(headers.shown, body, [...first("request"), ...warnings]);
    return new Driver(sent, prepared, transport, wire, contexts[stream]);
  };

  return {
    provider: "openai",
    route,
    model,
    capabilities: row,
    stream<T>(given: OpenAIRequest, options?: CallOptions): ChatStream<T> {
      const request = whole(given);
      return startChat<T>(() => open(request, "yes", options), request, within(options));
    },
    async generate<T>(given: OpenAIRequest, options?: CallOptions): Promise<ChatResult<T>> {
      const request = whole(given);
      return completeChat<T>(() => open(request, "no", options), request, within(options));
    },
    prepare(given: OpenAIRequest): PreparedRequest {
      const { body, warnings } = write(whole(given), "yes");
      const headers = headersOf(connected.checkKey() ? "key" : undefined, "yes", undefined);
      return preparedOf(redactHeaders(headers), body, [...first("preview"), ...warnings]);
    },
  };
}

/** What core needs of one request. A class, so that an open stream keeps one object and no closures. */
class Driver implements ChatDriver {
  readonly wire: WireRequest;
  readonly prepared: PreparedRequest;
  readonly framing = "sse";
  readonly transport: Transport;
  private readonly route: Route;
  private readonly context: RouteContext;

  constructor(wire: WireRequest, prepared: PreparedRequest, transport: Transport, route: Route, context: RouteContext) {
    this.wire = wire;
    this.prepared = prepared;
    this.transport = transport;
    this.route = route;
    this.context = context;
  }

  reader(out: EventWriter, head: ResponseHead): WireReader {
    return this.route.reader(out, head, this.context);
  }

  body(text: string, out: EventWriter, head: ResponseHead): void {
    this.route.body(text, out, head, this.context);
  }

  classify(status: number | undefined, headers: Headers, body: string, cause?: unknown): Classified {
    return classifyFor(this.route.id)(status, headers, body, cause);
  }
}

function checkModelSettings(own: OpenAIModelSettings): void {
  for (const name of Object.keys(own)) {
    if (known.includes(name)) continue;
    throw new DialectError("invalid_setting", {
      message: `Unknown model setting "${name}".`,
      provider: "openai",
      hint: `Known: ${known.join(", ")}.`,
    });
  }
  if (own.route !== undefined) checkRouteName(own.route, "The route given to chat()");
  if (own.timeouts !== undefined) checkTimeouts(own.timeouts satisfies Timeouts, "the model's timeouts", "openai");
}
