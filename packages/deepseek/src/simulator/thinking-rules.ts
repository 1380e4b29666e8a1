import { isThinking, type Message, type RequestBody } from "./request-body.js";
import type { ServedModel } from "./model-list.js";
import type { Settings } from "./options.js";
import { ruleRefusal, type Refusal } from "./refusal.js";

/**
 * A forced tool choice while the model thinks, which it does by default.
 *
 * @see https://github.com/BerriAI/litellm/issues/37470 (read 2026-11-20)
 */
export function checkToolChoice(body: RequestBody, model: ServedModel): Refusal | undefined {
  const choice = body.tool_choice;
  const isForced = choice === "required" || (typeof choice === "object" && choice !== null);
  return isForced && isThinking(body, model.thinkingByDefault)
    ? ruleRefusal("Thinking mode does not support this tool_choice")
    : undefined;
}

/**
 * Reasoning must come back. What is checked is that the member is there and a string; `""` passes.
 * Three live observations disagree on which messages are checked, hence `replayRule`:
 *
 * - after-last-user: every assistant message after the last user message, fragments without calls included
 *   (a codec's tests against the live API, deepseek-v4-flash)
 * - docs-strict: every assistant message with calls, in all later requests
 *   (https://api-docs.deepseek.com/guides/thinking_mode, anomalyco/opencode#24083)
 * - last-message-tool-only: only if the last message is a tool's, and only the assistant message before it;
 *   the vision model is exempt (new-api fork, official-fit validator, 2026-09-01)
 *
 * All read 2026-11-20.
 */
export function checkReplay(body: RequestBody, model: ServedModel, rule: Settings["replayRule"]): Refusal | undefined {
  if (!isThinking(body, model.thinkingByDefault)) return undefined;
  const isMissing = checkedBy[rule](body.messages, body.model).some(
    (message) => typeof message.reasoning_content !== "string",
  );
  return isMissing
    ? ruleRefusal("The `reasoning_content` in the thinking mode must be passed back to the API.")
    : undefined;
}

const checkedBy: Readonly<
  Record<Settings["replayRule"], (messages: readonly Message[], model: string) => readonly Message[]>
> = {
  "after-last-user": (messages) =>
    messages.slice(messages.findLastIndex(isUser) + 1).filter((one) => isAssistant(one) && one.prefix !== true),
  "docs-strict": (messages) => messages.filter((one) => isAssistant(one) && (one.tool_calls?.length ?? 0) > 0),
  "last-message-tool-only": (messages, model) => {
    if (messages.at(-1)?.role !== "tool" || model === "deepseek-v4-flash-vision-exp") return [];
    const last = messages.findLast(isAssistant);
    return last === undefined ? [] : [last];
  },
};

const isUser = (message: Message): boolean => message.role === "user";
const isAssistant = (message: Message): boolean => message.role === "assistant";
