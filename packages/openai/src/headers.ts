import { type BaseUrl, type Headers, mergeHeaders } from "@dialect/core/provider";
import { accountHeaders, type OpenAISettings, vendor } from "./settings.js";
import { version } from "./version.js";

export function userAgent(settings: OpenAISettings): string {
  return settings.userAgent ?? `dialect-openai/${version}`;
}

/** The headers of one request; what a caller adds cannot replace what is computed here. */
export type WriteHeaders = (key: string | undefined, computed: Headers, call: Headers | undefined) => Headers;

/** Who we are and for which account is read once: a look into the environment costs 5 µs, a request about 100. */
export function headersOf(settings: OpenAISettings, base: BaseUrl): WriteHeaders {
  const same = { "user-agent": userAgent(settings), ...accountHeaders(settings, base) };
  return (key, computed, call) =>
    mergeHeaders(
      { ...computed, ...same, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
      { settings: settings.headers, call },
      vendor.provider,
    );
}
