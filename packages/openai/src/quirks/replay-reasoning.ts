/**
 * Chat Completions of OpenAI neither shows reasoning nor takes it back, so none is ever sent there. A custom server may
 * want it in the field that it came in: only where `reasoningReplay` is assumed, and only what such a server sent.
 *
 * @see https://platform.openai.com/docs/guides/reasoning (read 2026-11-20)
 * @see https://github.com/pydantic/pydantic-ai/blob/4fda38988/pydantic_ai_slim/pydantic_ai/profiles/openai.py (read 2026-11-20; the field differs per server)
 */
import type { AssistantMessage, ReasoningPart, Warning } from "@dialect/core";
import { reasons as takes } from "./add-encrypted-reasoning.js";
import type { RouteContext } from "../routes/route.js";

const fields: readonly (string | undefined)[] = ["reasoning_content", "reasoning"];

/** Puts the reasoning of an assistant turn into its wire message, or says that it stays here. */
export function replayReasoning(
  written: { [member: string]: unknown },
  message: AssistantMessage,
  index: number,
  context: RouteContext,
  warn: (warning: Warning) => void,
): void {
  const reasoning = message.content.filter(
    (part): part is ReasoningPart => part.type === "reasoning" && part.text !== "",
  );
  if (reasoning.length === 0) return;
  const field = reasoning[0]?.field;
  if (!context.official && takes(context.row.reasoningReplay) && field !== undefined && fields.includes(field)) {
    written[field] = reasoning.map(({ text }) => text).join("");
    return;
  }
  warn({
    code: "part_not_sent",
    message: context.official
      ? `The reasoning of messages[${index}] is not sent: OpenAI's Chat Completions takes none.`
      : `The reasoning of messages[${index}] is not sent: it is not known that the server takes it (assume: { reasoningReplay: "native" }).`,
    path: `messages[${index}]`,
    index,
  });
}
