import { exportMessages, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi, importMessages } from "./index.js";

const from = { model: "kimi-k2.6" } as const;
const origin = { provider: "kimi", route: "chat", model: "kimi-k2.6", complete: true } as const;

describe("importMessages reads what Kimi writes into its dicts", () => {
  const dicts = [
    { role: "user", content: "weather?" },
    {
      role: "assistant",
      content: "",
      reasoning_content: "I need the tool.",
      tool_calls: [{ index: 0, id: "weather:0", type: "function", function: { name: "weather", arguments: "{}" } }],
    },
    { role: "tool", tool_call_id: "weather:0", content: "18" },
    {
      role: "assistant",
      reasoning_content: "",
      tool_calls: [
        { id: "$web_search:1", type: "builtin_function", function: { name: "$web_search", arguments: "{}" } },
      ],
    },
    { role: "tool", tool_call_id: "$web_search:1", content: "{}" },
    { role: "assistant", content: "It is 18." },
  ];

  it("reasoning becomes a part, an empty one a stamp; types and numbers of calls are said otherwise", () => {
    expect(importMessages(dicts, from)).toEqual({
      messages: [
        { role: "user", content: "weather?" },
        {
          role: "assistant",
          origin,
          content: [
            { type: "reasoning", text: "I need the tool.", field: "reasoning_content" },
            { type: "tool-call", id: "weather:0", name: "weather", arguments: "{}" },
          ],
        },
        { role: "tool", toolCallId: "weather:0", toolName: "weather", content: "18" },
        {
          role: "assistant",
          origin,
          content: [
            {
              type: "tool-call",
              id: "$web_search:1",
              name: "$web_search",
              arguments: "{}",
              opaque: { provider: "kimi", data: { noReasoning: true } },
            },
          ],
        },
        { role: "tool", toolCallId: "$web_search:1", toolName: "$web_search", content: "{}" },
        { role: "assistant", content: [{ type: "text", text: "It is 18." }], origin },
      ],
      unread: [],
    });
  });

  it("and goes back on the wire as it was", () => {
    const { messages } = importMessages([...dicts, { role: "user", content: "and tomorrow?" }], from);
    const body = createKimi({ apiKey: "k" }).chat("kimi-k2.6").prepare({ messages }).body as unknown as {
      messages: Record<string, unknown>[];
    };
    expect(body.messages.map((message) => message["reasoning_content"])).toEqual([
      undefined,
      "I need the tool.",
      undefined,
      "",
      undefined,
      undefined,
      undefined,
    ]);
    expect(body.messages[3]).toMatchObject({ tool_calls: [{ id: "$web_search:1", type: "builtin_function" }] });
  });

  it("a dict that lost its reasoning is refused when it is sent", () => {
    const lost = dicts.slice(0, 3).map(({ reasoning_content: _lost, ...dict }: Record<string, unknown>) => dict);
    const { messages } = importMessages(lost as never, from);
    expect(() => createKimi({ apiKey: "k" }).chat("kimi-k2.6").prepare({ messages })).toThrow(
      expect.objectContaining({ code: "invalid_history" }),
    );
  });

  it("keys of nobody stay listed, and a stamp that is there stays", () => {
    const { messages, unread } = importMessages(
      [
        { role: "assistant", content: "a", mood: "fine" },
        { role: "user", content: "b", reasoning_content: "r" },
        { role: "assistant", content: "{", partial: true },
      ],
      { model: "k3", route: "code" },
    );
    expect(unread.map((one) => one.path)).toEqual(["mood", "reasoning_content"]);
    expect(messages[0]).toMatchObject({ origin: { route: "code", model: "k3" } });
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

  it("a wrong type is invalid_history", () => {
    expect(() => importMessages([{ role: "assistant", content: 5 }], from)).toThrow(
      expect.objectContaining({ code: "invalid_history" }),
    );
  });
});
