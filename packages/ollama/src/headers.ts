import { type Headers, mergeHeaders } from "@dialect/core/provider";
import type { OllamaSettings } from "./settings.js";
import { version } from "./version.js";

export function userAgent(settings: OllamaSettings): string {
  return settings.userAgent ?? `dialect-ollama/${version}`;
}

/** The headers of one request; what a caller adds cannot replace what is computed here. */
export function writeHeaders(
  key: string | undefined,
  computed: Headers,
  settings: OllamaSettings,
  call: Headers | undefined,
): Headers {
  return mergeHeaders(
    {
      ...computed,
      "user-agent": userAgent(settings),
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    { settings: settings.headers, call },
    "ollama",
  );
}
