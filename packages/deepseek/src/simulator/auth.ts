import { errorBody, type Refusal } from "./refusal.js";
import type { Settings } from "./options.js";

/**
 * Who may come in.
 *
 * @see https://github.com/FullStackPlayer/claude-code-launcher/issues/3 (wrong key, read 2026-11-20)
 * @see https://github.com/linshenkx/prompt-optimizer/issues/170 (header format, read 2026-11-20)
 */
export function checkKey(authorization: string | undefined, settings: Settings): Refusal | undefined {
  const key = authorization?.startsWith("Bearer ") === true ? authorization.slice("Bearer ".length) : "";
  if (key === "") return unauthorized("Authentication Fails (auth header format should be Bearer sk-...)");
  const known = settings.apiKeys === undefined ? key.startsWith("sk-") : settings.apiKeys.includes(key);
  return known ? undefined : unauthorized(`Authentication Fails, Your api key: ****${key.slice(-4)} is invalid`);
}

/** @see https://github.com/Aider-AI/aider/issues/4851 (read 2026-11-20) */
export function checkBalance(settings: Settings): Refusal | undefined {
  if (settings.balance > 0) return undefined;
  return { status: 402, contentType: "application/json", body: errorBody("Insufficient Balance", "unknown_error") };
}

function unauthorized(message: string): Refusal {
  return { status: 401, contentType: "application/json", body: errorBody(message, "authentication_error") };
}
