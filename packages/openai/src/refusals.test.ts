import { describe, expect, it } from "vitest";
import { jsonSchema } from "@dialect/core";
import { createOpenAI, type ModelId, type OpenAIRequest, type RouteId } from "./index.js";
import { messages, refusal } from "../test/refusal.js";
import { scripted } from "../test/scripted.js";

const tools = [{ name: "f", input: jsonSchema({ type: "object", properties: {} }) }];
const effort = (name: string) => ({ reasoning: { effort: name } });

/** route, model, request → the code, and what the message cites; no code = it is taken. */
const table: readonly (readonly [RouteId, ModelId, string, Partial<OpenAIRequest>, string?, string?])[] = [
  [
    "chat",
    "gpt-5.6-sol",
    "temperature without an effort",
    { temperature: 0.7 },
    "capability_rejected",
    "probes/raw/openai.jsonl",
  ],
  [
    "chat",
    "gpt-5.6-sol",
    "temperature with effort low",
    { temperature: 0.7, ...effort("low") },
    "capability_rejected",
    "probes/raw/openai.jsonl",
  ],
  ["chat", "gpt-5.6-sol", "temperature with effort none", { temperature: 0.7, ...effort("none") }],
  [
    "chat",
    "gpt-5.6-sol",
    "log probabilities with effort low",
    { logprobs: true, ...effort("low") },
    "capability_rejected",
    "probes/raw/openai.jsonl",
  ],
  ["chat", "gpt-5.6-sol", "penalties with effort none", { frequencyPenalty: 1, ...effort("none") }],
  [
    "chat",
    "gpt-5.6-sol",
    "logit bias with effort none",
    { logitBias: { "1": 1 }, ...effort("none") },
    "capability_rejected",
    "probes/raw/openai.jsonl",
  ],
  ["chat", "gpt-5.6-sol", "seed", { seed: 1 }],
  ["chat", "gpt-5.6-terra", "tools without an effort", { tools }, "capability_rejected", "litellm/pull/34569"],
  [
    "chat",
    "gpt-5.6-terra",
    "tools with effort low",
    { tools, ...effort("low") },
    "capability_rejected",
    "litellm/pull/34569",
  ],
  ["chat", "gpt-5.6-terra", "tools with effort none", { tools, ...effort("none") }],
  ["responses", "gpt-5.6-terra", "tools with effort low", { tools, ...effort("low") }],
  [
    "chat",
    "gpt-5.6-luna",
    "effort minimal",
    effort("minimal"),
    "capability_rejected",
    "none, low, medium, high, xhigh",
  ],
  ["chat", "gpt-6-sol", "tools without an effort", { tools }, "capability_rejected", "onyx/issues/15008"],
  ["chat", "gpt-6.1-terra", "tools with effort none", { tools, ...effort("none") }],
  ["chat", "gpt-6-astra", "tools", { tools }, "capability_rejected", "genkit-dart/pull/423"],
  ["chat", "gpt-6-astra", "effort max", effort("max"), "capability_rejected", "litellm-docs/pull/1173"],
  ["responses", "gpt-6-astra", "effort max", effort("max")],
  ["responses", "gpt-6-astra", "effort none", effort("none"), "capability_rejected", "litellm-docs/pull/1173"],
  ["chat", "gpt-6-astra", "stop", { stop: ["a"] }, "capability_rejected", "bolna/pull/1019"],
  ["chat", "gpt-6.2-sol", "tools", { tools }, "capability_rejected", "dev.to/aihubmix"],
  ["responses", "gpt-6.2-sol", "tools", { tools }],
  ["responses", "gpt-6.2-astra", "temperature", { temperature: 1 }, "capability_rejected", "dev.to/aihubmix"],
  ["chat", "gpt-5.5-pro", "anything", {}, "capability_rejected", "profiles/openai.py"],
  ["responses", "gpt-5.5-pro", "anything", {}],
  ["chat", "gpt-5.4", "tools without an effort", { tools }],
  [
    "chat",
    "gpt-5.4",
    "tools with an effort",
    { tools, ...effort("medium") },
    "capability_rejected",
    "pipecat/issues/4043",
  ],
  ["chat", "gpt-5.4", "temperature without an effort", { temperature: 0 }],
  [
    "chat",
    "gpt-5.4",
    "temperature with effort low",
    { temperature: 0, ...effort("low") },
    "capability_rejected",
    "profiles/openai.py",
  ],
  ["chat", "gpt-5", "temperature", { temperature: 0 }, "capability_rejected", "langchaingo/issues/1355"],
  ["responses", "gpt-5", "temperature", { temperature: 0 }, "capability_rejected", "cassettes"],
  ["chat", "gpt-5-mini", "stop", { stop: ["a"] }, "capability_rejected", "smolagents/pull/1662"],
  ["chat", "gpt-5", "effort none", effort("none"), "capability_rejected", "minimal, low, medium, high"],
  ["chat", "o3", "stop", { stop: ["a"] }, "capability_rejected", "openai-node"],
  [
    "chat",
    "o4-mini",
    "parallelToolCalls",
    { tools, parallelToolCalls: true },
    "capability_rejected",
    "fast-agent/issues/279",
  ],
  ["chat", "gpt-4.1", "effort", effort("low"), "capability_rejected", "docs/models"],
  ["responses", "gpt-4.1", "stop", { stop: ["a"] }, "capability_rejected", "api-reference/responses"],
  ["responses", "gpt-4.1", "seed", { seed: 1 }, "capability_rejected", "api-reference/responses"],
  ["chat", "gpt-5.4", "stop, of which nobody knows", { stop: ["a"] }, "capability_unknown", 'cell "stop": unknown'],
  ["chat", "gpt-4.1", "two answers", { n: 2 }, "capability_rejected", "one answer per request"],
  ["responses", "gpt-4.1", "two answers", { n: 2 }, "capability_rejected", "one answer per request"],
  [
    "chat",
    "gpt-4.1",
    "audio output",
    { modalities: ["text", "audio"] },
    "capability_rejected",
    "README.md#what-we-refuse",
  ],
  ["chat", "gpt-4.1", "image output", { modalities: ["image"] }, "capability_rejected", "api-reference/chat"],
  [
    "chat",
    "gpt-4.1",
    "hosted tools",
    { hostedTools: [{ type: "web_search" }] },
    "capability_rejected",
    "api-reference/chat",
  ],
  [
    "chat",
    "gpt-4.1",
    "previousResponseId",
    { previousResponseId: "resp_1" },
    "capability_rejected",
    "api-reference/chat",
  ],
  [
    "responses",
    "gpt-4.1",
    "conversation",
    { conversation: "conv_1" },
    "capability_rejected",
    "README.md#what-we-refuse",
  ],
  ["responses", "gpt-4.1", "background", { background: true }, "capability_rejected", "README.md#what-we-refuse"],
  [
    "responses",
    "gpt-5.5",
    "reasoning.mode",
    { reasoning: { effort: "low", mode: "pro" } },
    "capability_rejected",
    "profiles/openai.py",
  ],
  ["responses", "gpt-5.6", "reasoning.mode", { reasoning: { effort: "low", mode: "pro" } }],
  [
    "responses",
    "gpt-5.2",
    "reasoning.context all_turns",
    { reasoning: { effort: "low", context: "all_turns" } },
    "capability_rejected",
    "auto, current_turn",
  ],
  [
    "chat",
    "gpt-5.5",
    "reasoning.summary",
    { reasoning: { effort: "low", summary: "auto" } },
    "capability_rejected",
    "api-reference/chat",
  ],
];

describe("what a model does not take is refused before the network, with the row's source (E, B)", () => {
  for (const [route, model, what, request, code, cites] of table) {
    it(`${route} ${model}: ${what} → ${code ?? "taken"}`, async () => {
      const refused = await refusal(route, model, request);
      expect(refused?.code).toBe(code);
      if (cites !== undefined) expect(refused?.message).toContain(cites);
      if (code !== undefined && what !== "anything") expect(refused?.message).toMatch(/read 2026-\d\d-\d\d/);
    });
  }

  it("stronger evidence can be asked for: a documented cell is then unknown", () => {
    const model = createOpenAI({ apiKey: "k", transport: scripted() }).chat("gpt-4.1", {
      route: "chat",
      evidence: { atLeast: "recorded" },
    });
    expect(() => model.prepare({ messages, temperature: 1 })).toThrow(/only documented/);
  });

  it("options bound to the model count, a call's own win", async () => {
    const provider = createOpenAI({ apiKey: "k", transport: scripted() });
    const bound = provider.chat("gpt-5.6-sol", {
      route: "chat",
      request: { reasoning: { effort: "none" }, serviceTier: "flex" },
    });
    expect(bound.prepare({ messages, temperature: 1 }).body).toMatchObject({
      reasoning_effort: "none",
      service_tier: "flex",
      temperature: 1,
    });
    expect(() => bound.prepare({ messages, temperature: 1, reasoning: { effort: "low" } })).toThrow(/temperature/);
  });
});
