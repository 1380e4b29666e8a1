import type { ReasoningPart } from "@dialect/core";
import { describe, expect, it } from "vitest";
import type { ItemState } from "./keep-item-state.js";
import { pairReasoning, type ReasoningGroup } from "./pair-reasoning-items.js";

const part = (text: string, more: Partial<ReasoningPart> = {}): ReasoningPart => ({
  type: "reasoning",
  text,
  field: "reasoning_summary_text",
  ...more,
});
const state: ItemState = { v: 1, kind: "reasoning", at: 0, id: "rs_1", encrypted: "gAA" };
const group = (more: Partial<ReasoningGroup> = {}): ReasoningGroup => ({
  parts: [part("a"), part("b")],
  state,
  follower: "whole",
  ...more,
});
const row = { reasoningReplay: { support: "native", source: "reasoningGuide" } } as const;
const official = { official: true, row };
const custom = { official: false, row };

describe("quirk: reasoning goes back whole and before its item, or not at all (vercel/ai#8379)", () => {
  it("with its encrypted content and summary parts, without its id: nothing is stored under it (pain 12)", () => {
    expect(pairReasoning(group(), official)).toEqual({
      type: "reasoning",
      summary: [
        { type: "summary_text", text: "a" },
        { type: "summary_text", text: "b" },
      ],
      encrypted_content: "gAA",
    });
  });

  it("a summary is required by the wire even where there is none", () => {
    expect(pairReasoning(group({ parts: [part("")] }), official)).toMatchObject({ summary: [] });
  });

  it("by its id, where the server has stored it", () => {
    const { encrypted: _encrypted, ...bare } = state;
    expect(pairReasoning(group({ state: { ...bare, stored: "resp_1" } }), official)).toMatchObject({ id: "rs_1" });
    expect(pairReasoning(group({ state: bare }), official)).toBe(
      "it has no encrypted content, and the server has not stored it",
    );
  });

  it("as its own text, on servers that do not encrypt", () => {
    const parts = [part("Okay", { field: "reasoning_text" })];
    const { encrypted: _encrypted, ...bare } = state;
    expect(pairReasoning(group({ parts, state: { ...bare, host: "custom" } }), custom)).toEqual({
      type: "reasoning",
      id: "rs_1",
      summary: [],
      content: [{ type: "reasoning_text", text: "Okay" }],
    });
  });

  it.each<readonly [string, Partial<ReasoningGroup>, typeof official, string]>([
    [
      'nothing follows (400 "without its required following item")',
      { follower: "none" },
      official,
      "the item that it led to is missing",
    ],
    ["what follows was cut", { follower: "cut" }, official, "the item that it led to was cut"],
    ["it was cut", { parts: [part("a", { complete: false })] }, official, "it was cut"],
    [
      "another model wrote it",
      { state: undefined },
      official,
      "it has no state of this wire: another model or route has written it",
    ],
    ["a custom server wrote it", { state: { ...state, host: "custom" } }, official, "it comes from another server"],
    ["the vendor wrote it and the server is another", {}, custom, "it comes from another server"],
    [
      "the model does not reason",
      {},
      { official: true, row: {} } as unknown as typeof official,
      "the model's row does not say that it takes reasoning back",
    ],
  ])("is left out, with the reason, when %s", (_name, more, context, why) => {
    expect(pairReasoning(group(more), context)).toBe(why);
  });
});
