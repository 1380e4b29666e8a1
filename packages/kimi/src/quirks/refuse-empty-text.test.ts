import type { Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";

const user: Message = { role: "user", content: "hi" };
const sent = (...messages: Message[]): unknown =>
  (
    createKimi({ apiKey: "k" })
      .chat("kimi-k2.6")
      .prepare({ messages: [...messages, ...(messages.at(-1)?.role === "user" ? [] : [user])] }).body as {
      messages: unknown;
    }
  ).messages;
const calls = (text?: string): Message => ({
  role: "assistant",
  content: [
    { type: "reasoning", text: "why" },
    ...(text === undefined ? [] : [{ type: "text" as const, text }]),
    { type: "tool-call", id: "f:0", name: "f", arguments: "{}" },
  ],
});
const result: Message = { role: "tool", toolCallId: "f:0", toolName: "f", content: "1" };

describe('quirk: empty text is refused, "text content is empty" (kimi-cli at 4a550eff, opencode issue 16318; read 2026-11-20)', () => {
  it("scenario 18: beside tool calls content is left out, never an empty text", () => {
    for (const turn of [calls(), calls("")]) {
      expect((sent(user, turn, result) as object[])[1]).toEqual({
        role: "assistant",
        reasoning_content: "why",
        tool_calls: [{ id: "f:0", type: "function", function: { name: "f", arguments: "{}" } }],
      });
    }
    expect((sent(user, calls("I look."), result) as object[])[1]).toHaveProperty("content", "I look.");
  });

  it("an empty part of a list goes without loss", () => {
    const parts: Message = {
      role: "user",
      content: [
        { type: "text", text: "" },
        { type: "text", text: "a" },
      ],
    };
    expect(sent(parts)).toEqual([{ role: "user", content: "a" }]);
  });

  it.each<[string, Message[], string]>([
    ["user", [{ role: "user", content: "" }], "messages[0]"],
    ["user", [{ role: "user", content: [{ type: "text", text: "" }] }], "messages[0]"],
    ["system", [{ role: "system", content: "" }], "messages[0]"],
    ["assistant", [user, { role: "assistant", content: [{ type: "text", text: "" }] }], "messages[1]"],
    ["assistant", [user, { role: "assistant", content: [{ type: "reasoning", text: "hm" }] }], "messages[1]"],
    ["tool", [user, calls(), { ...result, content: "" } as Message], "messages[2]"],
  ])("an empty %s message is refused by its place", (role, messages, place) => {
    expect(() => sent(...messages)).toThrow(
      expect.objectContaining({
        code: "invalid_history",
        message: expect.stringContaining(`${place} (${role})`) as string,
      }),
    );
  });
});
