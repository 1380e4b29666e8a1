import type {
  CallOptions,
  ChatModel,
  JsonObject,
  ModelInfo,
  ModelSettings,
  Provider,
  ProviderEntry,
  Stated,
  Timeouts,
  Warning,
} from "@dialect/core";
import {
  type BaseUrl,
  checkApiKey,
  defaultTransport,
  describeApiKey,
  redactUrl,
  resolveApiKey,
  resolveBaseUrl,
} from "@dialect/core/provider";
import { findModel, listModels } from "./account.js";
import { plainCalls } from "./calls.js";
import { type Connected, createChatModel, type OpenAIModelSettings } from "./chat-model.js";
import { embed, type Embeddings, type EmbedRequest } from "./embed.js";
import { createFiles, type OpenAIFiles } from "./files.js";
import { headersOf, userAgent } from "./headers.js";
import type { OpenAIAssume } from "./model-row.js";
import { models, type ModelId, type RouteId, type RowOf } from "./models.js";
import type { OpenAINarrow } from "./request-cells.js";
import { chooseRoute } from "./routing.js";
import {
  accountHeaders,
  checkOwnSettings,
  defaultTimeouts,
  endpoints,
  environment,
  type OpenAISettings,
  variablesSet,
  vendor,
} from "./settings.js";
import { version } from "./version.js";

/** Every row of a route, by model id. */
type RowsOf<R extends RouteId> = { readonly [Id in ModelId]: RowOf<R, Id> };

export interface OpenAIProvider extends Provider {
  readonly id: "openai";
  /**
   * A model with a row: what the row forbids does not compile, and is refused at run time too. Without `route`, only
   * what both routes forbid does not compile, because the base URL decides.
   *
   * @throws {@link DialectError} `unknown_model`, `invalid_setting`
   */
  chat<Id extends ModelId, R extends RouteId = RouteId>(
    model: Id,
    settings?: OpenAIModelSettings & { readonly route?: R; readonly assume?: never },
  ): ChatModel<OpenAINarrow<RowOf<R, Id>>>;
  /** Any model id, with what the caller knows of it. */
  chat<const A extends OpenAIAssume, R extends RouteId = RouteId>(
    model: string,
    settings: OpenAIModelSettings & { readonly route?: R; readonly assume: A },
  ): ChatModel<OpenAINarrow<Stated<A, RowsOf<R>>>>;
  readonly files: OpenAIFiles;
  /** One vector for each text. One request. */
  embed(request: EmbedRequest, options?: CallOptions): Promise<Embeddings>;
}

/**
 * OpenAI over the Responses API and Chat Completions, and servers that speak the same format under `baseUrl`. Makes no
 * request and reads no file; the key is resolved for each request.
 *
 * @throws {@link DialectError} `invalid_setting`
 * @see https://platform.openai.com/docs/api-reference (read 2026-11-20)
 */
export function createOpenAI(settings: OpenAISettings = {}): OpenAIProvider {
  checkOwnSettings(settings);
  const base = resolveBaseUrl(settings, vendor);
  const writeHeaders = headersOf(settings, base);
  const urls = endpoints(base, settings);
  const transport = settings.transport ?? defaultTransport();
  const call = plainCalls(settings, base, urls, transport, writeHeaders);
  let warned = false;

  const connected: Connected = {
    settings,
    base,
    urls,
    transport,
    writeHeaders,
    key: async () => (await resolveApiKey(settings, vendor, base)).key,
    checkKey: () => checkApiKey(settings, vendor, base).sent,
    firstWarnings(use) {
      if (warned) return [];
      warned = use === "request";
      return [customBaseUrl(base)];
    },
  };

  return {
    id: "openai",
    chat: (model: string, own: ModelSettings = {}): never =>
      createChatModel(connected, model, own as OpenAIModelSettings) as never,
    models: (options?: CallOptions): Promise<readonly ModelInfo[]> => listModels(call, options),
    checkModel: (model: string, options?: CallOptions): Promise<ModelInfo> =>
      findModel(call, model, base.official, options),
    files: createFiles(call),
    embed: (request: EmbedRequest, options?: CallOptions): Promise<Embeddings> => embed(call, request, options),
    describe: () => describe(settings, base),
  };
}

export const entry: ProviderEntry = {
  id: "openai",
  displayName: "OpenAI",
  routes: ["responses", "chat"],
  authRequired: true,
  environment,
  stability: "preview",
  create: (settings) => createOpenAI(settings),
};

function customBaseUrl(base: BaseUrl): Warning {
  return {
    code: "capabilities_unknown",
    message: `${redactUrl(base.url)} is none of OpenAI's own base URLs: nothing but text and streaming is taken for granted there. Say what it can do with assume, e.g. chat(id, { assume: { like: "gpt-5.4" } }).`,
    option: "assume",
  };
}

function describe(settings: OpenAISettings, base: BaseUrl): JsonObject {
  const { route, reason } = chooseRoute({ provider: settings.api }, base);
  const account = accountHeaders(settings, base);
  const timeouts: Timeouts = { ...defaultTimeouts(base), ...settings.timeouts };
  const { storeFalse, encryptedReasoning, streamUsage } = settings.added ?? {};
  const added = base.official ? true : "where the row says so";
  return {
    provider: vendor.provider,
    version,
    baseUrl: {
      url: redactUrl(base.url),
      from: base.from,
      ...(base.variable === undefined ? {} : { variable: base.variable }),
      official: base.official,
    },
    api: { route, reason },
    endpoints: Object.fromEntries(
      Object.entries(endpoints(base, settings)).map(([name, url]) => [name, redactUrl(url)]),
    ),
    apiKey: describeApiKey(settings, vendor, base),
    organization: "openai-organization" in account,
    project: "openai-project" in account,
    environment: variablesSet(settings),
    capabilities: base.official
      ? "the rows of this package"
      : "text and streaming; the rest is unknown until assume says it",
    models: Object.keys(models[route]),
    timeouts: timeouts as JsonObject,
    retry: settings.retry ?? "once",
    userAgent: userAgent(settings),
    headers: Object.keys(settings.headers ?? {}),
    added: {
      storeFalse: storeFalse ?? added,
      encryptedReasoning: encryptedReasoning ?? added,
      streamUsage: streamUsage ?? added,
    },
  };
}
