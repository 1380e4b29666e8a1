import type { AssistantMessage } from "@dialect/core";
import { expect, it } from "vitest";
import { replayThinking } from "./replay-thinking.js";

const turn = (provider: string | undefined, complete?: false): AssistantMessage => ({
  role: "assistant",
  content: [
    { type: "reasoning", text: "T", ...(complete === false ? { complete } : {}) },
    { type: "text", text: "a" },
  ],
  ...(provider === undefined ? {} : { origin: { provider, route: "native", model: "m", complete: true } }),
});
const replay = (message: AssistantMessage): readonly [string, number] => {
  let warnings = 0;
  return [replayThinking(message, 0, () => warnings++), warnings];
};

it("its own, and of turns without origin", () => {
  expect(replay(turn("ollama"))).toEqual(["T", 0]);
  expect(replay(turn(undefined))).toEqual(["T", 0]);
});

it("not another provider's, nor what was cut: with a warning", () => {
  expect(replay(turn("acme"))).toEqual(["", 1]);
  expect(replay(turn("ollama", false))).toEqual(["", 1]);
});
