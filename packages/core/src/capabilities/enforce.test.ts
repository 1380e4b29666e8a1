import { describe, expect, it } from "vitest";
import type { Sources } from "../contract/capability.js";
import { enforce, type Question } from "./enforce.js";

const sources: Sources = {
  page: { url: "https://docs.acme.example/json", evidence: "documented", read: "2026-11-12" },
  wire: { wire: "acme-2-pro.tool-choice-required.sse", evidence: "recorded", read: "2026-11-13" },
};
const row = {
  seed: { support: "native", source: "page" },
  outputJson: { support: "emulated", source: "wire" },
  temperature: { support: "ignored", source: "wire" },
  topP: { support: "rejected", source: "page" },
  stop: { support: "unknown", source: "page" },
  tools: { support: "native", source: "stated" },
  reasoning: { support: "native", source: "page", values: ["low", "high"] },
  logprobs: { support: "native", source: "page", when: { reasoning: "off" } },
  toolChoiceRequired: [
    { support: "rejected", source: "wire", when: { reasoning: "on" } },
    { support: "native", source: "page" },
  ],
} as const;
const who = { provider: "acme", route: "chat", model: "acme-2-pro" };
const ask = (cell: string, more: Partial<Question> = {}) =>
  enforce({ row, sources, option: cell, cell, situation: { reasoning: "on" }, who, ...more });
const refused = (code: string, ...texts: readonly string[]) =>
  expect.objectContaining({
    code,
    ...who,
    message: expect.stringMatching(
      new RegExp(texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s\\S]*")),
    ) as string,
  });

describe("what a cell allows", () => {
  it("native and emulated pass, and the fact says which", () => {
    expect(ask("seed").support).toBe("native");
    expect(ask("outputJson").support).toBe("emulated");
  });
  it("ignored is capability_ignored with cell, source and date", () => {
    expect(() => ask("temperature", { option: "temperature" })).toThrow(
      refused(
        "capability_ignored",
        "acme-2-pro (acme, route chat)",
        "temperature",
        'cell "temperature": ignored',
        "recorded at acme-2-pro.tool-choice-required.sse",
        "2026-11-13",
      ),
    );
  });
  it("rejected is capability_rejected with cell, address and date", () => {
    expect(() => ask("topP")).toThrow(
      refused("capability_rejected", 'cell "topP": rejected', "https://docs.acme.example/json", "2026-11-12"),
    );
  });
  it("unknown is capability_unknown, and says how to assume", () => {
    expect(() => ask("stop")).toThrow(refused("capability_unknown", 'cell "stop": unknown'));
    expect(() => ask("stop")).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('assume: { stop: "native" }') as string }),
    );
  });
  it("a missing cell is unknown, also one with the name of an inherited property", () => {
    expect(() => ask("videoInput")).toThrow(refused("capability_unknown", 'no cell "videoInput"'));
    expect(() => ask("constructor")).toThrow(refused("capability_unknown", 'no cell "constructor"'));
  });
  it("a cell whose condition does not hold is unknown for this request", () => {
    expect(() => ask("logprobs")).toThrow(refused("capability_unknown", "for this request"));
    expect(ask("logprobs", { situation: { reasoning: "off" } }).support).toBe("native");
  });
  it("the first fact that holds decides, and the refusal names its condition", () => {
    expect(() => ask("toolChoiceRequired")).toThrow(refused("capability_rejected", "rejected with reasoning on"));
    expect(ask("toolChoiceRequired", { situation: { reasoning: "off" } }).support).toBe("native");
  });
  it("a value outside the cell's values is rejected, and the values are listed", () => {
    expect(ask("reasoning", { value: "low" }).support).toBe("native");
    expect(() => ask("reasoning", { value: "medium" })).toThrow(refused("capability_rejected", "It takes: low, high."));
  });
  it("names another way out where the caller of the check knows one", () => {
    expect(() => ask("topP", { wayOut: "Use temperature" })).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("Use temperature, or: Leave it out") as string }),
    );
  });
});

describe("evidence: { atLeast } refuses weaker proof (design §4)", () => {
  const evidence = { atLeast: "recorded" } as const;
  it("a documented cell is not enough, a recorded one is", () => {
    expect(() => ask("seed", { evidence })).toThrow(
      refused("capability_unknown", "only documented", 'atLeast: "recorded"'),
    );
    expect(ask("outputJson", { evidence }).support).toBe("emulated");
    expect(ask("seed", { evidence: { atLeast: "documented" } }).support).toBe("native");
    expect(() => ask("outputJson", { evidence: { atLeast: "probed" } })).toThrow(
      refused("capability_unknown", "only recorded"),
    );
  });
  it("what the caller states stands", () => {
    expect(ask("tools", { evidence: { atLeast: "probed" } }).support).toBe("native");
  });
});
