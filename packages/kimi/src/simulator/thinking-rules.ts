import type { ServedModel } from "./model-list.js";
import type { Endpoint, Settings } from "./options.js";
import { ruleRefusal, type Refusal } from "./refusal.js";
import type { Message, RequestBody } from "./request-body.js";

/**
 * Whether the model thinks.
 *
 * @see https://github.com/akz142857/Halro docs/verification/provider-real-matrix.md (`disabled` on kimi-k3, read 2026-11-20)
 * @see https://github.com/akz142857/Halro docs/verification/kimi-code-subscription-evidence.md (effort none, read 2026-11-20)
 */
export function isThinking(body: RequestBody, model: ServedModel, endpoint: Endpoint, settings: Settings): boolean {
  if (model.family === "none") return false;
  if (model.family === "k2-always") return true;
  if (endpoint === "code" && body.reasoning_effort === "none") return false;
  if (body.thinking?.type !== "disabled") return true;
  return model.family === "k3" && endpoint === "platform" && settings.k3Thinking === "ignored";
}

export function checkThinking(
  body: RequestBody,
  model: ServedModel,
  endpoint: Endpoint,
  settings: Settings,
): Refusal | undefined {
  const { thinking, reasoning_effort: effort } = body;
  // https://github.com/HKUDS/nanobot/issues/3939 (read 2026-11-20)
  if (thinking != null && effort != null) return ruleRefusal("cannot specify both 'thinking' and 'reasoning_effort'");
  // https://github.com/MoonshotAI/Kimi-K2/issues/141 (read 2026-11-20)
  if (model.family === "k2-always" && thinking?.type === "disabled")
    return ruleRefusal("invalid thinking: only type=enabled is allowed for this model");
  // Refused by the live API; the sentence is ours (vercel/ai packages/moonshotai, read 2026-11-20).
  if (model.id === "kimi-k2.5" && thinking?.keep != null)
    return ruleRefusal("invalid thinking: keep is not allowed for this model");
  // The sentence is ours (pydantic/pydantic-ai tells that it is refused, read 2026-11-20).
  if (endpoint === "platform" && effort === "none" && settings.effortNone === "refused")
    return ruleRefusal("invalid reasoning_effort: none is not allowed for this model");
  return undefined;
}

/**
 * A forced tool choice while the model thinks: K3 takes `required`, K2 does not, a named tool is refused by all.
 *
 * @see https://github.com/akz142857/Halro docs/verification/provider-real-matrix.md (six probes, 2026-09, read 2026-11-20)
 * @see https://github.com/AstrBotDevs/AstrBot/issues/7805 (read 2026-11-20)
 */
export function checkToolChoice(body: RequestBody, model: ServedModel, thinking: boolean): Refusal | undefined {
  const choice = body.tool_choice;
  if (!thinking || choice == null) return undefined;
  const refused = typeof choice === "object" ? "specified" : choice === "required" && model.family !== "k3";
  if (refused === false) return undefined;
  return ruleRefusal(`tool_choice '${refused === true ? "required" : refused}' is incompatible with thinking enabled`);
}

/**
 * Reasoning must come back; that the member is there is what counts, `""` passes.
 *
 * - tool-calls: every assistant message with calls (HKUDS/nanobot#1014, QuantumNous/new-api#3121 and others)
 * - per-model: with `keep: "all"`, K2.7-code and K3 every assistant message (MoonshotAI/kimi-code providers/kimi;
 *   platform.kimi.ai docs); the sentence for a message without calls is ours
 * - off: answered 200 without it, probed 2026-08-20
 *
 * All read 2026-11-20.
 */
export function checkReplay(
  body: RequestBody,
  model: ServedModel,
  thinking: boolean,
  rule: Settings["replayRule"],
): Refusal | undefined {
  if (!thinking || rule === "off") return undefined;
  const all = rule === "per-model" && (model.family !== "k2" || body.thinking?.keep === "all");
  const hasCalls = (message: Message): boolean => (message.tool_calls?.length ?? 0) > 0;
  for (const [index, message] of body.messages.entries()) {
    if (message.role !== "assistant" || typeof message.reasoning_content === "string") continue;
    if (message.partial === true || !(all || hasCalls(message))) continue;
    const kind = hasCalls(message) ? "assistant tool call message" : "assistant message";
    return ruleRefusal(`thinking is enabled but reasoning_content is missing in ${kind} at index ${index}`);
  }
  return undefined;
}
