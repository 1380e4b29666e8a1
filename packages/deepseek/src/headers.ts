import { type Headers, mergeHeaders } from "@dialect/core/provider";
import type { DeepSeekSettings } from "./settings.js";
import { version } from "./version.js";

/** The headers of one request; what a caller adds cannot replace what is computed here. */
export function writeHeaders(
  key: string | undefined,
  computed: Headers,
  settings: DeepSeekSettings,
  call: Headers | undefined,
): Headers {
  return mergeHeaders(
    {
      ...computed,
      "user-agent": settings.userAgent ?? `dialect-deepseek/${version}`,
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    { settings: settings.headers, call },
    "deepseek",
  );
}
