import type { Assume, CapabilityRow, Cell, CellName, Fact, Support } from "../contract/capability.js";
import { DialectError } from "../error.js";
import { didYouMean } from "../settings/nearest-name.js";

/** Every portable cell. The type below fails to compile when one is missing. */
export const cellNames = [
  "generate",
  "system",
  "tools",
  "parallelTools",
  "strictTools",
  "toolChoiceNone",
  "toolChoiceRequired",
  "toolChoiceNamed",
  "outputStrict",
  "outputJson",
  "outputPrompted",
  "outputWithTools",
  "reasoning",
  "reasoningReplay",
  "prefill",
  "imageInput",
  "pdfInput",
  "audioInput",
  "videoInput",
  "temperature",
  "topP",
  "stop",
  "seed",
  "logprobs",
  "maxOutputTokens",
  "streamUsage",
  "promptCache",
] as const;
const complete: [Exclude<CellName, (typeof cellNames)[number]>] extends [never] ? true : never = true;
void complete;

const supports: readonly Support[] = ["native", "emulated", "rejected", "ignored", "unknown"];

/**
 * The row that a caller states for a model: another model's row (`like`), single cells, or a measured row; cells beside
 * `like` win over it. `rows` are the provider's rows of the route, by model id.
 *
 * @throws {@link DialectError} `unknown_model` if `like` names no row, `invalid_setting` for an unknown cell or support.
 */
export function stateRow(
  assume: Assume,
  rows: Readonly<Record<string, CapabilityRow>>,
  provider: string,
): CapabilityRow {
  const { like, ...cells } = assume as { readonly like?: string } & Readonly<Record<string, unknown>>;
  const base = like === undefined ? {} : rowOf(like, rows, provider);
  const known = new Set<string>([...cellNames, ...Object.values(rows).flatMap((row) => Object.keys(row))]);
  const stated: Record<string, Cell> = {};
  for (const [name, value] of Object.entries(cells)) {
    if (value === undefined) continue;
    if (!known.has(name)) throw invalid(`assume has the unknown cell "${name}".${didYouMean(name, known)}`, provider);
    stated[name] = cellOf(name, value, provider);
  }
  return { ...base, ...stated };
}

/** On a server that is not the vendor's own, no vendor row applies: text and streaming are assumed, every other cell is unknown. */
export function onlyTextAndStreaming(row: CapabilityRow): CapabilityRow {
  const kept: { -readonly [K in CellName]?: Cell } = {};
  for (const name of ["generate", "system"] as const) {
    const cell = row[name];
    // A vendor's refusal is no fact about another server, but neither is it a reason to assume the contrary.
    kept[name] = usable(cell) ? { support: "native", source: "assumed" } : { support: "unknown", source: "assumed" };
  }
  return kept;
}

function usable(cell: Cell | undefined): boolean {
  if (cell === undefined) return true;
  const facts = Array.isArray(cell) ? (cell as readonly Fact[]) : [cell as Fact];
  return facts.every((fact) => fact.support === "native" || fact.support === "emulated");
}

function rowOf(like: string, rows: Readonly<Record<string, CapabilityRow>>, provider: string): CapabilityRow {
  const row = Object.hasOwn(rows, like) ? rows[like] : undefined;
  if (row !== undefined) return row;
  throw new DialectError("unknown_model", {
    message: `assume: { like: "${like}" } names a model without a row.${didYouMean(like, Object.keys(rows))}`,
    provider,
    model: like,
    hint: `Models with rows: ${Object.keys(rows).join(", ")}.`,
  });
}

function cellOf(name: string, value: unknown, provider: string): Cell {
  if (typeof value === "string") return { support: supportOf(name, value, provider), source: "stated" };
  const facts: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (facts.length === 0) throw invalid(`assume.${name} is an empty list.`, provider);
  for (const fact of facts) {
    if (typeof fact !== "object" || fact === null)
      throw invalid(`assume.${name} is neither a support nor a fact.`, provider);
    const { support, source } = fact as Readonly<Record<string, unknown>>;
    supportOf(name, support, provider);
    if (typeof source !== "string") throw invalid(`assume.${name} has no source.`, provider);
  }
  return value as Cell;
}

function supportOf(name: string, value: unknown, provider: string): Support {
  const support = supports.find((one) => one === value);
  if (support === undefined)
    throw invalid(`assume.${name} is ${JSON.stringify(value)}; it must be one of ${supports.join(", ")}.`, provider);
  return support;
}

function invalid(message: string, provider: string): DialectError {
  return new DialectError("invalid_setting", { message, provider });
}
