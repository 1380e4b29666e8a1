import type { Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { startSimulator } from "../simulator/index.js";
import { continuePrefix } from "./continue-prefix.js";

const messages: readonly Message[] = [
  { role: "user", content: "Quick sort, please." },
  {
    role: "assistant",
    content: [
      { type: "reasoning", text: "Python." },
      { type: "text", text: "```python\n" },
    ],
  },
];

describe("quirk: a prefix is continued on the beta base URL (api-docs.deepseek.com/guides/chat_prefix_completion, read 2026-11-20)", () => {
  it("marks the last message only, and only if it is the assistant's", () => {
    const wire = [
      { role: "assistant", content: "a" },
      { role: "user", content: "b" },
      { role: "assistant", content: "c" },
    ];
    continuePrefix(wire);
    expect(wire).toEqual([
      { role: "assistant", content: "a" },
      { role: "user", content: "b" },
      { role: "assistant", content: "c", prefix: true },
    ]);
    const other = [{ role: "user", content: "b" }];
    continuePrefix(other);
    expect(other).toEqual([{ role: "user", content: "b" }]);
  });

  it("goes to /beta with its reasoning", () => {
    const prepared = createDeepSeek({ apiKey: "sk-test" })
      .chat("deepseek-v4-pro", { route: "beta" })
      .prepare({ messages });
    expect(prepared.url).toBe("https://api.deepseek.com/beta/chat/completions");
    expect((prepared.body as unknown as { messages: unknown[] }).messages[1]).toEqual({
      role: "assistant",
      content: "```python\n",
      reasoning_content: "Python.",
      prefix: true,
    });
  });

  it("is refused on the chat route before the network", () => {
    expect(() => createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro").prepare({ messages })).toThrow(
      expect.objectContaining({
        code: "capability_rejected",
        message: expect.stringContaining('cell "prefill"') as string,
      }),
    );
  });

  it("is accepted by the simulator under /beta", async () => {
    const simulator = await startSimulator({ turns: [{ text: "def quick_sort(a): ..." }] });
    try {
      const model = createDeepSeek({ baseUrl: simulator.baseUrl, apiKey: "sk-test" }).chat("deepseek-v4-pro", {
        route: "beta",
        assume: { like: "deepseek-v4-pro" },
      });
      expect((await model.generate({ messages, stop: ["```"] })).text).toBe("def quick_sort(a): ...");
      expect(simulator.requests.at(-1)?.path).toBe("/beta/chat/completions");
    } finally {
      await simulator.close();
    }
  });
});
