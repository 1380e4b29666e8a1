/**
 * Sends the reasoning of earlier turns back: a thinking request is refused when a tool turn lacks `reasoning_content`
 * ("thinking is enabled but reasoning_content is missing in assistant tool call message at index 2"). K3, K2.7 and
 * `keepThinking: "all"` want it on every turn that had some. An empty text is taken by some accounts and refused by
 * others, so a lost one is refused here, by message; a turn that came without any is stamped and goes back as it came.
 *
 * @see https://platform.kimi.ai/docs/guide/use-kimi-k2-thinking-model (read 2026-11-20)
 * @see https://github.com/QuantumNous/new-api/issues/3121 (read 2026-11-20; the refusal)
 * @see https://github.com/earendil-works/pi/issues/4251 (read 2026-11-20; an empty text is refused)
 */
import { type AssistantMessage, DialectError, type Message, type Warning } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import { markOf } from "./keep-call-ids.js";

/** The wire field that reasoning comes in and goes back in. */
export const reasoningField = "reasoning_content";

export interface Replay {
  /** Whether the model takes reasoning at all; one that does not think gets none. */
  readonly accepted: boolean;
  readonly thinking: "on" | "off";
  /** `all`: every turn that had some; `tool-turns`: turns with calls, and a turn that is to be continued. */
  readonly scope: "all" | "tool-turns";
  readonly missing: "refuse" | "send-empty";
}

/**
 * The text for `reasoning_content` of each message, by its place; `undefined` = no key.
 *
 * @throws DialectError `invalid_history` naming the tool turn that has lost its reasoning.
 */
export function replayReasoning(
  messages: readonly Message[],
  replay: Replay,
  who: Who,
  warn: (warning: Warning) => void,
): readonly (string | undefined)[] {
  return messages.map((message, index) => {
    if (message.role !== "assistant") return undefined;
    const own = ownReasoning(message, index, replay.accepted, warn);
    if (!replay.accepted) return undefined;
    const calls = message.content.some((part) => part.type === "tool-call");
    if (own !== "") return replay.scope === "all" || calls || index === messages.length - 1 ? own : undefined;
    if (!calls || replay.thinking === "off") return undefined;
    const cameWithout = message.content.some((part) => part.type === "tool-call" && markOf(part).noReasoning === true);
    if (cameWithout || replay.missing === "send-empty") return "";
    throw new DialectError("invalid_history", {
      message: `messages[${index}] (assistant) calls tools and has no reasoning; Kimi refuses such a turn while it thinks.`,
      ...who,
      hint: 'Keep assistant messages as they came. Where the reasoning is gone: reasoning: { effort: "none" } on a model that can, or missingReasoning: "send-empty", which the vendor may refuse.',
    });
  });
}

/** Another provider's thoughts are not this model's, and a model that does not think takes none: left out, and said. */
function ownReasoning(
  message: AssistantMessage,
  index: number,
  accepted: boolean,
  warn: (warning: Warning) => void,
): string {
  const text = message.content.map((part) => (part.type === "reasoning" ? part.text : "")).join("");
  const from = message.origin?.provider;
  const foreign = from !== undefined && from !== "kimi";
  if (text === "" || (accepted && !foreign)) return text;
  warn({
    code: "reasoning_left_out",
    message: foreign
      ? `The reasoning of messages[${index}] comes from ${from} and is not sent to Kimi.`
      : `The reasoning of messages[${index}] is not sent: this model is not known to take any.`,
    path: `messages[${index}]`,
    index,
  });
  return "";
}
