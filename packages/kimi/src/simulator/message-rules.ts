import type { Settings } from "./options.js";
import { partsOf, type Message } from "./request-body.js";

/**
 * Messages that say nothing, and texts that are empty. Rules of this file give the sentence, or nothing.
 *
 * @see https://github.com/MoonshotAI/kimi-cli CHANGELOG.md and issue 1663 (empty text, read 2026-11-20)
 * The sentence for empty `messages`: new-api fork, calibrated 2026-08-27 (read 2026-11-20).
 */
export function checkContents(
  messages: readonly Message[],
  emptyContent: Settings["emptyContent"],
): string | undefined {
  if (messages.length === 0) return "messages must not be empty";
  for (const [index, message] of messages.entries()) {
    const hasCalls = (message.tool_calls?.length ?? 0) > 0;
    const hasEmptyPart = partsOf(message).some((part) => part.type === "text" && part.text === "");
    if (hasEmptyPart || (hasCalls && message.content === "" && emptyContent === "refused"))
      return "text content is empty";
    if (isEmpty(message) && !hasCalls && message.role !== "tool")
      return `the message at position ${index} with role '${message.role}' must not be empty`;
  }
  return undefined;
}

function isEmpty(message: Message): boolean {
  if (message.partial === true || (message.tools?.length ?? 0) > 0) return false;
  return typeof message.content === "string" ? message.content === "" : partsOf(message).length === 0;
}

/**
 * Calls and their results. Ids may repeat in a conversation, so that only the calls of the last assistant message
 * count.
 *
 * @see https://github.com/MoonshotAI/kimi-code/issues/705 (unanswered call, read 2026-11-21)
 * @see https://github.com/MoonshotAI/kimi-code tests of executeLoopStep (`tool_call_id  is not found`, read 2026-11-21)
 */
export function checkToolMessages(messages: readonly Message[]): string | undefined {
  let offered = new Set<string>();
  let open = new Set<string>();
  for (const message of messages) {
    if (message.role === "tool") {
      const id = message.tool_call_id ?? "";
      // With an empty id there are two spaces, as seen.
      if (!offered.has(id)) return `tool_call_id ${id} is not found`;
      open.delete(id);
      continue;
    }
    if (open.size > 0) return unanswered(open);
    offered = new Set((message.tool_calls ?? []).map((call) => call.id));
    open = new Set(offered);
  }
  return open.size > 0 ? unanswered(open) : undefined;
}

const unanswered = (ids: ReadonlySet<string>): string =>
  "an assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
  `The following tool_call_ids did not have response messages: ${[...ids].join(", ")}`;

/**
 * The first-party client cuts foreign ids to this form; a refusal was never seen, so that the sentence is ours.
 *
 * @see https://github.com/MoonshotAI/kimi-cli packages/kosong (id sanitiser, read 2026-11-20)
 */
export function checkForeignIds(messages: readonly Message[], rule: Settings["foreignIds"]): string | undefined {
  if (rule === "any") return undefined;
  const ids = messages.flatMap((message) => (message.tool_calls ?? []).map((call) => call.id));
  const bad = ids.find((id) => !/^[A-Za-z0-9_-]{1,64}$/.test(id) && !/^(functions\.)?[$\w-]+:\d+$/.test(id));
  return bad === undefined ? undefined : `tool call id ${bad} is invalid`;
}

/** The prefix of an answer is its last message. The sentence is ours (platform.kimi.ai docs, partial mode, read 2026-11-20). */
export function checkPartial(messages: readonly Message[]): string | undefined {
  return messages.slice(0, -1).some((message) => message.partial === true)
    ? "partial is only allowed for the last message"
    : undefined;
}
