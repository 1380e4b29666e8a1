import { describe, expect, it } from "vitest";
import type { Cell } from "../contract/capability.js";
import { resolveFact, situationOf } from "./resolve-fact.js";

const cell: Cell = [
  { support: "rejected", source: "a", when: { reasoning: "on", tools: "some" } },
  { support: "ignored", source: "b", when: { reasoning: "on" } },
  { support: "emulated", source: "c", when: { stream: "no", effort: ["low", "high"] } },
  { support: "native", source: "d" },
];

describe("a cell is one fact, or the first of a list whose conditions all hold (design §4)", () => {
  it.each([
    [{ reasoning: "on", tools: "some" }, "a"],
    [{ reasoning: "on", tools: "none" }, "b"],
    [{ reasoning: "on" }, "b"],
    [{ reasoning: "off", tools: "some" }, "d"],
    [{}, "d"],
    [{ stream: "no", effort: "low" }, "c"],
    [{ stream: "no", effort: "max" }, "d"],
    [{ stream: "no" }, "d"],
    [{ stream: "yes", effort: "low" }, "d"],
  ] as const)("%j: %s", (situation, source) => {
    expect(resolveFact(cell, situation)?.source).toBe(source);
  });

  it("is nothing where no fact holds or there is no cell", () => {
    expect(resolveFact({ support: "native", source: "a", when: { tools: "none" } }, { tools: "some" })).toBeUndefined();
    expect(resolveFact([], {})).toBeUndefined();
    expect(resolveFact(undefined, {})).toBeUndefined();
  });
});

it("the situation of a request comes from its tools and effort, and from what the provider knows", () => {
  const messages = [{ role: "user", content: "hi" }] as const;
  expect(situationOf({ messages }, { stream: "yes" })).toEqual({ stream: "yes", tools: "none" });
  expect(
    situationOf({ messages, tools: [], reasoning: { effort: "high" } }, { stream: "no", reasoning: "on" }),
  ).toEqual({
    stream: "no",
    reasoning: "on",
    tools: "none",
    effort: "high",
  });
});
