import Table from "cli-table3";
import pc from "picocolors";
import type { Check, Row, Show } from "./checks.js";

const colour = process.stdout.isTTY === true && (process.env["NO_COLOR"] ?? "") === "";
export const paint: ReturnType<typeof pc.createColors> = pc.createColors(colour);

/** Prints what is streamed as it comes, one paragraph per kind. */
export function printer(): { readonly show: Show; flush(): void } {
  let last: string | undefined;
  const flush = (): void => {
    if (last !== undefined) process.stdout.write("\n");
    last = undefined;
  };
  return {
    flush,
    show(kind, text) {
      if (kind !== last) {
        flush();
        process.stdout.write(paint.dim(`  ${kind.padEnd(9)} `));
        last = kind;
      }
      process.stdout.write(kind === "reasoning" ? paint.italic(text) : kind === "tool" ? paint.cyan(text) : text);
    },
  };
}

const order: readonly Check[] = [
  "text",
  "reasoning",
  "tool-round-trip",
  "strict-json",
  "refused-locally",
  "refused-by-simulator",
  "truncated-tool-call",
];

/** The table of all lanes: one row per check. */
export function printTable(rows: readonly Row[]): void {
  const lanes = [...new Set(rows.map((row) => `${row.provider} ${row.route}`))];
  const table = new Table({ head: ["check", ...lanes], style: { head: [], border: [], compact: false } });
  for (const check of order) {
    table.push([
      check,
      ...lanes.map((lane) => cell(rows.find((row) => row.check === check && `${row.provider} ${row.route}` === lane))),
    ]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

function cell(row: Row | undefined): string {
  if (row === undefined) return "";
  const word = row.outcome === "ok" ? paint.green("✓") : paint.red("✗ failed");
  const what = row.code === undefined ? "" : ` ${row.code}`;
  return `${word}${what} ${paint.dim(`${row.ms} ms, ${row.requests} req`)}`;
}
