import type { Endpoint, Settings } from "./options.js";
import { refuse, type Refusal } from "./refusal.js";

/**
 * Who may come in. Keys of the two regions are not interchangeable: the other region's key is a wrong key.
 *
 * @see https://github.com/akz142857/Halro docs/verification/provider-real-matrix.md (both hosts, read 2026-11-20)
 * @see https://platform.kimi.ai/docs (the documented sentence, read 2026-11-20)
 * @see https://www.kimi.com/code/docs (Kimi Code, read 2026-11-20)
 */
export function checkKey(
  authorization: string | undefined,
  endpoint: Endpoint,
  settings: Settings,
): Refusal | undefined {
  const key = authorization?.startsWith("Bearer ") === true ? authorization.slice("Bearer ".length) : "";
  const isKnown = settings.apiKeys === undefined ? key.startsWith("sk-") : settings.apiKeys.includes(key);
  if (isKnown) return undefined;
  if (endpoint === "code")
    return refuse(401, "The API Key appears to be invalid or may have expired", "invalid_authentication_error");
  return settings.keyRefusal === "incorrect-api-key"
    ? refuse(401, "Incorrect API key provided", "incorrect_api_key_error")
    : refuse(401, "Invalid Authentication", "invalid_authentication_error");
}

/**
 * The User-Agent gate of Kimi Code. It stands before chats, not before the list of models, so that a list proves
 * nothing. Seen in June 2026; in September an unknown and a plain curl agent were let in.
 *
 * @see https://github.com/kodustech/kodus-ai/issues/1257 (2026-06-03, read 2026-11-20)
 * @see https://github.com/akz142857/Halro docs/verification/kimi-code-subscription-evidence.md (2026-09-22, read 2026-11-20)
 */
export function checkAgent(agent: string | undefined, settings: Settings): Refusal | undefined {
  const name = agent ?? "";
  const isRefused = {
    off: false,
    "seen-refused": refusedAgents.test(name),
    "allow-list": !agents.test(name) && !settings.allowedAgents.some((one) => name.startsWith(one)),
  }[settings.userAgentGate];
  return isRefused
    ? refuse(
        403,
        "Kimi For Coding is currently only available for Coding Agents such as Kimi CLI, Claude Code, Roo Code, Kilo Code, etc.",
        "access_terminated_error",
      )
    : undefined;
}

const refusedAgents = /^(openai-node|openai\/|langchain|curl\/)/i;
const agents = /^(kimicli|kimi-code-cli|claude-code|claude-cli|roo-?code|kilo-?code)\//i;

/**
 * On the Anthropic surface an agent that starts with `Anthropic` gets a block that looks like overload.
 *
 * @see https://github.com/gsd-build/gsd-2/issues/4640 (read 2026-11-20)
 */
export function checkMessagesAgent(agent: string | undefined): Refusal | undefined {
  if (agent?.startsWith("Anthropic") !== true) return undefined;
  const message = "The engine is currently overloaded, please try again later";
  return { status: 429, body: { error: { type: "rate_limit_error", message }, type: "error" } };
}
