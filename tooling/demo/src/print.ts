import Table from "cli-table3";
import pc from "picocolors";
import type { Row, Show } from "./checks.js";

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

/** One row per check, grouped by lane: it fits into 80 columns with any number of lanes. */
export function printTable(rows: readonly Row[]): void {
  const table = new Table({
    head: ["route", "check", "outcome", "requests", "ms"],
    colAligns: ["left", "left", "left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  let last = "";
  for (const row of rows) {
    const lane = `${row.provider} ${row.route}`;
    const word = row.outcome === "ok" ? paint.green("✓") : paint.red("✗ failed");
    table.push([
      lane === last ? "" : paint.bold(lane),
      row.check,
      `${word}${row.code === undefined ? "" : ` ${row.code}`}`,
      row.requests,
      row.ms.toFixed(1),
    ]);
    last = lane;
  }
  process.stdout.write(`${table.toString()}\n`);
}
