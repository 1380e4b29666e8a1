import type { Task } from "./tasks.ts";

export interface Round {
  readonly ours: number;
  readonly floor: number;
}

/** One line of `--json`. */
export interface Result {
  readonly task: string;
  /** Median of the rounds' ratios; `min` and `max` are theirs too. */
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
  readonly rounds: number;
  readonly ours: number;
  readonly floor: number;
  readonly unit: string;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

export function resultOf({ task, unit }: Task, rounds: readonly Round[]): Result {
  const ratios = rounds.map(({ ours, floor }) => ours / floor);
  return {
    task,
    ratio: rounded(median(ratios)),
    min: rounded(Math.min(...ratios)),
    max: rounded(Math.max(...ratios)),
    rounds: rounds.length,
    ours: rounded(median(rounds.map(({ ours }) => ours))),
    floor: rounded(median(rounds.map(({ floor }) => floor))),
    unit,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

const columns = ["task", "ratio", "target", "", "min", "max", "rounds", "ours", "floor", "unit"] as const;

export function table(lines: readonly { readonly task: Task; readonly result: Result }[]): string {
  const rows = lines.map(({ task, result }) => [
    result.task,
    result.ratio.toFixed(2),
    `≤ ${task.target.toFixed(2)}`,
    result.ratio <= task.target ? "met" : "missed",
    result.min.toFixed(2),
    result.max.toFixed(2),
    String(result.rounds),
    result.ours.toFixed(3),
    result.floor.toFixed(3),
    result.unit,
  ]);
  const widths = columns.map((title, index) => Math.max(title.length, ...rows.map((row) => (row[index] ?? "").length)));
  return [[...columns], ...rows]
    .map((row) =>
      row
        .map((cell, index) =>
          index === 0 || index >= 9 || index === 3
            ? cell.padEnd(widths[index] ?? 0)
            : cell.padStart(widths[index] ?? 0),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
