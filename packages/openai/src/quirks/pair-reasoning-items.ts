/**
 * Reasoning goes back complete and directly before the item that it led to, or not at all: alone it is refused with
 * "Item 'rs_…' of type 'reasoning' was provided without its required following item." Ids are left out, because
 * nothing is stored to find under them; a reasoning item is taken without its id when it has its encrypted content.
 *
 * @see https://github.com/vercel/ai/issues/8379 (read 2026-11-20)
 * @see https://github.com/langchain-ai/langchain/pull/38372 (read 2026-11-21; "Bare `rs_*` reasoning items are dropped for `store=False`")
 */
import type { ReasoningPart } from "@dialect/core";
import { type InputItem, writeReasoning } from "@dialect/responses";
import type { RouteContext } from "../routes/route.js";
import { reasons } from "./add-encrypted-reasoning.js";
import type { ItemState } from "./keep-item-state.js";

export interface ReasoningGroup {
  readonly parts: readonly ReasoningPart[];
  readonly state: ItemState | undefined;
  /** The next item of the turn that is no reasoning: `whole`, `cut`, or `none`. */
  readonly follower: "whole" | "cut" | "none";
}

/** The item to send, or why there is none. */
export function pairReasoning(
  group: ReasoningGroup,
  context: Pick<RouteContext, "official" | "row">,
): InputItem | string {
  const { parts, state, follower } = group;
  if (state === undefined) return "it has no state of this wire: another model or route has written it";
  if ((state.host === "custom") === context.official) return "it comes from another server";
  if (!reasons(context.row.reasoningReplay)) return "the model's row does not say that it takes reasoning back";
  if (parts.some((part) => part.complete === false)) return "it was cut";
  if (follower === "none") return "the item that it led to is missing";
  if (follower === "cut") return "the item that it led to was cut";
  const texts = (field: string): string[] =>
    parts.filter((part) => part.field === field && part.text !== "").map((part) => part.text);
  const summary = texts("reasoning_summary_text");
  const content = texts("reasoning_text");
  const fields = state.fields ?? {};
  if (state.encrypted !== undefined)
    return { ...writeReasoning({ summary, content, encryptedContent: state.encrypted }), ...fields };
  if (state.stored !== undefined && state.id !== undefined)
    return { ...writeReasoning({ id: state.id, summary, content }), ...fields };
  // Servers that do not encrypt take the text itself; they want the id and look nothing up.
  if (!context.official && content.length > 0)
    return { ...writeReasoning({ id: state.id, summary, content }), ...fields };
  return "it has no encrypted content, and the server has not stored it";
}
