import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histories } from "../../test/arbitrary-history.js";
import type { AssistantMessage, AssistantPart } from "../contract/message.js";
import { checkHistory } from "./check-history.js";
import { closeTurn } from "./close-turn.js";

const origin = (complete: boolean) => ({ provider: "acme", route: "chat", model: "m", complete });
const turn = (complete: boolean, ...content: AssistantPart[]): AssistantMessage => ({
  role: "assistant",
  content,
  origin: origin(complete),
});
const text: AssistantPart = { type: "text", text: "half an ans", complete: false };
const reasoning: AssistantPart = { type: "reasoning", text: "so", opaque: { provider: "acme", data: "signed" } };
const cutReasoning: AssistantPart = { type: "reasoning", text: "so", complete: false };
const item: AssistantPart = { type: "opaque", kind: "k", opaque: { provider: "acme", data: 1 } };
const call = (id: string, more: object = {}): AssistantPart => ({
  type: "tool-call",
  id,
  name: "look",
  arguments: "{}",
  ...more,
});
const cut = call("2", { arguments: '{"city": "Par', complete: false });
const malformed = call("3", { arguments: "{city: Paris}" });

describe("closeTurn makes a broken turn sendable and lists what it removed", () => {
  it("unfinished and unparsable calls", () => {
    expect(closeTurn(turn(false, text, call("1"), cut, malformed))).toEqual({
      message: turn(false, text, call("1")),
      removed: [
        { index: 2, part: cut, reason: "incomplete" },
        { index: 3, part: malformed, reason: "unparsable-arguments" },
      ],
    });
  });
  it("unfinished reasoning", () => {
    expect(closeTurn(turn(false, text, cutReasoning))).toEqual({
      message: turn(false, text),
      removed: [{ index: 1, part: cutReasoning, reason: "incomplete" }],
    });
  });
  it("reasoning whose call was removed goes with it (reasoning item without its required following item, vercel/ai #8379)", () => {
    expect(closeTurn(turn(false, text, reasoning, item, cut))).toEqual({
      message: turn(false, text),
      removed: [
        { index: 1, part: reasoning, reason: "nothing-follows" },
        { index: 2, part: item, reason: "nothing-follows" },
        { index: 3, part: cut, reason: "incomplete" },
      ],
    });
  });
  it("reasoning before a call that stays, stays", () => {
    expect(closeTurn(turn(false, reasoning, call("1"), cut)).message).toEqual(turn(false, reasoning, call("1")));
  });
  it("nothing left is undefined", () => {
    expect(closeTurn(turn(false, reasoning, cut)).message).toBeUndefined();
    expect(closeTurn(turn(false)).message).toBeUndefined();
  });
  it("a whole turn comes back as it is, whatever it ends in", () => {
    const whole = turn(true, text, call("1"), reasoning);
    expect(closeTurn(whole)).toEqual({ message: whole, removed: [] });
    expect(closeTurn(whole).message).toBe(whole);
  });
});

it("what closeTurn gives, checkHistory takes, once its calls are answered (property)", () => {
  const parts = fc.array(
    fc.constantFrom<AssistantPart>(
      text,
      reasoning,
      cutReasoning,
      item,
      cut,
      malformed,
      call("1"),
      call("4", { arguments: "" }),
    ),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(parts, fc.boolean(), (content, complete) => {
      // A turn does not repeat its call ids; each kind is there once.
      const { message, removed } = closeTurn(turn(complete, ...new Set(content)));
      expect(removed.length + (message?.content.length ?? 0)).toBe(new Set(content).size);
      if (message === undefined) return;
      const answers = message.content.flatMap((part) =>
        part.type === "tool-call" ? [{ role: "tool", toolCallId: part.id, toolName: part.name, content: "" }] : [],
      );
      checkHistory([message, ...answers], { provider: "acme" });
      expect(closeTurn(message).removed).toEqual([]);
    }),
  );
});

it("turns of a sound history that ended by themselves are left alone (property)", () => {
  fc.assert(
    fc.property(histories(), (history) => {
      for (const message of history) {
        if (message.role === "assistant" && message.origin?.complete !== false)
          expect(closeTurn(message)).toEqual({ message, removed: [] });
      }
    }),
  );
});
