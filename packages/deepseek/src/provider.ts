import type {
  Assume,
  CallOptions,
  ChatModel,
  JsonObject,
  ModelInfo,
  ModelSettings,
  Narrow,
  Provider,
  ProviderEntry,
  Stated,
  Warning,
} from "@dialect/core";
import { DialectError } from "@dialect/core";
import {
  type BaseUrl,
  checkApiKey,
  checkSettings,
  checkTimeouts,
  defaultTransport,
  describeApiKey,
  exchange,
  mergeTimeouts,
  redactUrl,
  resolveApiKey,
  resolveBaseUrl,
} from "@dialect/core/provider";
import { type Balance, findModel, type Get, listModels, readBalance } from "./account.js";
import { type Connected, createChatModel, type DeepSeekModelSettings } from "./chat-model.js";
import { classify } from "./errors.js";
import { writeHeaders } from "./headers.js";
import { type KnownModel, models } from "./models/rows.js";
import type { DeepSeekRequest, requestCells } from "./request-types.js";
import { type DeepSeekSettings, endpoints, ownSettings, type RouteId, timeouts, vendor } from "./settings.js";
import { version } from "./version.js";

type KnownRows = typeof models;

export interface DeepSeekProvider extends Provider {
  /**
   * A model with a row: what the row forbids does not compile, and is refused at run time too.
   *
   * @throws {@link DialectError} `unknown_model`, `invalid_setting`
   */
  chat<M extends KnownModel, R extends RouteId = "chat">(
    model: M,
    settings?: DeepSeekModelSettings & { readonly route?: R; readonly assume?: never },
  ): ChatModel<Narrow<DeepSeekRequest, KnownRows[R][M], typeof requestCells>>;
  /** Any model id, with what the caller knows of it. */
  chat<const A extends Assume<KnownModel>, R extends RouteId = "chat">(
    model: string,
    settings: DeepSeekModelSettings & { readonly route?: R; readonly assume: A },
  ): ChatModel<Narrow<DeepSeekRequest, Stated<A, KnownRows[R]>, typeof requestCells>>;
  /** What is left on the account. One request. */
  balance(options?: CallOptions): Promise<Balance>;
}

/**
 * DeepSeek over its Chat Completions API. Makes no request and reads no file; the key is resolved for each request.
 *
 * @throws {@link DialectError} `invalid_setting`
 * @see https://api-docs.deepseek.com/ (read 2026-11-20)
 */
export function createDeepSeek(settings: DeepSeekSettings = {}): DeepSeekProvider {
  checkSettings(settings, ownSettings, "deepseek");
  checkOwn(settings);
  const base = resolveBaseUrl(settings, vendor);
  const urls = endpoints(base, settings);
  const transport = settings.transport ?? defaultTransport();
  let warned = base.official;

  const get: Get = async (endpoint, options, read) => {
    if (options?.timeouts !== undefined) checkTimeouts(options.timeouts, 'the option "timeouts"', "deepseek");
    const { key } = await resolveApiKey(settings, vendor, base);
    return exchange(
      transport,
      {
        method: "GET",
        url: urls[endpoint],
        headers: writeHeaders(key, { accept: "application/json" }, settings, options?.headers),
      },
      {
        provider: "deepseek",
        classify,
        options: { ...options, timeouts: mergeTimeouts(timeouts, settings.timeouts, undefined, options?.timeouts) },
        read: ({ text }) => read(text),
      },
    );
  };
  const connected: Connected = {
    settings,
    base,
    urls,
    transport,
    key: async () => (await resolveApiKey(settings, vendor, base)).key,
    checkKey: () => checkApiKey(settings, vendor, base).sent,
    firstWarnings(use) {
      if (warned) return [];
      warned = use === "request";
      return [notTheVendor(base)];
    },
  };

  return {
    id: "deepseek",
    chat: (model: string, own: ModelSettings = {}): never =>
      createChatModel(connected, model, own as DeepSeekModelSettings) as never,
    models: (options?: CallOptions): Promise<readonly ModelInfo[]> => listModels(get, options),
    checkModel: (model: string, options?: CallOptions): Promise<ModelInfo> => findModel(get, model, options),
    balance: (options?: CallOptions): Promise<Balance> => readBalance(get, options),
    describe: () => describe(settings, base),
  };
}

export const entry: ProviderEntry = {
  id: "deepseek",
  displayName: "DeepSeek",
  routes: ["chat", "beta"],
  authRequired: true,
  environment: [...vendor.apiKeyVariables, vendor.baseUrlVariable ?? ""],
  stability: "preview",
  create: createDeepSeek,
};

function checkOwn({ paths, added }: DeepSeekSettings): void {
  const refuse = (message: string): never => {
    throw new DialectError("invalid_setting", { message, provider: "deepseek" });
  };
  for (const [name, path] of Object.entries(paths ?? {})) {
    if (!["chat", "beta", "models", "balance"].includes(name))
      refuse(`paths has the unknown call "${name}"; it has chat, beta, models, balance.`);
    if (typeof path !== "string" || !/^\/[^/\s?#\\][^\s?#\\]*$/.test(path))
      refuse(`paths.${name} must be a path that starts with "/".`);
  }
  for (const [name, value] of Object.entries(added ?? {})) {
    if (name !== "streamUsage" || typeof value !== "boolean")
      refuse(`added has ${name}: ${String(value)}; it has streamUsage: true or false.`);
  }
}

function notTheVendor(base: BaseUrl): Warning {
  return {
    code: "capabilities_unknown",
    message: `${base.url} is not DeepSeek's own server: nothing but text and streaming is taken for granted there. Say what it can do with assume, e.g. chat(id, { assume: { like: "deepseek-v4-pro" } }).`,
    option: "assume",
  };
}

function describe(settings: DeepSeekSettings, base: BaseUrl): JsonObject {
  const urls = endpoints(base, settings);
  return {
    provider: "deepseek",
    version,
    baseUrl: {
      url: redactUrl(base.url),
      from: base.from,
      ...(base.variable === undefined ? {} : { variable: base.variable }),
      official: base.official,
    },
    routes: { chat: redactUrl(urls.chat), beta: redactUrl(urls.beta) },
    apiKey: describeApiKey(settings, vendor, base),
    capabilities: base.official
      ? "the rows of this package"
      : "text and streaming; the rest is unknown until assume says it",
    models: Object.keys(models.chat),
    timeouts: { ...timeouts, ...settings.timeouts } as JsonObject,
    retry: settings.retry ?? "once",
    userAgent: settings.userAgent ?? `dialect-deepseek/${version}`,
    headers: Object.keys(settings.headers ?? {}),
    added: { streamUsage: settings.added?.streamUsage ?? true },
  };
}
