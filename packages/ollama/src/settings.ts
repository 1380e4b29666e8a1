import { type CommonSettings, DialectError, type Timeouts } from "@dialect/core";
import { type BaseUrl, checkSettings, resolveBaseUrl, type VendorEndpoint } from "@dialect/core/provider";
import { readHost } from "./quirks/read-host.js";

export interface OllamaSettings extends CommonSettings {
  /** What is sent unasked. */
  readonly added?: {
    /** `stream_options.include_usage` on streams of the `chat` route. @defaultValue true */
    readonly streamUsage?: boolean;
  };
}

export type RouteId = "native" | "chat";

/** Every variable that this package reads. */
export const environment = ["OLLAMA_HOST", "OLLAMA_API_KEY"] as const;

const cloud = "https://ollama.com";

/**
 * The local daemon, and the vendor's hosted models under the same API.
 *
 * @see https://docs.ollama.com/api/authentication (read 2026-11-20)
 */
export const vendor: VendorEndpoint = {
  provider: "ollama",
  defaultBaseUrl: "http://127.0.0.1:11434",
  baseUrlVariable: "OLLAMA_HOST",
  ownBaseUrls: [cloud],
  apiKeyVariables: ["OLLAMA_API_KEY"],
  auth: "optional",
};

/** Where the server is: the setting, then `OLLAMA_HOST` as the daemon itself reads it, then its usual port. */
export function baseOf(settings: OllamaSettings): BaseUrl {
  const host = settings.baseUrl === undefined ? readHost(settings.env) : undefined;
  const base = resolveBaseUrl({ ...settings, env: host === undefined ? {} : { OLLAMA_HOST: host } }, vendor);
  const tail = /\/(v1|api)(\/|$)/.exec(new URL(base.url).pathname);
  if (tail === null) return base;
  throw new DialectError("invalid_setting", {
    message: `The base URL ${base.url} ends in /${tail[1]}; Ollama's is the root of the server.`,
    provider: "ollama",
    hint: 'Leave the path out; the OpenAI-format endpoint is the route "chat".',
  });
}

/** Whether the server is the vendor's hosted one, where schemas are not enforced and a key is needed. */
export function isCloud(base: BaseUrl): boolean {
  return base.url === cloud;
}

/**
 * Which key may go there. The variable holds a key for the hosted models: it goes to them and to a server that
 * `OLLAMA_HOST` names, never to whatever listens on the local port or at a base URL given in code.
 */
export function keyEndpoint(base: BaseUrl): VendorEndpoint {
  if (isCloud(base)) return { ...vendor, auth: "required" };
  return base.from === "environment" ? vendor : { ...vendor, apiKeyVariables: [] };
}

/**
 * `firstEventMs`, `answerMs`: a model may load for minutes (`OLLAMA_LOAD_TIMEOUT` is 5 minutes). `idleMs`: 600 s on a
 * local server, where a long prompt is read on a slow processor in silence; 120 s on the hosted one.
 */
export function defaultTimeouts(base: BaseUrl): Required<Timeouts> {
  return { connectMs: 10_000, firstEventMs: 600_000, idleMs: isCloud(base) ? 120_000 : 600_000, answerMs: 600_000 };
}

/** @throws DialectError `invalid_setting`, naming the setting. */
export function checkOwnSettings(settings: OllamaSettings): void {
  checkSettings(settings, ["added"], "ollama");
  for (const [name, value] of Object.entries(settings.added ?? {})) {
    if (name === "streamUsage" && (typeof value === "boolean" || value === undefined)) continue;
    throw new DialectError("invalid_setting", {
      message: `added has ${name}: ${String(value)}; it has streamUsage: true or false.`,
      provider: "ollama",
    });
  }
}

export type Endpoint = RouteId | "tags" | "show" | "ps" | "pull" | "delete" | "version";

/** The URL of each kind of call. */
export function endpoints(base: BaseUrl): Readonly<Record<Endpoint, string>> {
  return {
    native: `${base.url}/api/chat`,
    chat: `${base.url}/v1/chat/completions`,
    tags: `${base.url}/api/tags`,
    show: `${base.url}/api/show`,
    ps: `${base.url}/api/ps`,
    pull: `${base.url}/api/pull`,
    delete: `${base.url}/api/delete`,
    version: `${base.url}/api/version`,
  };
}
