import type { Cell, Fact } from "@dialect/core";
import { models, type RouteId } from "../src/index.js";

/** The table of a route in README.md: one line per cell, one column per model. */
export function matrix(route: RouteId): string {
  const rows = Object.entries(models[route]);
  const cells = Object.keys(rows[0]?.[1] ?? {});
  const line = (texts: readonly string[]): string => `| ${texts.join(" | ")} |`;
  return [
    line(["", ...rows.map(([id]) => `\`${id}\``)]),
    line(["---", ...rows.map(() => "---")]),
    ...cells.map((cell) =>
      line([`\`${cell}\``, ...rows.map(([, row]) => shown((row as Readonly<Record<string, Cell>>)[cell]))]),
    ),
  ].join("\n");
}

function shown(cell: Cell | undefined): string {
  const facts = cell === undefined ? [] : ([cell].flat() as readonly Fact[]);
  return facts.map((fact) => `${fact.support}${valuesOf(fact)}${conditionOf(fact)}`).join("; else ");
}

function valuesOf({ values }: Fact): string {
  return values === undefined ? "" : `: ${values.join(", ")}`;
}

function conditionOf({ when }: Fact): string {
  if (when?.effort !== undefined) return ` (effort ${when.effort.join(", ")})`;
  return when?.reasoning === undefined ? "" : ` (thinking ${when.reasoning})`;
}
