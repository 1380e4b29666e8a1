import { expect, it } from "vitest";
import type { AssistantMessage, Warning } from "@dialect/core";
import type { RouteContext } from "../routes/route.js";
import { replayReasoning } from "./replay-reasoning.js";

const turn: AssistantMessage = {
  role: "assistant",
  content: [
    { type: "reasoning", text: "a", field: "reasoning" },
    { type: "reasoning", text: "b", field: "reasoning" },
  ],
};
const context = (official: boolean, support: "native" | "unknown"): RouteContext => ({
  model: "m",
  row: { reasoningReplay: { support, source: "stated" } },
  sources: {},
  stream: true,
  official,
  added: { storeFalse: false, encryptedReasoning: false, streamUsage: false },
});
function replayed(
  message: AssistantMessage,
  where: RouteContext,
): { readonly written: object; readonly warnings: readonly Warning[] } {
  const written = {};
  const warnings: Warning[] = [];
  replayReasoning(written, message, 2, where, (warning) => warnings.push(warning));
  return { written, warnings };
}

it("joins the reasoning of a turn in the field that it came in, where the server is said to take it", () => {
  expect(replayed(turn, context(false, "native"))).toEqual({ written: { reasoning: "ab" }, warnings: [] });
});

it("sends none to OpenAI, whatever the row says, and none where it is not known; both are reported", () => {
  for (const where of [context(true, "native"), context(false, "unknown")]) {
    const { written, warnings } = replayed(turn, where);
    expect(written).toEqual({});
    expect(warnings).toMatchObject([{ code: "part_not_sent", path: "messages[2]", index: 2 }]);
  }
});

it("says nothing about a turn without reasoning, or with reasoning that has no text", () => {
  const empty: AssistantMessage = {
    role: "assistant",
    content: [
      { type: "reasoning", text: "" },
      { type: "text", text: "a" },
    ],
  };
  expect(replayed(empty, context(true, "native"))).toEqual({ written: {}, warnings: [] });
});
