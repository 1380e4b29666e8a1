import { expect, it } from "vitest";
import { wireEvents } from "../../test/capture.js";
import { hiddenCrash, isCrashTrace } from "./name-hidden-crash.js";

it("the last chunk of a killed runner is the trace, no other is (recorded/kill-runner-mid-stream-v1)", () => {
  const chunks = wireEvents("recorded/kill-runner-mid-stream-v1.resp.txt");
  expect(chunks.filter(isCrashTrace)).toHaveLength(1);
  expect(isCrashTrace(chunks.at(-1) ?? null)).toBe(true);
  expect(wireEvents("recorded/chat-stream.resp.txt").some(isCrashTrace)).toBe(false);
});

it("is a truncated stream that may be tried again", () => {
  expect(hiddenCrash()).toMatchObject({ code: "stream_truncated", retryable: true });
});
