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
import { type BaseUrl, checkSettings, defaultTransport, describeApiKey, redactUrl } from "@dialect/core/provider";
import { findModel, listModels } from "./account.js";
import { plainCalls } from "./calls.js";
import { checkModelSettings, createChatModel, type KimiModelSettings } from "./chat-model.js";
import { createFiles, type KimiFiles } from "./files.js";
import { type KnownModel, models } from "./models/rows.js";
import { nameClient } from "./quirks/name-client.js";
import type { KimiRequest, requestCells } from "./request-types.js";
import {
  checkOwnSettings,
  codeBaseUrl,
  endpoints,
  invalid,
  type KimiSettings,
  ownSettings,
  type Places,
  placeRoutes,
  regions,
  type RouteId,
  routes,
  timeouts,
  userAgentVariable,
  vendors,
} from "./settings.js";
import { version } from "./version.js";

type KnownRows = typeof models;

export interface KimiProvider extends Provider {
  /**
   * A model with a row: what the row forbids does not compile, and is refused at run time too.
   *
   * @throws {@link DialectError} `unknown_model`, `invalid_setting`
   */
  chat<M extends KnownModel<R>, R extends RouteId = "chat">(
    model: M,
    settings?: KimiModelSettings & { readonly route?: R; readonly assume?: never },
  ): ChatModel<Narrow<KimiRequest, KnownRows[R][M & keyof KnownRows[R]], typeof requestCells>>;
  /** Any model id, with what the caller knows of it. */
  chat<const A extends Assume<KnownModel>, R extends RouteId = "chat">(
    model: string,
    settings: KimiModelSettings & { readonly route?: R; readonly assume: A },
  ): ChatModel<Narrow<KimiRequest, Stated<A, KnownRows[R]>, typeof requestCells>>;
  /** Files of the Open Platform; with the base URL of Kimi Code, of that. */
  readonly files: KimiFiles;
}

/**
 * Kimi over Moonshot's Open Platform (route `chat`, two regions) and the Kimi Code endpoint (route `code`). Makes no
 * request and reads no file; the key is resolved for each request.
 *
 * @throws {@link DialectError} `invalid_setting`
 * @see https://platform.kimi.ai/docs/api/chat (read 2026-11-20)
 */
export function createKimi(settings: KimiSettings = {}): KimiProvider {
  checkSettings(settings, ownSettings, "kimi");
  checkOwnSettings(settings);
  nameClient(settings);
  const places = placeRoutes(settings);
  const transport = settings.transport ?? defaultTransport();
  const call = plainCalls(settings, places.first, placeOf(places, places.first), transport);
  let warned = false;
  const firstWarnings = (base: BaseUrl, use: "request" | "preview"): readonly Warning[] => {
    if (base.official || warned) return [];
    warned = use === "request";
    return [notTheVendor(base)];
  };
  return {
    id: "kimi",
    chat(model: string, given: ModelSettings = {}): never {
      const own = given as KimiModelSettings;
      checkModelSettings(own);
      const route = own.route ?? places.first;
      const base = placeOf(places, route);
      return createChatModel({ settings, route, base, transport, firstWarnings }, model, own) as never;
    },
    files: createFiles(call),
    models: (options?: CallOptions): Promise<readonly ModelInfo[]> => listModels(call, options),
    checkModel: (model: string, options?: CallOptions): Promise<ModelInfo> => findModel(call, model, options),
    describe: () => describe(settings, places),
  };
}

export const entry: ProviderEntry = {
  id: "kimi",
  displayName: "Kimi (Moonshot AI)",
  routes,
  authRequired: true,
  environment: [
    ...routes.flatMap((route) => [...vendors[route].apiKeyVariables, vendors[route].baseUrlVariable ?? ""]),
    userAgentVariable,
  ],
  stability: "preview",
  create: createKimi,
};

function placeOf(places: Places, route: RouteId): BaseUrl {
  const base = places[route];
  if (base !== undefined) return base;
  throw invalid(
    `The route "${route}" is not served by the base URL ${places[places.first]?.url}.`,
    route === "code"
      ? `Leave baseUrl out, or give ${codeBaseUrl}.`
      : `Leave baseUrl out, or give ${Object.values(regions).join(" or ")}.`,
  );
}

function notTheVendor(base: BaseUrl): Warning {
  return {
    code: "capabilities_unknown",
    message: `${base.url} is not Moonshot's own server: nothing but text and streaming is taken for granted there. Say what it can do with assume, e.g. chat(id, { assume: { like: "kimi-k2.6" } }).`,
    option: "assume",
  };
}

function describe(settings: KimiSettings, places: Places): JsonObject {
  const first = placeOf(places, places.first);
  const client = nameClient(settings);
  return {
    provider: "kimi",
    version,
    baseUrl: describeBase(first),
    routes: Object.fromEntries(
      routes.map((route) => {
        const base = places[route];
        return [route, base === undefined ? "not served by the base URL" : redactUrl(endpoints(base, settings).chat)];
      }),
    ),
    apiKey: describeApiKey(settings, vendors[places.first], first),
    apiKeys: Object.fromEntries(
      routes.flatMap((route) => {
        const base = places[route];
        return base === undefined ? [] : [[route, describeApiKey(settings, vendors[route], base)]];
      }),
    ),
    capabilities: first.official
      ? "the rows of this package"
      : "text and streaming; the rest is unknown until assume says it",
    models: Object.keys(models[places.first]),
    timeouts: { ...timeouts, ...settings.timeouts } as JsonObject,
    retry: settings.retry ?? "once",
    userAgent: client.value,
    userAgentFrom: client.from,
    headers: Object.keys(settings.headers ?? {}),
    added: { streamUsage: settings.added?.streamUsage ?? true },
  };
}

function describeBase(base: BaseUrl): JsonObject {
  return {
    url: redactUrl(base.url),
    from: base.from,
    ...(base.variable === undefined ? {} : { variable: base.variable }),
    official: base.official,
  };
}
