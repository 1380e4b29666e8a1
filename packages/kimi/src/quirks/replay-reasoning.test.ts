import type { Message, Warning } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";
import { type Replay, replayReasoning } from "./replay-reasoning.js";

const who = { provider: "kimi", route: "chat", model: "m" };
const none = (): void => undefined;
const user: Message = { role: "user", content: "hi" };
const call = (id: string, reasoning?: string, provider = "kimi", data?: object): Message => ({
  role: "assistant",
  content: [
    ...(reasoning === undefined ? [] : [{ type: "reasoning" as const, text: reasoning, field: "reasoning_content" }]),
    {
      type: "tool-call",
      id,
      name: "f",
      arguments: "{}",
      ...(data === undefined ? {} : { opaque: { provider: "kimi", data: data as never } }),
    },
  ],
  origin: { provider, route: "chat", model: "m", complete: true },
});
const result = (id: string): Message => ({ role: "tool", toolCallId: id, toolName: "f", content: "1" });
const text = (words: string, reasoning: string): Message => ({
  role: "assistant",
  content: [
    { type: "reasoning", text: reasoning },
    { type: "text", text: words },
  ],
});
const on: Replay = { accepted: true, thinking: "on", scope: "tool-turns", missing: "refuse" };
const history = [user, call("a", "why a"), result("a"), text("done", "end"), user, call("b", "why b"), result("b")];

describe("quirk: reasoning must be replayed (platform.kimi.ai/docs/guide/use-kimi-k2-thinking-model, read 2026-11-20)", () => {
  it("K2.6: on each tool turn; with keep, K2.7 and K3: on every turn that had some", () => {
    const texts = (scope: Replay["scope"]): readonly unknown[] =>
      replayReasoning(history, { ...on, scope }, who, none).filter((one) => one !== undefined);
    expect(texts("tool-turns")).toEqual(["why a", "why b"]);
    expect(texts("all")).toEqual(["why a", "end", "why b"]);
  });

  it.each([
    ["kimi-k2.6", undefined, ["why a", "why b"]],
    ["kimi-k2.6", "all", ["why a", "end", "why b"]],
    ["kimi-k2.7-code", undefined, ["why a", "end", "why b"]],
    ["kimi-k3", undefined, ["why a", "end", "why b"]],
  ] as const)("%s, keepThinking %s, after JSON", (model, keepThinking, expected) => {
    const messages = JSON.parse(JSON.stringify(history)) as Message[];
    const request = { messages, ...(keepThinking === undefined ? {} : { keepThinking }) };
    const { body } = createKimi({ apiKey: "k" })
      .chat(model as "kimi-k2.6")
      .prepare(request);
    const sent = (body as unknown as { messages: { reasoning_content?: string }[] }).messages;
    expect(sent.flatMap((message) => message.reasoning_content ?? [])).toEqual(expected);
  });

  it("pains 4: a tool turn that lost its reasoning is refused here, naming the message (the failing side)", () => {
    for (const lost of [call("b"), call("b", "")])
      expect(() => replayReasoning([user, call("a", "why"), result("a"), lost, result("b")], on, who, none)).toThrow(
        expect.objectContaining({
          code: "invalid_history",
          message: expect.stringMatching(/^messages\[3\] .*no reasoning/) as string,
        }),
      );
  });

  it("pains 5: a turn that came without any is stamped, and goes back as it came", () => {
    const stamped = call("b", undefined, "kimi", { noReasoning: true });
    expect(replayReasoning([user, stamped, result("b")], on, who, none)[1]).toBe("");
  });

  it("the ways out: thinking off, or the caller's word", () => {
    const lost = [user, call("b"), result("b")];
    expect(replayReasoning(lost, { ...on, thinking: "off" }, who, none)[1]).toBeUndefined();
    expect(replayReasoning(lost, { ...on, missing: "send-empty" }, who, none)[1]).toBe("");
    const model = createKimi({ apiKey: "k" }).chat("kimi-k3");
    expect(() => model.prepare({ messages: lost })).toThrow(expect.objectContaining({ code: "invalid_history" }));
    expect(model.prepare({ messages: lost, missingReasoning: "send-empty" }).body).toMatchObject({
      messages: [{}, { reasoning_content: "" }, {}],
    });
  });

  it("pains 21: another provider's reasoning is left out with a warning, and is then missing", () => {
    const warnings: Warning[] = [];
    const foreign = [user, call("a", "theirs", "acme"), result("a")];
    expect(() => replayReasoning(foreign, on, who, (warning) => warnings.push(warning))).toThrow("no reasoning");
    expect(warnings).toMatchObject([{ code: "reasoning_left_out", path: "messages[1]" }]);
  });

  it("pains 6: a model that is not known to think gets none, and the caller is told", () => {
    const prepared = createKimi({ apiKey: "k" }).chat("moonshot-v1-8k").prepare({ messages: history });
    expect(JSON.stringify(prepared.body)).not.toContain("reasoning_content");
    expect(prepared.warnings.map((warning) => warning.code)).toContain("reasoning_left_out");
  });

  it("moving from K2.6 to K3 keeps the reasoning and leaves the thinking object behind", () => {
    const { body } = createKimi({ apiKey: "k" }).chat("kimi-k3").prepare({ messages: history });
    expect(body).not.toHaveProperty("thinking");
    expect(JSON.stringify(body)).toContain('"reasoning_content":"why a"');
  });
});
