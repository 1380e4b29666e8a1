import { ownFields, watchFields } from "@dialect/chat-completions";
import { expect, it } from "vitest";
import { mintCallId } from "./mint-call-id.js";

const turn = () => {
  const warnings: string[] = [];
  const fields = watchFields({ warn: ({ code }) => warnings.push(code), keep: () => undefined }, ownFields({}));
  const taken = new Set<string>();
  return {
    warnings,
    id: (given: never, place: number) => mintCallId(given, place, "2026-11-21T00:12:16.26Z", taken, fields),
  };
};

it("an id stays as it came, without a warning", () => {
  const { id, warnings } = turn();
  expect(id("TfNgSJVqGJevPCfcAXQbt8BAwO0sLorq" as never, 0)).toBe("TfNgSJVqGJevPCfcAXQbt8BAwO0sLorq");
  expect(warnings).toEqual([]);
});

it("a missing, empty or repeated one is made, and a number is text; each with a warning", () => {
  const { id, warnings } = turn();
  expect([
    id(undefined as never, 0),
    id("" as never, 1),
    id("a" as never, 2),
    id("a" as never, 3),
    id(7 as never, 4),
  ]).toEqual(["call_2026112100121626_0", "call_2026112100121626_1", "a", "call_2026112100121626_3", "7"]);
  expect(warnings).toEqual([
    "tool_call_id_missing",
    "tool_call_id_missing",
    "tool_call_id_repeated",
    "tool_call_id_coerced",
  ]);
});
