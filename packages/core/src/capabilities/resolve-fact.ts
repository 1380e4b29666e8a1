import type { Cell, Fact, When } from "../contract/capability.js";
import type { ChatRequest } from "../contract/request.js";

/** The request as far as a cell's `when` can ask about it. What is absent fulfils no condition. */
export interface Situation {
  readonly reasoning?: "on" | "off";
  readonly tools?: "some" | "none";
  readonly stream?: "yes" | "no";
  readonly effort?: string;
}

/** The fact that holds in the situation: the first of the list whose conditions are all met. */
export function resolveFact(cell: Cell | undefined, situation: Situation): Fact | undefined {
  if (cell === undefined) return undefined;
  if (!isList(cell)) return holds(cell.when, situation) ? cell : undefined;
  return cell.find((fact) => holds(fact.when, situation));
}

/**
 * The situation of a request. Whether the model reasons when nothing is asked for is the provider's fact: `base.reasoning`.
 */
export function situationOf(
  request: ChatRequest,
  base: { readonly stream: "yes" | "no"; readonly reasoning?: "on" | "off" },
): Situation {
  const effort = request.reasoning?.effort;
  return {
    ...base,
    tools: (request.tools?.length ?? 0) > 0 ? "some" : "none",
    ...(effort === undefined ? {} : { effort }),
  };
}

function holds(when: When | undefined, situation: Situation): boolean {
  if (when === undefined) return true;
  return (
    (when.reasoning === undefined || when.reasoning === situation.reasoning) &&
    (when.tools === undefined || when.tools === situation.tools) &&
    (when.stream === undefined || when.stream === situation.stream) &&
    (when.effort === undefined || (situation.effort !== undefined && when.effort.includes(situation.effort)))
  );
}

function isList(cell: Cell): cell is readonly Fact[] {
  return Array.isArray(cell);
}
