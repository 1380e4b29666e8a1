import { jsonSchema, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import type { DeepSeekRequest } from "../request-types.js";
import { checkRanges } from "./check-ranges.js";

const who = { provider: "deepseek", route: "chat", model: "m" };
const messages = [{ role: "user", content: "hi" }] as const;
const tool = (name: string): Tool => ({ name, input: jsonSchema({ type: "object" }) });

describe("quirk: the vendor's ranges are checked here (api-docs.deepseek.com/api/create-chat-completion, read 2026-11-20)", () => {
  it.each<[string, Partial<DeepSeekRequest>]>([
    ["maxOutputTokens", { maxOutputTokens: 1 }],
    ["maxOutputTokens", { maxOutputTokens: 393_216 }],
    ["temperature", { temperature: 0 }],
    ["temperature", { temperature: 2 }],
    ["topP", { topP: 1 }],
    ["topP", { topP: 0.01 }],
    ["penalties", { frequencyPenalty: -2, presencePenalty: 2 }],
    ["logprobs", { logprobs: true, topLogprobs: 20 }],
    ["stop", { stop: Array.from({ length: 16 }, (_, index) => `s${index}`) }],
    ["userId", { userId: "é".repeat(256) }],
    ["tools", { tools: [tool("get_weather-2")] }],
  ])("takes %s at its edge", (_name, request) => {
    checkRanges({ messages, ...request }, who);
  });

  it.each<[string, Partial<DeepSeekRequest>, string]>([
    ["maxOutputTokens", { maxOutputTokens: 0 }, "1 to 393216"],
    ["maxOutputTokens", { maxOutputTokens: 393_217 }, "1 to 393216"],
    ["maxOutputTokens", { maxOutputTokens: 1.5 }, "1 to 393216"],
    ["temperature", { temperature: 2.1 }, "0 to 2"],
    ["temperature", { temperature: Number.NaN }, "0 to 2"],
    ["topP", { topP: 0 }, "more than 0"],
    ["topP", { topP: 1.01 }, "at most 1"],
    ["frequencyPenalty", { frequencyPenalty: -2.1 }, "-2 to 2"],
    ["presencePenalty", { presencePenalty: 3 }, "-2 to 2"],
    ["topLogprobs", { logprobs: true, topLogprobs: 21 }, "0 to 20"],
    ["topLogprobs", { topLogprobs: 3 }, "together with logprobs: true"],
    ["logprobs", { logprobs: "yes" as unknown as boolean }, "true or false"],
    ["stop", { stop: Array.from({ length: 17 }, (_, index) => `s${index}`) }, "at most 16"],
    ["tools", { tools: Array.from({ length: 129 }, (_, index) => tool(`f${index}`)) }, "at most 128"],
    ["the tool name", { tools: [tool("get weather")] }, "at most 64"],
    ["userId", { userId: "é".repeat(257) }, "1 to 512 bytes"],
    ["userId", { userId: "" }, "1 to 512 bytes"],
  ])("refuses %s beyond it, by name and range", (name, request, range) => {
    expect(() => checkRanges({ messages, ...request }, who)).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: expect.stringMatching(new RegExp(`^${name} is .*${range}`)) as string,
      }),
    );
  });

  it("on another server only where the caller says that the model is like one of the vendor's", () => {
    const elsewhere = createDeepSeek({ baseUrl: "http://127.0.0.1:9", apiKey: "k" });
    const request = { messages, maxOutputTokens: 500_000 };
    expect(() => elsewhere.chat("x", { assume: { like: "deepseek-v4-pro" } }).prepare(request)).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
    expect(elsewhere.chat("x", { assume: { maxOutputTokens: "native" } }).prepare(request).body).toMatchObject({
      max_tokens: 500_000,
    });
  });
});
