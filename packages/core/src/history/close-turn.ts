import type { AssistantMessage, AssistantPart } from "../contract/message.js";
import { parseArguments } from "../schema/parse-arguments.js";

export interface Removed {
  /** Place in the content of the message that was given. */
  readonly index: number;
  readonly part: AssistantPart;
  /** `nothing-follows`: reasoning or provider state at the end, whose call or answer was removed or never came. */
  readonly reason: "incomplete" | "unparsable-arguments" | "nothing-follows";
}

/**
 * Makes a turn sendable that broke or was cut: takes out unfinished and unparsable calls and unfinished reasoning, and
 * then reasoning and provider state that would stand at the end of the turn (a server refuses reasoning without the
 * item that it led to). Text stays, cut or not. Whole turns come back as they are.
 *
 * @returns the turn, `undefined` when nothing is left of it, and what was removed.
 */
export function closeTurn(message: AssistantMessage): {
  readonly message: AssistantMessage | undefined;
  readonly removed: readonly Removed[];
} {
  const removed: Removed[] = [];
  const kept: { readonly index: number; readonly part: AssistantPart }[] = [];
  message.content.forEach((part, index) => {
    const reason = faultOf(part);
    if (reason === undefined) kept.push({ index, part });
    else removed.push({ index, part, reason });
  });
  if (removed.length > 0 || message.origin?.complete === false) {
    for (let last = kept.at(-1); last !== undefined && leadsOn(last.part); last = kept.at(-1)) {
      kept.pop();
      removed.push({ ...last, reason: "nothing-follows" });
    }
  }
  removed.sort((a, b) => a.index - b.index);
  if (removed.length === 0) return { message: message.content.length === 0 ? undefined : message, removed };
  return { message: kept.length === 0 ? undefined : { ...message, content: kept.map(({ part }) => part) }, removed };
}

function faultOf(part: AssistantPart): Removed["reason"] | undefined {
  if (part.type === "reasoning") return part.complete === false ? "incomplete" : undefined;
  if (part.type !== "tool-call") return undefined;
  if (part.complete === false) return "incomplete";
  return parseArguments(part.arguments) === undefined ? "unparsable-arguments" : undefined;
}

function leadsOn(part: AssistantPart): boolean {
  return part.type === "reasoning" || part.type === "opaque";
}
