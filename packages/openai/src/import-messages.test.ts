import { describe, expect, it } from "vitest";
import { exportMessages, type Message } from "@dialect/core";
import { importMessages } from "./index.js";

const from = { model: "gpt-4.1" };

describe("importMessages: OpenAI-format dicts with what this vendor and its look-alikes add", () => {
  it("stamps assistant turns, reads reasoning of custom servers with its field, citations and numbered calls", () => {
    const { messages, unread } = importMessages(
      [
        { role: "developer", content: "Be brief." },
        { role: "user", content: "hi" },
        {
          role: "assistant",
          content: "See X.",
          refusal: null,
          reasoning: "hm",
          reasoning_content: "hm",
          annotations: [{ type: "url_citation", url_citation: { url: "https://x.example/", title: "X" } }],
          tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "f", arguments: "{}" } }],
        },
        { role: "tool", tool_call_id: "call_1", content: "ok" },
      ],
      from,
    );
    expect(messages[2]).toEqual({
      role: "assistant",
      content: [
        { type: "reasoning", text: "hm", field: "reasoning" },
        { type: "text", text: "See X." },
        { type: "tool-call", id: "call_1", name: "f", arguments: "{}" },
        { type: "source", url: "https://x.example/", title: "X" },
      ],
      origin: { provider: "openai", route: "chat", model: "gpt-4.1", complete: true },
    });
    // That a system message was called developer is all that is left to say.
    expect(unread.map(({ path }) => path)).toEqual(["role"]);
  });

  it("a file id becomes a part in its place; what it cannot read stays unread and leaves no gap", () => {
    const { messages, unread } = importMessages(
      [
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "mystery", mystery: { x: 1 } },
            { type: "file", file: { file_id: "file-1", filename: "a.pdf" } },
            { type: "text", text: "b" },
            { type: "file", file: { file_id: "file-2" } },
          ],
        },
      ],
      from,
    );
    expect(messages[0]?.content).toEqual([
      { type: "text", text: "a" },
      { type: "file", mediaType: "application/pdf", name: "a.pdf", source: { provider: "openai", fileId: "file-1" } },
      { type: "text", text: "b" },
      { type: "file", mediaType: "application/pdf", source: { provider: "openai", fileId: "file-2" } },
    ]);
    expect(unread).toEqual([{ message: 0, path: "content[1]", value: { type: "mystery", mystery: { x: 1 } } }]);
  });

  it("other reasoning under a second name, and citations of another kind, stay unread", () => {
    const { messages, unread } = importMessages(
      [
        { role: "assistant", content: "a", reasoning: "one", reasoning_content: "two" },
        { role: "assistant", content: "a", annotations: [{ type: "file_citation", file_id: "file-1" }] },
      ],
      from,
    );
    expect(messages[0]?.content).toEqual([
      { type: "reasoning", text: "one", field: "reasoning" },
      { type: "text", text: "a" },
    ]);
    expect(unread.map(({ path }) => path)).toEqual(["reasoning_content", "annotations"]);
  });

  it("what exportMessages wrote comes back as it was, origin included", () => {
    const history: readonly Message[] = [
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "", opaque: { provider: "openai", data: { v: 1 } } },
          { type: "text", text: "a" },
        ],
        origin: { provider: "openai", route: "responses", model: "gpt-5.4", complete: true },
      },
    ];
    expect(importMessages(exportMessages(history), from)).toEqual({ messages: history, unread: [] });
  });
});
