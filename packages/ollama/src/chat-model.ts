import type {
  CallOptions,
  ChatModel,
  ChatRequest,
  ChatResult,
  ChatStream,
  Evidence,
  ModelSettings,
  PreparedRequest,
  Timeouts,
} from "@dialect/core";
import { DialectError } from "@dialect/core";
import {
  type BaseUrl,
  type ChatDriver,
  checkHistory,
  checkOptions,
  checkTimeouts,
  completeChat,
  type Headers,
  mergeTimeouts,
  redactHeaders,
  redactUrl,
  type ResolvedTimeouts,
  situationOf,
  startChat,
  type Transport,
  type Who,
  withAltText,
  withFacts,
  enforceRequest,
} from "@dialect/core/provider";
import { classifyFor } from "./errors.js";
import { writeHeaders } from "./headers.js";
import { type OllamaAssume, rowOf, thinksByDefault } from "./models/row-of.js";
import { sources } from "./models/sources.js";
import { checkOptionValues } from "./quirks/check-option-values.js";
import { type OllamaRequest, ownOptions, requestCells } from "./request-types.js";
import { chatRoute } from "./routes/chat/route.js";
import { nativeRoute } from "./routes/native/route.js";
import type { Route, RouteContext, WrittenRequest } from "./routes/route.js";
import { defaultTimeouts, type Endpoint, isCloud, type OllamaSettings, type RouteId } from "./settings.js";

export interface OllamaModelSettings extends Omit<ModelSettings, "assume"> {
  /** @defaultValue `native` */
  readonly route?: RouteId;
  /** What the caller knows of the model: single cells, or the row that `await inspect(id)` gave. */
  readonly assume?: OllamaAssume;
  /** Options bound to the model, so that generic code passes portable ones only; a call's own win. */
  readonly request?: Partial<OllamaRequest>;
  /** Refuses facts whose evidence is weaker. */
  readonly evidence?: { readonly atLeast: Evidence };
  /**
   * Tokens of the context window in force, as `ps()` shows it: a prompt that fills it is warned about. A request's
   * `numCtx` wins.
   */
  readonly contextLength?: number;
}

/** What a model takes from its provider. */
export interface Connected {
  readonly settings: OllamaSettings;
  readonly base: BaseUrl;
  readonly urls: Readonly<Record<Endpoint, string>>;
  readonly transport: Transport;
  /** The key for one request. */
  key(): Promise<string | undefined>;
  /** Throws what `key` would throw, as far as it can be said without asking a function; whether a key is sent. */
  checkKey(): boolean;
}

const routes: Readonly<Record<RouteId, Route>> = { native: nativeRoute, chat: chatRoute };
const known = ["route", "assume", "timeouts", "request", "evidence", "contextLength"];

export function createChatModel(
  connected: Connected,
  model: string,
  own: OllamaModelSettings,
): ChatModel<OllamaRequest> {
  checkModelSettings(model, own);
  const { settings, base, transport } = connected;
  const route = own.route ?? "native";
  const wire = routes[route];
  const url = connected.urls[route];
  const row = rowOf(route, isCloud(base) ? "cloud" : "local", own.assume);
  const who: Who = { provider: "ollama", route, model };
  const byDefault = thinksByDefault(row);
  const classify = classifyFor(url);

  const whole = (request: ChatRequest): OllamaRequest =>
    own.request === undefined ? request : { ...own.request, ...request };
  const within = (options: CallOptions | undefined): CallOptions & { readonly timeouts: ResolvedTimeouts } => {
    const timeouts = mergeTimeouts(defaultTimeouts(base), settings.timeouts, own.timeouts, options?.timeouts);
    return { ...options, ...(settings.retry === false ? { retry: false } : {}), timeouts };
  };
  const contextOf = (request: OllamaRequest, stream: boolean): RouteContext => ({
    model,
    row,
    stream,
    streamUsage: settings.added?.streamUsage ?? true,
    contextLength: request.numCtx ?? own.contextLength,
  });

  /** Every check before the network, and the body. */
  const write = (given: OllamaRequest, context: RouteContext): WrittenRequest => {
    try {
      checkOptions(given, ownOptions, who);
      checkHistory(given.messages, who);
      const effort = given.reasoning?.effort;
      const reasoning = effort === undefined ? byDefault : effort === "none" ? "off" : "on";
      const situation = situationOf(given, {
        stream: context.stream ? "yes" : "no",
        ...(reasoning === undefined ? {} : { reasoning }),
      });
      const replaced = given.media === undefined ? undefined : withAltText(given.messages, row, situation);
      const request = replaced === undefined ? given : { ...given, messages: replaced.messages };
      enforceRequest({ row, sources, request, cells: requestCells, situation, who, evidence: own.evidence });
      checkOptionValues(request);
      const written = wire.writeRequest(request, context);
      return replaced === undefined ? written : { ...written, warnings: [...replaced.warnings, ...written.warnings] };
    } catch (thrown) {
      if (!(thrown instanceof DialectError)) throw thrown;
      throw withFacts(own.assume === undefined ? withInspectHint(thrown, model) : thrown, who);
    }
  };
  const headersOf = (key: string | undefined, stream: boolean, call: Headers | undefined): Headers =>
    writeHeaders(
      key,
      {
        "content-type": "application/json",
        accept: !stream ? "application/json" : wire.framing === "sse" ? "text/event-stream" : "application/x-ndjson",
      },
      settings,
      call,
    );
  const preparedOf = (headers: Headers, { body, warnings }: WrittenRequest): PreparedRequest => ({
    provider: "ollama",
    route,
    model,
    method: "POST",
    url: redactUrl(url),
    headers: redactHeaders(headers),
    body,
    warnings,
  });
  const open = async (
    request: OllamaRequest,
    stream: boolean,
    options: CallOptions | undefined,
  ): Promise<ChatDriver> => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "ollama");
    const context = contextOf(request, stream);
    const written = write(request, context);
    const headers = headersOf(await connected.key(), stream, options?.headers);
    return {
      wire: { method: "POST", url, headers, body: written.text },
      prepared: preparedOf(headers, written),
      framing: wire.framing,
      transport,
      reader: (out, head) => wire.reader(out, head, context),
      body: (text, out, head) => wire.body(text, out, head, context),
      classify,
    };
  };

  return {
    provider: "ollama",
    route,
    model,
    capabilities: row,
    stream<T>(given: OllamaRequest, options?: CallOptions): ChatStream<T> {
      const request = whole(given);
      return startChat<T>(() => open(request, true, options), request, within(options));
    },
    async generate<T>(given: OllamaRequest, options?: CallOptions): Promise<ChatResult<T>> {
      const request = whole(given);
      return completeChat<T>(() => open(request, false, options), request, within(options));
    },
    prepare(given: OllamaRequest): PreparedRequest {
      const request = whole(given);
      const written = write(request, contextOf(request, true));
      return preparedOf(headersOf(connected.checkKey() ? "key" : undefined, true, undefined), written);
    },
  };
}

/** Where nobody has looked at the model, looking is the first way out. */
function withInspectHint(error: DialectError, model: string): DialectError {
  if (error.code !== "capability_unknown") return error;
  return new DialectError(error.code, {
    message: error.message,
    hint: `Ask the server what the model can do: chat("${model}", { assume: await ollama.inspect("${model}") }); or: ${error.hint ?? ""}`,
  });
}

function checkModelSettings(model: string, own: OllamaModelSettings): void {
  const refuse = (message: string, hint?: string): never => {
    throw new DialectError("invalid_setting", { message, provider: "ollama", hint });
  };
  if (typeof model !== "string" || model.trim() === "")
    refuse("The model id is empty.", "There is no default model; models() lists what the server has.");
  for (const name of Object.keys(own))
    if (!known.includes(name)) refuse(`Unknown model setting "${name}".`, `Known: ${known.join(", ")}.`);
  if (own.route !== undefined && !Object.hasOwn(routes, own.route))
    refuse(`There is no route ${JSON.stringify(own.route)}.`, `Routes: ${Object.keys(routes).join(", ")}.`);
  if (own.contextLength !== undefined && !(Number.isSafeInteger(own.contextLength) && own.contextLength > 0))
    refuse(`contextLength is ${String(own.contextLength)}; it must be a positive whole number.`);
  if (own.timeouts !== undefined) checkTimeouts(own.timeouts satisfies Timeouts, "the model's timeouts", "ollama");
}
