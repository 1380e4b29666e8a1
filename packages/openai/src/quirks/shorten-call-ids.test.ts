import { expect, it } from "vitest";
import { shortenCallId } from "./shorten-call-ids.js";

it("quirk: call ids have at most 64 characters (earendil-works/pi openai-responses-shared.ts)", () => {
  const long = `${"a".repeat(100)}|fc_1`;
  const other = `${"a".repeat(100)}|fc_2`;
  expect(shortenCallId(long)).toMatch(/^call_[0-9a-f]{24}$/);
  expect(shortenCallId(long)).toBe(shortenCallId(long));
  expect(shortenCallId(long)).not.toBe(shortenCallId(other));
});

it("leaves ids alone that fit, whatever they look like", () => {
  for (const id of ["call_1", "chatcmpl-tool-8c7be899cf904a2a", "x".repeat(64)]) expect(shortenCallId(id)).toBe(id);
});
