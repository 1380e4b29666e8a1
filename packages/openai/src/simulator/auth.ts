import type { Settings } from "./options.js";
import { refuse, type Refusal } from "./refusal.js";

/**
 * Who may come in.
 *
 * @see https://github.com/openai/openai-python/issues/1434 (no key, read 2026-11-20)
 * @see https://github.com/continuedev/continue/issues/10250 (wrong key, read 2026-11-20)
 */
export function checkKey(authorization: string | undefined, settings: Settings): Refusal | undefined {
  const key = authorization?.startsWith("Bearer ") === true ? authorization.slice("Bearer ".length) : "";
  if (key === "") return refuse(noKey, null, null, 401);
  const known = settings.apiKeys === undefined ? key.startsWith("sk-") : settings.apiKeys.includes(key);
  if (known) return undefined;
  const hidden =
    key.length > 12 ? `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}` : "*".repeat(key.length);
  const message = `Incorrect API key provided: ${hidden}. You can find your API key at https://platform.openai.com/account/api-keys.`;
  return refuse(message, null, "invalid_api_key", 401);
}

/** @see https://github.com/vercel/ai packages/openai/src/responses/__fixtures__/openai-error.1.chunks.txt (read 2026-11-20) */
export const quotaExceeded: Refusal = {
  status: 429,
  error: {
    message:
      "You exceeded your current quota, please check your plan and billing details. For more information on this error, " +
      "read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
    type: "insufficient_quota",
    param: null,
    code: "insufficient_quota",
  },
};

const noKey =
  "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth " +
  "(i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're accessing the API " +
  "from your browser and are prompted for a username and password. You can obtain an API key from " +
  "https://platform.openai.com/account/api-keys.";
