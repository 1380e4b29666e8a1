import { describe, expect, it } from "vitest";
import { median, resultOf, table } from "./report.ts";
import { tasks } from "./tasks.ts";

const chat = tasks.find(({ task }) => task === "chat");
if (chat === undefined) throw new Error("no task chat");

describe("bench report", () => {
  it("takes the middle value, or the mean of the two middle ones", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
  });
  it("compares the sides within each round, so that a slow round does not count twice", () => {
    const rounds = [
      { ours: 2, floor: 1 },
      { ours: 30, floor: 20 },
      { ours: 3, floor: 1 },
    ];
    expect(resultOf(chat, rounds)).toEqual({
      task: "chat",
      ratio: 2,
      min: 1.5,
      max: 3,
      rounds: 3,
      ours: 3,
      floor: 1,
      unit: "ms CPU per 1,000 chunks",
    });
  });
  it("says met or missed", () => {
    const line = (ours: number): string => table([{ task: chat, result: resultOf(chat, [{ ours, floor: 1 }]) }]);
    expect(line(1.4)).toMatch(/≤ 1\.40 {2}met/);
    expect(line(1.41)).toMatch(/≤ 1\.40 {2}missed/);
  });
  it("has exactly these tasks, each once", () => {
    expect(tasks.map(({ task }) => task)).toEqual([
      "chat",
      "responses",
      "arguments",
      "arguments-growth",
      "heap",
      "non-stream",
      "cold",
      "drip",
    ]);
  });
});
