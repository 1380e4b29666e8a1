import type { Message, Warning } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { startSimulator } from "../simulator/index.js";
import { replayReasoning } from "./replay-reasoning.js";

const none = (): void => undefined;
const user: Message = { role: "user", content: "hi" };
const call = (id: string, reasoning?: string, provider = "deepseek"): Message => ({
  role: "assistant",
  content: [
    ...(reasoning === undefined ? [] : [{ type: "reasoning" as const, text: reasoning, field: "reasoning_content" }]),
    { type: "tool-call", id, name: "f", arguments: "{}" },
  ],
  origin: { provider, route: "chat", model: "m", complete: true },
});
const result = (id: string): Message => ({ role: "tool", toolCallId: id, toolName: "f", content: "1" });
const text = (words: string, reasoning?: string): Message => ({
  role: "assistant",
  content: [
    ...(reasoning === undefined ? [] : [{ type: "reasoning" as const, text: reasoning }]),
    { type: "text", text: words },
  ],
});

describe("quirk: reasoning must be replayed (api-docs.deepseek.com/guides/thinking_mode, read 2026-11-20)", () => {
  it("every tool turn carries it, also before a later user message; text turns before it do not", () => {
    const history = [user, call("a", "why a"), result("a"), text("done", "end"), user, call("b", "why b"), result("b")];
    expect(replayReasoning(history, "on", none)).toEqual([
      undefined,
      "why a",
      undefined,
      undefined,
      undefined,
      "why b",
      undefined,
    ]);
  });

  it("from the last user message on, text turns carry it too", () => {
    expect(replayReasoning([user, text("part 1", "r"), text("part 2")], "on", none)).toEqual([undefined, "r", ""]);
  });

  it("pains 4 and 5: a tool turn without reasoning gets an empty text, wherever it stands", () => {
    const history = [user, call("a", "why"), result("a"), call("b"), result("b"), call("c", "again"), result("c")];
    expect(replayReasoning(history, "on", none).filter((one) => one !== undefined)).toEqual(["why", "", "again"]);
  });

  it("with thinking off nothing is sent", () => {
    expect(replayReasoning([user, call("a", "why"), result("a")], "off", none)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("reasoning of another provider is left out with a warning, the key stays", () => {
    const warnings: Warning[] = [];
    const history = [user, call("a", "foreign", "acme"), result("a")];
    expect(replayReasoning(history, "on", (warning) => warnings.push(warning))[1]).toBe("");
    expect(warnings).toMatchObject([{ code: "reasoning_left_out", path: "messages[1]" }]);
  });

  it("pains 1, scenario 16: the simulator accepts the replay and refuses it without the key (the failing side)", async () => {
    const simulator = await startSimulator({ turns: [{ text: "It is 18." }] });
    try {
      const model = createDeepSeek({ baseUrl: simulator.baseUrl, apiKey: "sk-test" }).chat("deepseek-v4-pro", {
        assume: { like: "deepseek-v4-pro" },
      });
      const messages = JSON.parse(JSON.stringify([user, call("call_00_x", "why"), result("call_00_x")])) as Message[];
      const answer = await model.generate({ messages });
      expect(answer.text).toBe("It is 18.");
      const body = structuredClone(answer.request.body) as unknown as { messages: { reasoning_content?: string }[] };
      expect(body.messages[1]?.reasoning_content).toBe("why");
      delete body.messages[1]?.reasoning_content;
      const refused = await fetch(`${simulator.baseUrl}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer sk-test" },
        body: JSON.stringify(body),
      });
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain("must be passed back to the API");
    } finally {
      await simulator.close();
    }
  });
});
