import type { Settings } from "./options.js";
import type { Refusal } from "./refusal.js";

export const isCloudName = (name: string): boolean => /[:-]cloud$/.test(name);

/**
 * Models that run at ollama.com. These errors have the native shape on `/v1` too. The sentence of `disabled` is ours.
 *
 * @see ../../test/wire (router: v1 cloud, 2026-11-20; real server: cloud-model, 2026-11-21)
 * @see https://github.com/ollama/ollama at fb30760 server/cloud_proxy.go (read 2026-11-20)
 */
export function checkCloud(name: string, endpointPath: string, settings: Settings): Refusal | undefined {
  if (!isCloudName(name)) return undefined;
  switch (settings.cloud) {
    case "signed-out":
      return unauthorized({ signin_url: "https://ollama.com/connect?name=simulator&key=c2ltdWxhdG9y" });
    case "signed-out-no-key":
      return unauthorized();
    case "disabled":
      return { status: 403, message: "ollama cloud is disabled", bare: {} };
    case "unreachable":
      return {
        status: 502,
        message: `Post "https://ollama.com:443${endpointPath}?ts=1795219945": dial tcp: lookup ollama.com: no such host`,
        bare: {},
      };
    default:
      return undefined;
  }
}

/** Of ollama.com, where a key is needed. */
export function checkKey(authorization: string | undefined, settings: Settings): Refusal | undefined {
  if (settings.apiKeys === undefined) return undefined;
  return settings.apiKeys.some((key) => authorization === `Bearer ${key}`) ? undefined : unauthorized();
}

const unauthorized = (bare: Refusal["bare"] = {}): Refusal => ({ status: 401, message: "unauthorized", bare });
