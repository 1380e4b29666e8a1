import { describe, expect, it } from "vitest";
import { createKimi, type KimiRequest } from "../index.js";

const messages = [{ role: "user", content: "hi" }] as const;
const provider = createKimi({ apiKey: "k", env: {} });
const body = (model: string, route: "chat" | "code", request: Partial<KimiRequest>): unknown =>
  provider.chat(model as "kimi-k3", { route: route as "chat" }).prepare({ messages, ...request } as never).body;

describe("quirk: thinking has a switch or a measure, never both (platform.kimi.ai/docs/guide/use-thinking-effort, read 2026-11-20)", () => {
  it.each<[string, "chat" | "code", Partial<KimiRequest>, object]>([
    ["kimi-k2.6", "chat", { reasoning: { effort: "none" } }, { thinking: { type: "disabled" } }],
    ["kimi-k2.6", "chat", { reasoning: { effort: "enabled" } }, { thinking: { type: "enabled" } }],
    ["kimi-k2.6", "chat", { keepThinking: "all" }, { thinking: { type: "enabled", keep: "all" } }],
    ["kimi-k2.7-code", "chat", { reasoning: { effort: "enabled" } }, { thinking: { type: "enabled" } }],
    ["kimi-k2.7-code", "chat", { keepThinking: "all" }, { thinking: { type: "enabled", keep: "all" } }],
    ["kimi-k3", "chat", { reasoning: { effort: "low" } }, { reasoning_effort: "low" }],
    ["kimi-for-coding", "code", { reasoning: { effort: "none" } }, { reasoning_effort: "none" }],
    ["k3", "code", { reasoning: { effort: "high" } }, { reasoning_effort: "high" }],
    [
      "k3",
      "code",
      { reasoning: { effort: "high" }, keepThinking: "all" },
      { thinking: { type: "enabled", effort: "high", keep: "all" } },
    ],
  ])("%s (%s) %j → %j", (model, route, request, members) => {
    const sent = body(model, route, request) as Record<string, unknown>;
    expect({ thinking: sent["thinking"], reasoning_effort: sent["reasoning_effort"] }).toEqual({
      thinking: undefined,
      reasoning_effort: undefined,
      ...members,
    });
  });

  it("without a wish nothing is written", () => {
    for (const [model, route] of [
      ["kimi-k2.6", "chat"],
      ["kimi-k3", "chat"],
      ["k3", "code"],
    ] as const) {
      expect(body(model, route, {})).not.toHaveProperty("thinking");
      expect(body(model, route, {})).not.toHaveProperty("reasoning_effort");
    }
  });

  it.each<[string, Partial<KimiRequest>, string]>([
    ["kimi-k2.7-code", { reasoning: { effort: "none" } }, "capability_rejected"],
    ["kimi-k2.6", { reasoning: { effort: "high" } }, "capability_rejected"],
    ["kimi-k3", { reasoning: { effort: "medium" } }, "capability_rejected"],
    ["kimi-k3", { reasoning: { effort: "none" } }, "capability_unknown"],
    ["kimi-k3", { keepThinking: "all" }, "capability_rejected"],
    ["moonshot-v1-8k", { reasoning: { effort: "none" } }, "capability_rejected"],
    ["kimi-k2.6", { reasoning: { effort: "none" }, keepThinking: "all" }, "invalid_request"],
  ])("%s refuses %j as %s", (model, request, code) => {
    expect(() => body(model, "chat", request)).toThrow(expect.objectContaining({ code }));
  });

  it("a caller who knows better of K3 says so, and it is sent", () => {
    const stated = provider.chat("kimi-k3", { assume: { like: "kimi-k3", reasoning: "native" } });
    expect(stated.prepare({ messages, reasoning: { effort: "none" } } as never).body).toMatchObject({
      thinking: { type: "disabled" },
    });
  });
});
