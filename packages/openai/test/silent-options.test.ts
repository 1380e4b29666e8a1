import { isDialectError, jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createOpenAI, type OpenAIRequest, type RouteId } from "../src/index.js";
import { requestKeys } from "../src/request-types.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const schema = jsonSchema({
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
});
const weather = { name: "get_weather", description: "Weather of a city", input: schema };

describe("S0.16: every option is on the wire, is reported, or is refused", () => {
  /** One value per option that asks for something, with what it needs beside it. A new option without one fails. */
  const samples: { readonly [Key in (typeof requestKeys)[number]]: Partial<OpenAIRequest> } = {
    messages: { messages: [{ role: "user", content: "another" }] },
    tools: { tools: [weather] },
    toolChoice: { tools: [weather], toolChoice: "required" },
    parallelToolCalls: { tools: [weather], parallelToolCalls: false },
    output: { output: { schema, guarantee: "strict", name: "report" } },
    reasoning: { reasoning: { effort: "high" } },
    maxOutputTokens: { maxOutputTokens: 77 },
    temperature: { temperature: 0.25 },
    topP: { topP: 0.25 },
    stop: { stop: ["END"] },
    seed: { seed: 7 },
    media: {
      media: { whenUnsupported: "alt-text" },
      messages: [
        {
          role: "user",
          content: [
            { type: "file", mediaType: "video/mp4", source: { url: "https://x.example/a.mp4" }, altText: "a film" },
          ],
        },
      ],
    },
    verbosity: { verbosity: "low" },
    store: { store: true },
    include: { include: ["file_search_call.results"] },
    metadata: { metadata: { a: "b" } },
    serviceTier: { serviceTier: "flex" },
    promptCacheKey: { promptCacheKey: "key-1" },
    promptCacheRetention: { promptCacheRetention: "24h" },
    safetyIdentifier: { safetyIdentifier: "user-1" },
    user: { user: "user-1" },
    logprobs: { logprobs: true },
    topLogprobs: { logprobs: true, topLogprobs: 2 },
    imageDetail: {
      imageDetail: "low",
      messages: [
        {
          role: "user",
          content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } }],
        },
      ],
    },
    streamObfuscation: { streamObfuscation: false },
    allowedTools: { tools: [weather], allowedTools: ["get_weather"] },
    truncation: { truncation: "auto" },
    maxToolCalls: { maxToolCalls: 3 },
    hostedTools: { hostedTools: [{ type: "web_search" }] },
    previousResponseId: { previousResponseId: "resp_9" },
    contextManagement: { contextManagement: [{ type: "compaction" }] },
    conversation: { conversation: "conv_1" },
    background: { background: true },
    prompt: { prompt: { id: "p" } },
    moderation: { moderation: {} },
    modalities: { modalities: ["text", "audio"] },
    audio: { audio: {} },
    n: { n: 2 },
    frequencyPenalty: { frequencyPenalty: 1 },
    presencePenalty: { presencePenalty: 1 },
    logitBias: { logitBias: { "1": 1 } },
    prediction: { prediction: "as before" },
    webSearchOptions: { webSearchOptions: {} },
  };

  type Fate = "wire" | "warned" | "refused" | "silent";
  function fate(route: RouteId, model: string, name: keyof typeof samples): Fate {
    const chat = createOpenAI({ apiKey: "k" }).chat(model as "gpt-4.1", { route });
    const { [name]: asked, ...beside } = { messages, ...samples[name] } as Record<string, unknown>;
    const prepare = (request: object) => chat.prepare({ messages, ...request } as never);
    try {
      const without = prepare(beside);
      const having = prepare({ ...beside, [name]: asked });
      if (JSON.stringify(having.body) !== JSON.stringify(without.body)) return "wire";
      return having.warnings.length > without.warnings.length ? "warned" : "silent";
    } catch (error) {
      if (!isDialectError(error)) throw error;
      // What stands beside it may be refused alone: then the option cannot be reached at all.
      return "refused";
    }
  }

  for (const route of ["chat", "responses"] as const) {
    for (const model of ["gpt-4.1", "gpt-5.4", "gpt-5.6-sol", "gpt-6-astra"]) {
      it(`${route} ${model}`, () => {
        const fates = Object.fromEntries(requestKeys.map((name) => [name, fate(route, model, name)]));
        expect(Object.entries(fates).filter(([, what]) => what === "silent")).toEqual([]);
        // The check sees all three other sides, or it would prove nothing.
        expect(new Set(Object.values(fates))).toContain("wire");
        expect(new Set(Object.values(fates))).toContain("refused");
      });
    }
  }
});
