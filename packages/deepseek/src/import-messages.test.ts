import { exportMessages, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek, importMessages } from "./index.js";

const from = { model: "deepseek-v4-pro" } as const;
const origin = { provider: "deepseek", route: "chat", model: "deepseek-v4-pro", complete: true } as const;

describe("importMessages reads what DeepSeek writes into its dicts", () => {
  const dicts = [
    { role: "user", content: "weather?" },
    {
      role: "assistant",
      content: "",
      reasoning_content: "I need the tool.",
      tool_calls: [{ index: 0, id: "call_00_a", type: "function", function: { name: "weather", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "call_00_a", content: "18" },
    { role: "assistant", content: "It is 18.", reasoning_content: "" },
  ];

  it("reasoning_content becomes a reasoning part, turns are stamped, call numbers are the order", () => {
    expect(importMessages(dicts, from)).toEqual({
      messages: [
        { role: "user", content: "weather?" },
        {
          role: "assistant",
          origin,
          content: [
            { type: "reasoning", text: "I need the tool.", field: "reasoning_content" },
            { type: "tool-call", id: "call_00_a", name: "weather", arguments: "{}" },
          ],
        },
        { role: "tool", toolCallId: "call_00_a", toolName: "weather", content: "18" },
        { role: "assistant", content: [{ type: "text", text: "It is 18." }], origin },
      ],
      unread: [],
    });
  });

  it("and goes back on the wire where it is required", () => {
    const { messages } = importMessages([...dicts, { role: "user", content: "and tomorrow?" }], from);
    const body = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro").prepare({ messages })
      .body as unknown as { messages: Record<string, unknown>[] };
    expect(body.messages.map((message) => message["reasoning_content"])).toEqual([
      undefined,
      "I need the tool.",
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("keys of nobody stay listed, and a stamp that is there stays", () => {
    const { messages, unread } = importMessages(
      [
        { role: "assistant", content: "a", mood: "fine" },
        { role: "user", content: "b", name: "Zoë" },
      ],
      { ...from, route: "beta" },
    );
    expect(unread.map((one) => one.path)).toEqual(["mood", "name"]);
    expect(messages[0]).toMatchObject({ origin: { route: "beta" } });
    const stamped: Message = {
      role: "assistant",
      content: [
        { type: "reasoning", text: "r", field: "thought" },
        { type: "text", text: "a" },
      ],
      origin: { provider: "acme", route: "x", model: "y", complete: true },
    };
    const [dict] = exportMessages([stamped]);
    expect(dict === undefined ? [] : importMessages([{ ...dict, reasoning_content: "r" }], from).messages).toEqual([
      stamped,
    ]);
  });

  it("prefix of the last message is set again by the beta route, elsewhere it is listed", () => {
    expect(
      importMessages(
        [
          { role: "user", content: "x" },
          { role: "assistant", content: "y", prefix: true },
        ],
        from,
      ).unread,
    ).toEqual([]);
    expect(
      importMessages(
        [
          { role: "assistant", content: "y", prefix: true },
          { role: "user", content: "x" },
        ],
        from,
      ).unread,
    ).toMatchObject([{ path: "prefix" }]);
  });

  it("a wrong type is invalid_history", () => {
    expect(() => importMessages([{ role: "assistant", content: 5 }], from)).toThrow(
      expect.objectContaining({ code: "invalid_history" }),
    );
  });
});
