import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { refuseEmptyTurn } from "./refuse-empty-turn.js";

const who = { provider: "deepseek", route: "chat", model: "m" };

describe("quirk: an assistant turn needs text or calls (opencode-go-copilot issue 24, read 2026-11-20)", () => {
  it("passes text, calls and other roles", () => {
    refuseEmptyTurn({ role: "assistant", content: "x" }, 0, who);
    refuseEmptyTurn({ role: "assistant", content: "", tool_calls: [{}] }, 0, who);
    refuseEmptyTurn({ role: "user", content: "" }, 0, who);
  });

  it("refuses a turn of reasoning alone, naming the message", () => {
    const model = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro");
    const messages = [
      { role: "user", content: "hi" },
      { role: "assistant", content: [{ type: "reasoning", text: "hm" }] },
      { role: "user", content: "?" },
    ] as const;
    expect(() => model.prepare({ messages })).toThrow(
      expect.objectContaining({ code: "invalid_history", message: expect.stringContaining("messages[1]") as string }),
    );
  });
});
