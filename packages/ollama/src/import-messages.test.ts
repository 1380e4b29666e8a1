import { describe, expect, it } from "vitest";
import { createOllama, importMessages } from "./index.js";

const dicts = [
  { role: "user", content: "weather?" },
  {
    role: "assistant",
    content: "",
    reasoning: "I need the tool.",
    tool_calls: [
      { index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city":"Paris"}' } },
    ],
  },
  { role: "tool", tool_call_id: "call_1", content: "18" },
];

describe("importMessages reads what the OpenAI-format endpoint writes", () => {
  it("reasoning becomes a part, turns are stamped, call numbers are the order", () => {
    const { messages, unread } = importMessages(dicts, { model: "qwen3" });
    expect(unread).toEqual([]);
    expect(messages[1]).toEqual({
      role: "assistant",
      content: [
        { type: "reasoning", text: "I need the tool.", field: "reasoning" },
        { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city":"Paris"}' },
      ],
      origin: { provider: "ollama", route: "chat", model: "qwen3", complete: true },
    });
  });

  it("and goes back on both routes", () => {
    const { messages } = importMessages(dicts, { model: "qwen3" });
    const ollama = createOllama({ env: {} });
    expect(ollama.chat("qwen3").prepare({ messages }).body).toMatchObject({
      messages: [{}, { thinking: "I need the tool." }, {}],
    });
    expect(ollama.chat("qwen3", { route: "chat" }).prepare({ messages }).body).toMatchObject({
      messages: [{}, { reasoning: "I need the tool." }, {}],
    });
  });

  it("what nobody reads is said: reasoning_content is no field of this server", () => {
    const { unread } = importMessages(
      [
        { role: "user", content: "a" },
        { role: "assistant", content: "b", reasoning_content: "RC" },
      ],
      { model: "m" },
    );
    expect(unread).toMatchObject([{ message: 1, path: "reasoning_content" }]);
  });
});
