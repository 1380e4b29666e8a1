import type { Cell, Fact } from "@dialect/core";
import { models, type RouteId, routeCells } from "../src/index.js";

/** The table of one route as README.md shows it: one column for each set of facts, one row for each cell. */
export function matrix(route: RouteId): string {
  const columns = new Map<object, string[]>();
  for (const [id, row] of Object.entries(models[route])) columns.set(row, [...(columns.get(row) ?? []), id]);
  const rows = [...columns.keys()] as readonly Readonly<Record<string, Cell>>[];
  const heads = rows.map((row) => (columns.get(row) ?? []).map((id) => `\`${id}\``).join(" "));
  const lines = [`| | ${heads.join(" | ")} |`, `| --- |${" --- |".repeat(rows.length)}`];
  for (const cell of Object.keys(rows[0] ?? {}))
    lines.push(`| \`${cell}\` | ${rows.map((row) => told(row[cell])).join(" | ")} |`);
  return lines.join("\n");
}

/** The cells of a route that do not depend on the model. */
export function routeTable(): string {
  const names = [...new Set([...Object.keys(routeCells.responses), ...Object.keys(routeCells.chat)])];
  const of = (route: RouteId, name: string): string => {
    const cell = (routeCells[route] as Readonly<Record<string, Fact>>)[name];
    return cell === undefined ? "by model" : cell.source === "refusedHere" ? "refused here" : cell.support;
  };
  const lines = names.map((name) => `| \`${name}\` | ${of("responses", name)} | ${of("chat", name)} |`);
  return ["| | responses | chat |", "| --- | --- | --- |", ...lines].join("\n");
}

function told(cell: Cell | undefined): string {
  if (cell === undefined) return "unknown";
  const facts = (Array.isArray(cell) ? cell : [cell]) as readonly Fact[];
  return facts.map(fact).join("; ");
}

function fact({ support, values, when }: Fact, at: number): string {
  const effort = when?.effort === undefined ? (at === 0 ? "" : "else ") : `effort ${when.effort.join("/")}: `;
  return `${effort}${support}${values === undefined ? "" : ` (${values.join(", ")})`}`;
}
