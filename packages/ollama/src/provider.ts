import type {
  CallOptions,
  ChatModel,
  JsonObject,
  ModelInfo,
  ModelSettings,
  Narrow,
  Provider,
  ProviderEntry,
  Stated,
} from "@dialect/core";
import {
  checkApiKey,
  checkTimeouts,
  defaultTransport,
  describeApiKey,
  exchange,
  mergeTimeouts,
  redactUrl,
  resolveApiKey,
} from "@dialect/core/provider";
import { type Connected, createChatModel, type OllamaModelSettings } from "./chat-model.js";
import { classifyFor } from "./errors.js";
import { userAgent, writeHeaders } from "./headers.js";
import * as inventory from "./inventory.js";
import type { OllamaAssume, OllamaRow } from "./models/row-of.js";
import { models, type ServerKind } from "./models/rows.js";
import { pull, type PullProgress } from "./pull.js";
import { checkOptionValues } from "./quirks/check-option-values.js";
import { readCapabilities } from "./quirks/read-capabilities.js";
import type { OllamaRequest, requestCells } from "./request-types.js";
import {
  baseOf,
  checkOwnSettings,
  defaultTimeouts,
  endpoints,
  environment,
  isCloud,
  keyEndpoint,
  type OllamaSettings,
  type RouteId,
} from "./settings.js";
import { version } from "./version.js";

type ServerRow<R extends RouteId> = (typeof models)[R][ServerKind];
type RowWith<A, R extends RouteId> = Omit<ServerRow<R>, keyof Stated<A, (typeof models)[R]>> &
  Stated<A, (typeof models)[R]>;

export interface OllamaProvider extends Provider {
  readonly id: "ollama";
  /**
   * Any model of the server. Without `assume`, only what the server itself refuses by name may be asked for.
   *
   * @throws {@link DialectError} `invalid_setting`
   */
  chat<R extends RouteId = "native">(
    model: string,
    settings?: OllamaModelSettings & { readonly route?: R; readonly assume?: never },
  ): ChatModel<Narrow<OllamaRequest, ServerRow<R>, typeof requestCells>>;
  /** With what the caller knows of the model, or what `inspect` found. */
  chat<const A extends OllamaAssume, R extends RouteId = "native">(
    model: string,
    settings: OllamaModelSettings & { readonly route?: R; readonly assume: A },
  ): ChatModel<Narrow<OllamaRequest, RowWith<A, R>, typeof requestCells>>;
  /** What one model can do, from `/api/show`, for `assume`. One request. @throws {@link DialectError} `model_not_found` */
  inspect(model: string, options?: CallOptions & { readonly route?: RouteId }): Promise<OllamaRow>;
  /** All that the server says of a model. One request. */
  show(model: string, options?: CallOptions): Promise<JsonObject>;
  /** The models that are loaded, with the context in force. One request. */
  ps(options?: CallOptions): Promise<readonly inventory.RunningModel[]>;
  /** Fetches a model, with progress. Starts when it is iterated; never retries by itself. */
  pull(model: string, options?: CallOptions & { readonly insecure?: boolean }): AsyncIterable<PullProgress>;
  /** Removes a model from the server. */
  delete(model: string, options?: CallOptions): Promise<void>;
  /** Loads a model, so that the first request need not wait. */
  load(model: string, options?: CallOptions & Pick<OllamaRequest, "keepAlive" | "numCtx">): Promise<void>;
  /** Unloads a model. */
  unload(model: string, options?: CallOptions): Promise<void>;
  /** Version of the server. One request. */
  version(options?: CallOptions): Promise<string>;
}

/**
 * Ollama over its own API, and over its OpenAI-format endpoint as the route `chat`. Makes no request and reads no file.
 *
 * @throws {@link DialectError} `invalid_setting`
 * @see https://docs.ollama.com/api (read 2026-11-20)
 */
export function createOllama(settings: OllamaSettings = {}): OllamaProvider {
  checkOwnSettings(settings);
  const base = baseOf(settings);
  const urls = endpoints(base);
  const transport = settings.transport ?? defaultTransport();
  const keys = keyEndpoint(base);
  const key = async (): Promise<string | undefined> => (await resolveApiKey(settings, keys, base)).key;
  const within = <O extends CallOptions>(options: O | undefined): O & { readonly timeouts: JsonTimeouts } => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "ollama");
    const timeouts = mergeTimeouts(defaultTimeouts(base), settings.timeouts, undefined, options?.timeouts);
    return { ...(options as O), timeouts };
  };
  const headers = async (call: CallOptions["headers"], accept: string): Promise<Readonly<Record<string, string>>> =>
    writeHeaders(await key(), { accept, "content-type": "application/json" }, settings, call);

  const request = async (
    method: string,
    endpoint: keyof typeof urls,
    body: JsonObject | undefined,
    options: CallOptions | undefined,
    model?: string,
  ): Promise<string> => {
    const wire = {
      method,
      url: urls[endpoint],
      headers: await headers(options?.headers, "application/json"),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const facts = { provider: "ollama", ...(model === undefined ? {} : { model }), classify: classifyFor(wire.url) };
    return (await exchange(transport, wire, { ...facts, options: within(options) })).text;
  };
  const call: inventory.Call = (endpoint, body, options, model) =>
    request(body === undefined ? "GET" : "POST", endpoint, body, options, model);
  const connected: Connected = {
    settings,
    base,
    urls,
    transport,
    key,
    checkKey: () => checkApiKey(settings, keys, base).sent,
  };

  return {
    id: "ollama",
    chat: (model: string, own: ModelSettings = {}): never =>
      createChatModel(connected, model, own as OllamaModelSettings) as never,
    models: (options?: CallOptions): Promise<readonly ModelInfo[]> => inventory.listModels(call, options),
    checkModel: (model: string, options?: CallOptions): Promise<ModelInfo> => inventory.findModel(call, model, options),
    async inspect(model, { route = "native", ...options } = {}) {
      return readCapabilities(await inventory.showModel(call, model, options), route);
    },
    show: (model, options) => inventory.showModel(call, model, options),
    ps: (options) => inventory.listRunning(call, options),
    pull: (model, { insecure, ...options } = {}) =>
      pull({
        transport,
        model,
        options: within(options),
        wire: async () => ({
          method: "POST",
          url: urls.pull,
          headers: await headers(options.headers, "application/x-ndjson"),
          body: JSON.stringify({ model, stream: true, ...(insecure === undefined ? {} : { insecure }) }),
        }),
      }),
    async delete(model, options) {
      await request("DELETE", "delete", { model }, options, model);
    },
    async load(model, { keepAlive, numCtx, ...options } = {}) {
      checkOptionValues({
        messages: [],
        ...(keepAlive === undefined ? {} : { keepAlive }),
        ...(numCtx === undefined ? {} : { numCtx }),
      });
      const fields = {
        ...(keepAlive === undefined ? {} : { keep_alive: keepAlive }),
        ...(numCtx === undefined ? {} : { options: { num_ctx: numCtx } }),
      };
      await inventory.setLoaded(call, model, "load", fields, options);
    },
    unload: (model, options) => inventory.setLoaded(call, model, "unload", {}, options),
    version: (options) => inventory.readVersion(call, options),
    describe: () => describe(settings),
  };
}

type JsonTimeouts = ReturnType<typeof mergeTimeouts>;

export const entry: ProviderEntry = {
  id: "ollama",
  displayName: "Ollama",
  routes: ["native", "chat"],
  authRequired: false,
  environment,
  stability: "preview",
  create: createOllama,
};

function describe(settings: OllamaSettings): JsonObject {
  const base = baseOf(settings);
  const urls = endpoints(base);
  return {
    provider: "ollama",
    version,
    baseUrl: {
      url: redactUrl(base.url),
      from: base.from,
      ...(base.variable === undefined ? {} : { variable: base.variable }),
      official: base.official,
    },
    server: isCloud(base) ? "the vendor's hosted models" : "an Ollama server",
    routes: { native: redactUrl(urls.native), chat: redactUrl(urls.chat) },
    apiKey: describeApiKey(settings, keyEndpoint(base), base),
    capabilities: "what the server itself refuses by name; the rest is unknown until inspect(id) or assume says it",
    models: Object.keys(models.native),
    timeouts: { ...defaultTimeouts(base), ...settings.timeouts } as JsonObject,
    retry: settings.retry ?? "once",
    userAgent: userAgent(settings),
    headers: Object.keys(settings.headers ?? {}),
    added: { streamUsage: settings.added?.streamUsage ?? true },
  };
}
