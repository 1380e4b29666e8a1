/**
 * Thinking is switched by `thinking: { type }` on K2.x and measured by `reasoning_effort` on K3; both together are
 * refused ("cannot specify both 'thinking' and 'reasoning_effort'"). Which one a model takes is a fact of its row: the
 * words in its cell `reasoningEffort` go there, `none` and `enabled` into the object. Efforts that do not exist are
 * ignored by the server, so only those that exist are taken (cell `reasoning`).
 *
 * @see https://platform.kimi.ai/docs/guide/use-thinking-effort (read 2026-11-20)
 * @see https://github.com/HKUDS/nanobot/issues/3939 (read 2026-11-20; the refusal of both)
 */
import { DialectError, type Fact } from "@dialect/core";
import { type AnyRow, resolveFact, type Who } from "@dialect/core/provider";
import type { KimiRequest } from "../request-types.js";
import type { ChatBody } from "../wire.js";

/** Whether the model can think, by its row; on a server without a row it is not known to. */
export function takesThinking(row: AnyRow): boolean {
  const cell = row["reasoning"];
  return cell !== undefined && ([cell].flat() as readonly Fact[]).some((fact) => fact.support === "native");
}

/** Whether the model thinks; without a wish a model that can does. */
export function thinkingOf(effort: string | undefined, row: AnyRow): "on" | "off" {
  return effort === "none" || !takesThinking(row) ? "off" : "on";
}

/** The members that say so; nothing is written for a request without a wish. */
export function switchThinking(
  { reasoning, keepThinking }: Pick<KimiRequest, "reasoning" | "keepThinking">,
  row: AnyRow,
  who: Who,
): Pick<ChatBody, "thinking" | "reasoning_effort"> {
  const effort = reasoning?.effort;
  if (keepThinking !== undefined) {
    if (effort === "none")
      throw new DialectError("invalid_request", {
        message: `keepThinking is "all" and reasoning.effort is "none"; there is no thinking to keep.`,
        ...who,
      });
    const own = effort === undefined || effort === "enabled" ? {} : { effort };
    return { thinking: { type: "enabled", ...own, keep: keepThinking } };
  }
  if (effort === undefined) return {};
  const efforts = resolveFact(row["reasoningEffort"], {})?.values ?? [];
  if (effort === "none" && !efforts.includes("none")) return { thinking: { type: "disabled" } };
  return effort === "enabled" ? { thinking: { type: "enabled" } } : { reasoning_effort: effort };
}
