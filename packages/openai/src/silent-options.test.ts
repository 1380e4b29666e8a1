import { describe, expect, it } from "vitest";
import { isDialectError, jsonSchema, type Message } from "@dialect/core";
import { cellNames } from "@dialect/core/provider";
import { createOpenAI, routeCells } from "./index.js";
import { requestKeys } from "./request-types.js";

const messages: readonly Message[] = [{ role: "user", content: "Answer as json." }];
const schema = jsonSchema({
  type: "object",
  properties: { a: { type: "string" } },
  required: ["a"],
  additionalProperties: false,
});
const tools = [{ name: "f", input: schema }];

/** One value for every key of a request; what an option needs beside it comes along. */
const values: Readonly<Record<(typeof requestKeys)[number], object>> = {
  messages: { messages: [...messages, ...messages] },
  tools: { tools },
  toolChoice: { tools, toolChoice: "required" },
  parallelToolCalls: { tools, parallelToolCalls: false },
  output: { output: { schema, guarantee: "strict" } },
  reasoning: { reasoning: { effort: "low" } },
  maxOutputTokens: { maxOutputTokens: 7 },
  temperature: { temperature: 0.5 },
  topP: { topP: 0.5 },
  stop: { stop: ["x"] },
  seed: { seed: 7 },
  media: { media: { whenUnsupported: "alt-text" } },
  verbosity: { verbosity: "low" },
  store: { store: true },
  include: { include: ["file_search_call.results"] },
  metadata: { metadata: { a: "b" } },
  serviceTier: { serviceTier: "flex" },
  promptCacheKey: { promptCacheKey: "k" },
  promptCacheRetention: { promptCacheRetention: "24h" },
  safetyIdentifier: { safetyIdentifier: "u" },
  user: { user: "u" },
  logprobs: { logprobs: true },
  topLogprobs: { logprobs: true, topLogprobs: 2 },
  imageDetail: {
    imageDetail: "low",
    messages: [
      { role: "user", content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } }] },
    ],
  },
  streamObfuscation: { streamObfuscation: false },
  allowedTools: { tools, allowedTools: ["f"] },
  truncation: { truncation: "auto" },
  maxToolCalls: { maxToolCalls: 2 },
  hostedTools: { hostedTools: [{ type: "web_search" }] },
  previousResponseId: { previousResponseId: "resp_1" },
  contextManagement: { contextManagement: [{ type: "compaction", compactThreshold: 1000 }] },
  conversation: { conversation: "conv_1" },
  background: { background: true },
  prompt: { prompt: { id: "pmpt_1" } },
  moderation: { moderation: { a: 1 } },
  modalities: { modalities: ["text", "audio"] },
  audio: { audio: { voice: "alloy" } },
  n: { n: 2 },
  frequencyPenalty: { frequencyPenalty: 1 },
  presencePenalty: { presencePenalty: 1 },
  logitBias: { logitBias: { "1": 1 } },
  prediction: { prediction: "x" },
  webSearchOptions: { webSearchOptions: { a: 1 } },
};
/** Says how other options are read, and is nothing on the wire by itself. */
const readersOnly: readonly string[] = ["media"];

const everything = Object.fromEntries(
  [
    ...cellNames,
    "endpoint",
    "verbosity",
    "reasoningSummary",
    "reasoningMode",
    "reasoningContext",
    ...Object.keys(routeCells.chat),
    ...Object.keys(routeCells.responses),
    "penalties",
    "logitBias",
    "prediction",
  ].map((cell) => [cell, "native"]),
);

function written(
  route: "chat" | "responses",
  settings: object,
  assume: object,
  request: object,
): { readonly body?: string; readonly code?: string } {
  try {
    const model = createOpenAI({ apiKey: "k", ...settings }).chat("m-1", { route, assume });
    return { body: JSON.stringify(model.prepare({ messages, ...request } as never).body) };
  } catch (error) {
    if (isDialectError(error)) return { code: error.code };
    throw error;
  }
}

describe("no option vanishes (S0.16): it is on the wire, or refused by name", () => {
  for (const route of ["chat", "responses"] as const) {
    for (const key of requestKeys) {
      if (readersOnly.includes(key)) continue;
      it(`${route}: ${key}, with everything assumed and as gpt-4.1`, () => {
        for (const [settings, assume] of [
          [{}, { like: "gpt-4.1" }],
          [{}, everything],
          [{ baseUrl: "http://127.0.0.1:1/v1" }, everything],
        ] as const) {
          const { [key]: own, ...needed } = values[key] as Record<string, unknown>;
          expect(own).toBeDefined();
          const base = written(route, settings, assume, needed);
          const { body, code } = written(route, settings, assume, values[key]);
          if (code === undefined) expect(body).not.toBe(base.body);
          else expect(code).toMatch(/^(capability_rejected|capability_unknown|invalid_request)$/);
        }
      });
    }
  }

  it("inside reasoning too", () => {
    for (const inside of [{ summary: "auto" }, { mode: "pro" }, { context: "all_turns" }]) {
      const request = { reasoning: { effort: "low", ...inside } };
      const bare = written("responses", {}, everything, { reasoning: { effort: "low" } });
      expect(written("responses", {}, everything, request).body).not.toBe(bare.body);
      expect(written("chat", {}, { like: "gpt-5.4" }, request).code).toBe("capability_rejected");
    }
  });
});
