import type { ExpectedFailure } from "@dialect/conformance";

const date = "2026-11-21";
const native = ["native/qwen3", "native/llama3.2", "native/a model nobody looked at"] as const;
const chat = ["chat/qwen3", "chat/llama3.2"] as const;

/** What the kit may fail today. An entry that passes fails the test: it is stale. */
export const expectedFailures: readonly ExpectedFailure[] = [
  {
    check: "tools.malformed-arguments",
    reason:
      "the server parses arguments itself: broken ones are 500 or an error line (malformed_tool_arguments), their text never arrives",
    source: "test/wire/recorded/api-chat-tools-badjson.resp.txt",
    date,
  },
  {
    check: "tools.length-cuts-the-call",
    reason: "a call that was cut at num_predict is 500 (malformed_tool_arguments), not a turn with done_reason length",
    source: "test/wire/recorded/api-chat-tools-cut.resp.txt",
    date,
  },
  ...native.map((target) => ({
    check: "stream.eof-in-tool-call",
    target,
    reason: "a call comes whole in the line that ends the turn: behind it there is nothing to cut",
    source: "test/wire/recorded/api-chat-tools-think-false-stream.resp.txt",
    date,
  })),
  ...chat.map((target) => ({
    check: "stream.error-in-stream",
    target,
    reason: "the endpoint hides the error, so that its sentence never arrives; the turn is stream_truncated",
    source: "test/wire/recorded/kill-runner-mid-stream-v1.resp.txt",
    date,
  })),
];
