import { type BaseUrl, type Headers, mergeHeaders } from "@dialect/core/provider";
import { accountHeaders, type OpenAISettings, vendor } from "./settings.js";
import { version } from "./version.js";

export function userAgent(settings: OpenAISettings): string {
  return settings.userAgent ?? `dialect-openai/${version}`;
}

/** The headers of one request; what a caller adds cannot replace what is computed here. */
export function writeHeaders(
  key: string | undefined,
  computed: Headers,
  settings: OpenAISettings,
  base: BaseUrl,
  call: Headers | undefined,
): Headers {
  return mergeHeaders(
    {
      ...computed,
      "user-agent": userAgent(settings),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...accountHeaders(settings, base),
    },
    { settings: settings.headers, call },
    vendor.provider,
  );
}
