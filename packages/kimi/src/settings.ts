import { type CommonSettings, DialectError, type Timeouts } from "@dialect/core";
import { type BaseUrl, resolveBaseUrl, type VendorEndpoint } from "@dialect/core/provider";

/** `chat`: the Open Platform. `code`: the Kimi Code endpoint of a subscription, with keys and rules of its own. */
export type RouteId = "chat" | "code";
export const routes: readonly RouteId[] = ["chat", "code"];

/** The two Open Platforms. A key of one is refused by the other. */
export type Region = "global" | "china";

export interface KimiSettings extends CommonSettings {
  /**
   * Which Open Platform: `global` is https://api.moonshot.ai/v1, `china` is https://api.moonshot.cn/v1. Not together
   * with `baseUrl`; wins over `MOONSHOT_BASE_URL`.
   *
   * @defaultValue "global"
   */
  readonly region?: Region;
  /**
   * Paths on a base URL of your own; the vendor's are fixed.
   *
   * @defaultValue `/chat/completions`, `/models`, `/files`
   */
  readonly paths?: Partial<Paths>;
  /** What is sent unasked. */
  readonly added?: {
    /** `stream_options.include_usage` on streams. @defaultValue true */
    readonly streamUsage?: boolean;
  };
}

/** The settings beside the common ones. */
export const ownSettings = ["region", "paths", "added"] as const;

/** `chat` is the path of both routes, `models` and `files` are the calls beside chat. */
export interface Paths {
  readonly chat: string;
  readonly models: string;
  readonly files: string;
}

/**
 * The Open Platform in its two regions.
 *
 * @see https://platform.kimi.ai/docs/overview (read 2026-11-20)
 */
export const regions: Readonly<Record<Region, string>> = {
  global: "https://api.moonshot.ai/v1",
  china: "https://api.moonshot.cn/v1",
};
/** @see https://github.com/MoonshotAI/kimi-cli/tree/4a550eff (read 2026-11-20) */
export const codeBaseUrl = "https://api.kimi.com/coding/v1";

export const vendors: Readonly<Record<RouteId, VendorEndpoint>> = {
  chat: {
    provider: "kimi",
    defaultBaseUrl: regions.global,
    baseUrlVariable: "MOONSHOT_BASE_URL",
    ownBaseUrls: [regions.global, regions.china],
    apiKeyVariables: ["MOONSHOT_API_KEY", "MOONSHOTAI_API_KEY"],
    auth: "required",
  },
  code: {
    provider: "kimi",
    defaultBaseUrl: codeBaseUrl,
    baseUrlVariable: "KIMI_BASE_URL",
    ownBaseUrls: [codeBaseUrl],
    apiKeyVariables: ["KIMI_API_KEY"],
    auth: "required",
  },
};

export const userAgentVariable = "MOONSHOT_USER_AGENT";

/**
 * `firstEventMs` and `answerMs`: the vendor ends a request after 900 s by a page with status 504; an answer that has
 * not begun after 600 s has not begun. `idleMs`: hosted, tokens flow once they flow.
 */
export const timeouts: Required<Timeouts> = {
  connectMs: 10_000,
  firstEventMs: 600_000,
  idleMs: 120_000,
  answerMs: 600_000,
};

const ownPaths: Paths = { chat: "/chat/completions", models: "/models", files: "/files" };

/** The URL of each kind of call. */
export function endpoints(base: BaseUrl, settings: KimiSettings): Paths {
  const paths = base.official ? ownPaths : { ...ownPaths, ...settings.paths };
  return {
    chat: `${base.url}${paths.chat}`,
    models: `${base.url}${paths.models}`,
    files: `${base.url}${paths.files}`,
  };
}

/** Where the routes go. A base URL of one of the vendor's own hosts serves that host's route only. */
export interface Places {
  readonly chat: BaseUrl | undefined;
  readonly code: BaseUrl | undefined;
  /** The route of a model that names none. */
  readonly first: RouteId;
}

/** @throws {@link DialectError} `invalid_setting` */
export function placeRoutes(settings: KimiSettings): Places {
  const { region } = settings;
  if (region !== undefined && !Object.hasOwn(regions, region))
    throw invalid(`region is ${JSON.stringify(region)}; it must be ${Object.keys(regions).join(" or ")}.`);
  if (region !== undefined && settings.baseUrl !== undefined)
    throw invalid("region and baseUrl are both given; one of them says where to go.");
  const chat = resolveBaseUrl(settings, region === undefined ? vendors.chat : platformOf(region));
  const code = resolveBaseUrl(settings, vendors.code);
  if (settings.baseUrl !== undefined && chat.ownOrigin) return { chat, code: undefined, first: "chat" };
  if (settings.baseUrl !== undefined && code.ownOrigin) return { chat: undefined, code, first: "code" };
  return { chat, code, first: "chat" };
}

/** A region in code wins over the variable. */
function platformOf(region: Region): VendorEndpoint {
  const { baseUrlVariable, ...rest } = vendors.chat;
  void baseUrlVariable;
  return { ...rest, defaultBaseUrl: regions[region] };
}

/** @throws {@link DialectError} `invalid_setting` for wrong `paths` and `added`. */
export function checkOwnSettings({ paths, added }: KimiSettings): void {
  for (const [name, path] of Object.entries(paths ?? {})) {
    if (!Object.hasOwn(ownPaths, name))
      throw invalid(`paths has the unknown call "${name}"; it has ${Object.keys(ownPaths).join(", ")}.`);
    if (typeof path !== "string" || !/^\/[^/\s?#\\][^\s?#\\]*$/.test(path))
      throw invalid(`paths.${name} must be a path that starts with "/".`);
  }
  for (const [name, value] of Object.entries(added ?? {})) {
    if (name !== "streamUsage" || typeof value !== "boolean")
      throw invalid(`added has ${name}: ${String(value)}; it has streamUsage: true or false.`);
  }
}

export function invalid(message: string, hint?: string): DialectError {
  return new DialectError("invalid_setting", { message, provider: "kimi", hint });
}
