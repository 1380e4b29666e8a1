import { type Headers, mergeHeaders } from "@dialect/core/provider";
import { nameClient } from "./quirks/name-client.js";
import type { KimiSettings } from "./settings.js";

/** The headers of one request; what a caller adds cannot replace what is computed here. */
export function writeHeaders(
  key: string | undefined,
  computed: Headers,
  settings: KimiSettings,
  call: Headers | undefined,
): Headers {
  return mergeHeaders(
    {
      ...computed,
      "user-agent": nameClient(settings).value,
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
    },
    { settings: settings.headers, call },
    "kimi",
  );
}
