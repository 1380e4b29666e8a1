/**
 * What a row says for one request, read here without the code of core, so that a mistake there is seen.
 */
import type { CapabilityRow, CellName, ChatRequest, Fact, When } from "@dialect/core";
import type { Target } from "./options.js";

export interface Situation {
  readonly reasoning?: "on" | "off" | undefined;
  readonly tools: "some" | "none";
  readonly stream: "yes" | "no";
  readonly effort?: string | undefined;
}

export function situationOf(target: Target, request: Partial<ChatRequest>, stream: "yes" | "no"): Situation {
  const byDefault = target.reasonsByDefault === undefined ? undefined : target.reasonsByDefault ? "on" : "off";
  const effort = request.reasoning?.effort;
  return {
    reasoning: effort === undefined ? byDefault : effort === "none" ? "off" : "on",
    tools: (request.tools?.length ?? 0) > 0 ? "some" : "none",
    stream,
    effort,
  };
}

/** The first fact whose `when` holds; `undefined` = the cell is missing, which is `unknown`. */
export function factOf(row: CapabilityRow, cell: CellName, situation: Situation): Fact | undefined {
  const value = row[cell];
  const facts: readonly Fact[] = value === undefined ? [] : "support" in value ? [value] : value;
  return facts.find((fact) => fact.when === undefined || holds(fact.when, situation));
}

function holds(when: When, situation: Situation): boolean {
  if (when.reasoning !== undefined && when.reasoning !== situation.reasoning) return false;
  if (when.tools !== undefined && when.tools !== situation.tools) return false;
  if (when.stream !== undefined && when.stream !== situation.stream) return false;
  return when.effort === undefined || (situation.effort !== undefined && when.effort.includes(situation.effort));
}

/** The code that refuses, or `undefined` where the option is to work. */
export function refusalCode(fact: Fact | undefined): string | undefined {
  switch (fact?.support) {
    case "native":
    case "emulated":
      return undefined;
    case "rejected":
      return "capability_rejected";
    case "ignored":
      return "capability_ignored";
    default:
      return "capability_unknown";
  }
}
