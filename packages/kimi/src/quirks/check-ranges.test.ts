import { jsonSchema, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";
import type { KimiRequest } from "../request-types.js";
import { checkRanges } from "./check-ranges.js";

const who = { provider: "kimi", route: "chat", model: "m" };
const messages = [{ role: "user", content: "hi" }] as const;
const tool = (name: string): Tool => ({ name, input: jsonSchema({ type: "object" }) });

describe("quirk: the vendor's ranges are checked here (measured on both hosts 2026-09-01)", () => {
  it.each<[Partial<KimiRequest>]>([
    [{ temperature: 0, topP: 1 }],
    [{ frequencyPenalty: -2, presencePenalty: 2 }],
    [{ stop: ["1", "2", "3", "4", "é".repeat(16)] }],
    [{ tools: [tool("get_weather-2")] }],
    [{ promptCacheKey: "c-1", safetyIdentifier: "u-1", missingReasoning: "send-empty" }],
  ])("takes %j", (request) => {
    checkRanges({ messages, ...request }, who);
  });

  it.each<[string, Partial<KimiRequest>, string]>([
    ["temperature", { temperature: 1.1 }, "0 to 1"],
    ["topP", { topP: -0.1 }, "0 to 1"],
    ["frequencyPenalty", { frequencyPenalty: 3 }, "-2 to 2"],
    ["presencePenalty", { presencePenalty: Number.NaN }, "-2 to 2"],
    ["stop", { stop: ["1", "2", "3", "4", "5", "6"] }, "at most 5"],
    ["stop", { stop: ["é".repeat(17)] }, "at most 32 bytes"],
    ["the tool name", { tools: [tool("1st")] }, "a letter"],
    ["the tool name", { tools: [tool("get weather")] }, "a letter"],
    ["the tool name", { tools: [tool("$web_search")] }, "builtinTools"],
    ["the tool name", { tools: [tool("a".repeat(65))] }, "at most 64"],
    ["tools", { tools: Array.from({ length: 129 }, (_, index) => tool(`f${index}`)) }, "at most 128"],
    ["promptCacheKey", { promptCacheKey: "" }, "not empty"],
    ["safetyIdentifier", { safetyIdentifier: 5 as never }, "not empty"],
    ["missingReasoning", { missingReasoning: "invent" as never }, "send-empty"],
  ])("refuses %s in %j", (name, request, range) => {
    expect(() => checkRanges({ messages, ...request }, who)).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: expect.stringMatching(new RegExp(`^${name} is .*${range}`)) as string,
      }),
    );
  });

  it("on another server only where the caller says that the model is like one of the vendor's", () => {
    const elsewhere = createKimi({ baseUrl: "http://127.0.0.1:9/v1", apiKey: "k" });
    const request = { messages, stop: ["1", "2", "3", "4", "5", "6"] };
    expect(() => elsewhere.chat("x", { assume: { like: "kimi-k2.6" } }).prepare(request)).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
    expect(elsewhere.chat("x", { assume: { stop: "native" } }).prepare(request).body).toMatchObject({
      stop: request.stop,
    });
  });
});
