import { expect, it } from "vitest";
import { writeEffort, writeThink } from "./switch-thinking.js";

it("think is false, true or a level", () => {
  expect([undefined, "none", "on", "low", "max"].map((effort) => writeThink(effort))).toEqual([
    undefined,
    false,
    true,
    "low",
    "max",
  ]);
});

it("words that the server refuses are refused here (recorded/api-chat-think-bad: 400)", () => {
  for (const word of ["banana", "xhigh", "minimal", "toString"])
    expect(() => writeThink(word)).toThrow(expect.objectContaining({ code: "capability_rejected" }));
});

it("reasoning_effort goes as it is; what the server would rename is refused", () => {
  expect([undefined, "none", "medium", "max"].map((effort) => writeEffort(effort))).toEqual([
    undefined,
    "none",
    "medium",
    "max",
  ]);
  for (const word of ["on", "minimal", "xhigh", "ultra", "banana"])
    expect(() => writeEffort(word)).toThrow(expect.objectContaining({ code: "capability_rejected" }));
});
