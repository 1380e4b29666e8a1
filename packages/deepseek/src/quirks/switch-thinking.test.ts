import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { switchThinking, thinkingOf } from "./switch-thinking.js";

describe("quirk: thinking is on, and has three levels (api-docs.deepseek.com/guides/thinking_mode, read 2026-11-20)", () => {
  it("without a wish nothing is written and the model thinks", () => {
    expect(switchThinking(undefined)).toEqual({});
    expect(thinkingOf(undefined)).toBe("on");
  });

  it("none switches it off, the levels go through as they are", () => {
    expect(switchThinking("none")).toEqual({ thinking: { type: "disabled" } });
    expect(thinkingOf("none")).toBe("off");
    for (const effort of ["low", "high", "max"] as const)
      expect(switchThinking(effort)).toEqual({ reasoning_effort: effort });
  });

  it.each(["minimal", "medium", "xhigh", "ultra"])(
    "%s, which the server would map, is refused with the values that exist",
    (effort) => {
      const model = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-flash");
      const ask = (): unknown =>
        model.prepare({ messages: [{ role: "user", content: "hi" }], reasoning: { effort: effort as "low" } });
      expect(ask).toThrow(
        expect.objectContaining({
          code: "capability_rejected",
          message: expect.stringContaining("It takes: none, low, high, max.") as string,
        }),
      );
    },
  );
});
