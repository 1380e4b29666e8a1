import type { Message } from "./request-body.js";
import type { Settings } from "./options.js";
import { ruleRefusal, type Refusal } from "./refusal.js";

/**
 * Calls and their results. An answered call is used up: a second answer to it answers nothing.
 *
 * @see https://github.com/langgenius/dify/issues/32222 (unanswered call, read 2026-11-20)
 * The sentences for an orphan and for a wrong id: new-api fork, official-fit validator, 2026-09 (read 2026-11-20).
 */
export function checkToolMessages(messages: readonly Message[]): Refusal | undefined {
  const open = new Set<string>();
  const used = new Set<string>();
  for (const message of messages) {
    if (message.role === "tool") {
      const id = message.tool_call_id ?? "";
      if (open.size === 0 || used.has(id)) return orphan();
      if (!open.delete(id)) return wrongId([...open]);
      used.add(id);
      continue;
    }
    if (open.size > 0) return unanswered();
    used.clear();
    for (const call of message.tool_calls ?? []) open.add(call.id);
  }
  return open.size > 0 ? unanswered() : undefined;
}

/**
 * What an assistant message must have, and, by an unconfirmed source, must not have.
 *
 * @see https://github.com/OnesoftQwQ/opencode-go-copilot/issues/24 (neither content nor calls, read 2026-11-20)
 */
export function checkAssistantMessages(
  messages: readonly Message[],
  toolTurnContent: Settings["toolTurnContent"],
): Refusal | undefined {
  for (const message of messages) {
    if (message.role !== "assistant") continue;
    const hasCalls = (message.tool_calls?.length ?? 0) > 0;
    if (message.content == null && !hasCalls)
      return ruleRefusal("Invalid assistant message: content or tool_calls must be set");
    if (message.content === "" && hasCalls && toolTurnContent === "null-only") {
      return ruleRefusal("Invalid assistant message: content must be null when tool_calls is set");
    }
  }
  return undefined;
}

/**
 * Continuing the last message is a beta feature.
 *
 * @see https://github.com/QuantumNous/new-api/issues/999 (the vendor's sentence through a relay, read 2026-11-20)
 */
export function checkPrefix(messages: readonly Message[], isBeta: boolean): Refusal | undefined {
  const asked = messages.some((message) => message.prefix === true);
  if (!asked || isBeta) return undefined;
  return ruleRefusal('prefix is only available when using beta api (set base_url="https://api.deepseek.com/beta")');
}

const orphan = (): Refusal =>
  ruleRefusal("Messages with role 'tool' must be a response to a preceding message with 'tool_calls'");

const mustBeFollowed =
  "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'";

// The comma is the vendor's, and so is the list of ids that only this sentence has.
const wrongId = (ids: readonly string[]): Refusal =>
  ruleRefusal(`${mustBeFollowed}, The following tool_call_ids did not have response messages: ${ids.join(", ")}`);

const unanswered = (): Refusal =>
  ruleRefusal(`${mustBeFollowed}. (insufficient tool messages following tool_calls message)`);
