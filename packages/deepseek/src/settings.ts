import type { CommonSettings, Timeouts } from "@dialect/core";
import type { BaseUrl, VendorEndpoint } from "@dialect/core/provider";

export interface DeepSeekSettings extends CommonSettings {
  /**
   * Paths on a base URL of your own; the vendor's are fixed.
   *
   * @defaultValue `/chat/completions`, `/beta/chat/completions`, `/models`, `/user/balance`
   */
  readonly paths?: Partial<Paths>;
  /** What is sent unasked. */
  readonly added?: {
    /** `stream_options.include_usage` on streams. @defaultValue true */
    readonly streamUsage?: boolean;
  };
}

/** The settings beside the common ones. */
export const ownSettings = ["paths", "added"] as const;

/** `chat` and `beta` are the routes, `models` and `balance` the calls beside chat. */
export interface Paths {
  readonly chat: string;
  readonly beta: string;
  readonly models: string;
  readonly balance: string;
}

export type RouteId = "chat" | "beta";

const origin = "https://api.deepseek.com";

/**
 * The vendor's own base URLs. `/v1` is an alias of none and has nothing to do with a model version; `/beta` is where
 * prefix completion and strict tools live.
 *
 * @see https://api-docs.deepseek.com/ (read 2026-11-20)
 * @see https://api-docs.deepseek.com/guides/chat_prefix_completion (read 2026-11-20)
 */
export const vendor: VendorEndpoint = {
  provider: "deepseek",
  defaultBaseUrl: origin,
  baseUrlVariable: "DEEPSEEK_BASE_URL",
  ownBaseUrls: [origin, `${origin}/v1`, `${origin}/beta`],
  apiKeyVariables: ["DEEPSEEK_API_KEY"],
  auth: "required",
};

/**
 * `firstEventMs`: the vendor holds a request for up to 10 minutes under load, sends keep-alives and closes it then
 * (https://api-docs.deepseek.com/quick_start/rate_limit, read 2026-11-20). `idleMs`: hosted, tokens flow once they flow.
 */
export const timeouts: Required<Timeouts> = {
  connectMs: 10_000,
  firstEventMs: 600_000,
  idleMs: 120_000,
  answerMs: 600_000,
};

const ownPaths: Paths = {
  chat: "/chat/completions",
  beta: "/beta/chat/completions",
  models: "/models",
  balance: "/user/balance",
};

/** The URL of each kind of call. */
export function endpoints(base: BaseUrl, settings: DeepSeekSettings): Paths {
  if (base.official) {
    const prefix = base.url === `${origin}/v1` ? "/v1" : "";
    return {
      chat: `${origin}${prefix}${ownPaths.chat}`,
      beta: `${origin}${ownPaths.beta}`,
      models: `${origin}${prefix}${ownPaths.models}`,
      balance: `${origin}${ownPaths.balance}`,
    };
  }
  const paths = { ...ownPaths, ...settings.paths };
  return {
    chat: `${base.url}${paths.chat}`,
    beta: `${base.url}${paths.beta}`,
    models: `${base.url}${paths.models}`,
    balance: `${base.url}${paths.balance}`,
  };
}

/** The route of a model that names none: whoever sets the base URL to `/beta` wants `beta`. */
export function defaultRoute(base: BaseUrl): RouteId {
  return base.official && base.url.endsWith("/beta") ? "beta" : "chat";
}
