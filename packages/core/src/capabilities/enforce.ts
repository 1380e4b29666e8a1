/** What is not proven is not supported: refuses an option whose cell does not say that the model takes it. */
import type { Cell, Evidence, Fact, Sources } from "../contract/capability.js";
import { DialectError } from "../error.js";
import { resolveFact, type Situation } from "./resolve-fact.js";

/** Which model a check speaks of. */
export interface Who {
  readonly provider: string;
  readonly route?: string;
  readonly model?: string;
}

/** A row with the provider's own cells beside the portable ones. */
export type AnyRow = { readonly [cell: string]: Cell | undefined };

export interface Question {
  readonly row: AnyRow;
  readonly sources: Sources;
  /** As the caller wrote it, e.g. `toolChoice: "required"`. */
  readonly option: string;
  readonly cell: string;
  /** Checked against the cell's `values`. */
  readonly value?: string | undefined;
  readonly situation: Situation;
  readonly who: Who;
  /** Refuses cells whose evidence is weaker. What the caller states for the model counts as stated, whatever its evidence. */
  readonly evidence?: { readonly atLeast: Evidence } | undefined;
  /** What else to do, before the usual ways out. */
  readonly wayOut?: string | undefined;
}

/** From the strongest to the weakest. */
const strength: readonly Evidence[] = ["probed", "recorded", "reported", "documented"];
/** Keys that stand for the caller's word and for the text and streaming that every server is taken to have. */
const noSource: Readonly<Record<string, string>> = {
  stated: "stated by the caller",
  assumed: "assumed of every server",
};

/**
 * @returns the fact, `native` or `emulated`
 * @throws {@link DialectError} `capability_rejected`, `capability_ignored` or `capability_unknown`
 */
export function enforce(question: Question): Fact {
  const { row, option, cell, value, who } = question;
  const fact = Object.hasOwn(row, cell) ? resolveFact(row[cell], question.situation) : undefined;
  const name = [
    who.model ?? "the model",
    who.route === undefined ? who.provider : `${who.provider}, route ${who.route}`,
  ];
  const model = `${name[0]} (${name[1]})`;
  if (fact === undefined || fact.support === "unknown") {
    const why =
      fact === undefined
        ? `its row has no cell "${cell}"${question.row[cell] === undefined ? "" : " for this request"}`
        : `cell "${cell}": unknown, ${cite(fact, question.sources)}`;
    throw refusal(
      "capability_unknown",
      `It is not known whether ${model} takes ${option}: ${why}.`,
      `State it with assume: { ${cell}: "native" } if you know it`,
      question,
    );
  }
  const proof = `cell "${cell}": ${fact.support}${condition(fact)}, ${cite(fact, question.sources)}`;
  if (fact.support === "rejected") {
    throw refusal("capability_rejected", `${model} refuses ${option} (${proof}).`, `Leave it out`, question);
  }
  if (fact.support === "ignored") {
    throw refusal(
      "capability_ignored",
      `${model} accepts ${option} and does not act on it (${proof}).`,
      `Leave it out`,
      question,
    );
  }
  if (value !== undefined && fact.values !== undefined && !fact.values.includes(value)) {
    throw refusal(
      "capability_rejected",
      `${model} does not take ${option} (${proof}). It takes: ${fact.values.join(", ")}.`,
      `Use one of these values`,
      question,
    );
  }
  const atLeast = question.evidence?.atLeast;
  const source = question.sources[fact.source];
  if (atLeast !== undefined && source !== undefined && strength.indexOf(source.evidence) > strength.indexOf(atLeast)) {
    throw refusal(
      "capability_unknown",
      `${option} on ${model} is only ${source.evidence} (${proof}), and evidence: { atLeast: "${atLeast}" } asks for more.`,
      `Prove it with a probe, or ask for atLeast: "${source.evidence}"`,
      question,
    );
  }
  return fact;
}

function refusal(code: string, message: string, wayOut: string, { who, wayOut: first }: Question): DialectError {
  return new DialectError(code, {
    message,
    ...who,
    hint: `${first === undefined ? "" : `${first}, or: `}${wayOut}, or use a model whose row allows it.`,
  });
}

function condition({ when }: Fact): string {
  if (when === undefined) return "";
  const parts = Object.entries(when).map(
    ([name, value]) => `${name} ${Array.isArray(value) ? value.join("|") : String(value)}`,
  );
  return ` with ${parts.join(", ")}`;
}

function cite(fact: Fact, sources: Sources): string {
  const source = Object.hasOwn(sources, fact.source) ? sources[fact.source] : undefined;
  if (source === undefined) return noSource[fact.source] ?? `source "${fact.source}"`;
  return `${source.evidence} at ${"url" in source ? source.url : source.wire}, read ${source.read}`;
}
