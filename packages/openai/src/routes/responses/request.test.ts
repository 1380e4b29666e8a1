import { jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { bodyOf } from "../../../test/responses-driver.js";
import { models, routeCells } from "../../models.js";
import type { OpenAIRequest } from "../../request-types.js";

const schema = jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] });
const weather = { name: "weather", description: "Weather of a city", input: schema };
const gpt4 = { model: "gpt-4o", row: { ...routeCells.responses, ...models.responses["gpt-4o"] } };
const custom = { official: false, model: "qwen3", row: {} };

describe("the body of a minimal call", () => {
  it("what is added unasked: store, and for a model that reasons its encrypted reasoning", () => {
    expect(bodyOf({})).toMatchInlineSnapshot(`
      {
        "include": [
          "reasoning.encrypted_content",
        ],
        "input": [
          {
            "content": "hi",
            "role": "user",
            "type": "message",
          },
        ],
        "model": "gpt-5.6-sol",
        "store": false,
        "stream": true,
      }
    `);
    expect(bodyOf({}, { stream: false })).toEqual({
      model: "gpt-5.6-sol",
      input: [{ type: "message", role: "user", content: "hi" }],
      store: false,
      include: ["reasoning.encrypted_content"],
    });
    expect(bodyOf({}, gpt4)).toEqual({
      model: "gpt-4o",
      input: [{ type: "message", role: "user", content: "hi" }],
      store: false,
      stream: true,
    });
    expect(
      bodyOf({}, { ...custom, added: { storeFalse: false, encryptedReasoning: false, streamUsage: false } }),
    ).toEqual({
      model: "qwen3",
      input: [{ type: "message", role: "user", content: "hi" }],
      stream: true,
    });
  });

  it("stream and generate differ in the stream flag only (S1.8)", () => {
    const request = { tools: [weather], reasoning: { effort: "low" }, maxOutputTokens: 9 };
    const { stream, ...streamed } = bodyOf(request) as { readonly stream: true };
    expect(stream).toBe(true);
    expect(bodyOf(request, { stream: false })).toEqual(streamed);
  });

  it("an empty list of tools or an empty object is not sent (pain 15)", () => {
    const body = bodyOf({ tools: [], hostedTools: [] });
    expect(Object.keys(body)).toEqual(["model", "input", "store", "include", "stream"]);
  });
});

describe("options", () => {
  it("each has its field", () => {
    expect(
      bodyOf({
        tools: [weather],
        toolChoice: "required",
        parallelToolCalls: false,
        maxOutputTokens: 100,
        temperature: 0.5,
        topP: 0.9,
        reasoning: { effort: "high", summary: "detailed", mode: "pro", context: "all_turns" },
        verbosity: "low",
        store: true,
        include: ["file_search_call.results"],
        metadata: { a: "b" },
        serviceTier: "flex",
        promptCacheKey: "k",
        promptCacheRetention: "24h",
        safetyIdentifier: "s",
        user: "u",
        topLogprobs: 2,
        streamObfuscation: false,
        truncation: "auto",
        maxToolCalls: 3,
        hostedTools: [{ type: "web_search" }],
        previousResponseId: "resp_1",
        contextManagement: [{ type: "compaction", compactThreshold: 1000 }],
      }),
    ).toMatchInlineSnapshot(`
      {
        "context_management": [
          {
            "compact_threshold": 1000,
            "type": "compaction",
          },
        ],
        "include": [
          "file_search_call.results",
          "message.output_text.logprobs",
        ],
        "input": [
          {
            "content": "hi",
            "role": "user",
            "type": "message",
          },
        ],
        "max_output_tokens": 100,
        "max_tool_calls": 3,
        "metadata": {
          "a": "b",
        },
        "model": "gpt-5.6-sol",
        "parallel_tool_calls": false,
        "previous_response_id": "resp_1",
        "prompt_cache_key": "k",
        "prompt_cache_retention": "24h",
        "reasoning": {
          "context": "all_turns",
          "effort": "high",
          "mode": "pro",
          "summary": "detailed",
        },
        "safety_identifier": "s",
        "service_tier": "flex",
        "store": true,
        "stream": true,
        "stream_options": {
          "include_obfuscation": false,
        },
        "temperature": 0.5,
        "text": {
          "verbosity": "low",
        },
        "tool_choice": "required",
        "tools": [
          {
            "description": "Weather of a city",
            "name": "weather",
            "parameters": {
              "properties": {
                "city": {
                  "type": "string",
                },
              },
              "required": [
                "city",
              ],
              "type": "object",
            },
            "strict": false,
            "type": "function",
          },
          {
            "type": "web_search",
          },
        ],
        "top_logprobs": 2,
        "top_p": 0.9,
        "truncation": "auto",
        "user": "u",
      }
    `);
  });

  it("strict tools are strict, others say that they are not; a named choice is flat", () => {
    const { tools, tool_choice } = bodyOf({
      tools: [
        { ...weather, strict: true },
        { ...weather, name: "other" },
      ],
      toolChoice: { name: "other" },
    });
    expect(tools).toMatchObject([{ strict: true, parameters: { additionalProperties: false } }, { strict: false }]);
    expect((tools as { readonly parameters: object }[])[1]?.parameters).not.toHaveProperty("additionalProperties");
    expect(tool_choice).toEqual({ type: "function", name: "other" });
  });

  it("scenario 27: tools and a schema are both sent", () => {
    const body = bodyOf({
      tools: [weather],
      hostedTools: [{ type: "web_search" }],
      output: { schema, guarantee: "strict", name: "report" },
    });
    expect(body["tools"]).toHaveLength(2);
    expect(body["text"]).toEqual({
      format: {
        type: "json_schema",
        name: "report",
        strict: true,
        schema: {
          type: "object",
          properties: { city: { type: "string" } },
          required: ["city"],
          additionalProperties: false,
        },
      },
    });
  });

  it("guarantee json needs the word; prompted asks in instructions, which a stored response does not carry over", () => {
    const asked: readonly Message[] = [{ role: "user", content: "Answer as JSON." }];
    expect(bodyOf({ messages: asked, output: { schema, guarantee: "json" } })["text"]).toEqual({
      format: { type: "json_object" },
    });
    expect(() => bodyOf({ output: { schema, guarantee: "json" } })).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
    expect(bodyOf({ output: { schema, guarantee: "json" } }, custom)["text"]).toEqual({
      format: { type: "json_object" },
    });
    const prompted = bodyOf({ output: { schema, guarantee: "prompted" }, previousResponseId: "resp_1" });
    expect(prompted["instructions"]).toContain('{"type":"object"');
    expect(prompted["text"]).toBeUndefined();
  });

  it("a strict schema outside the subset is refused with its place; another server refuses what it refuses", () => {
    const open = jsonSchema({ type: "object", properties: { a: { type: "string" } } });
    const request: Partial<OpenAIRequest> = { output: { schema: open, guarantee: "strict" } };
    expect(() => bodyOf(request)).toThrow(
      expect.objectContaining({ code: "schema_not_supported", message: expect.stringContaining("#/properties/a") }),
    );
    expect(() => bodyOf({ tools: [{ name: "f", input: open, strict: true }] })).toThrow(
      expect.objectContaining({ message: expect.stringContaining('tools[0] "f"') }),
    );
    expect(bodyOf(request, custom)["text"]).toMatchObject({
      format: { schema: { type: "object", properties: { a: { type: "string" } } } },
    });
  });

  it("log probabilities are asked for by include", () => {
    expect(bodyOf({ logprobs: true }, gpt4)["include"]).toEqual(["message.output_text.logprobs"]);
    expect(bodyOf({ topLogprobs: 3 })).toMatchObject({
      top_logprobs: 3,
      include: ["reasoning.encrypted_content", "message.output_text.logprobs"],
    });
    expect(bodyOf({ logprobs: false }, gpt4)["include"]).toBeUndefined();
  });

  it("allowedTools narrows the choice and keeps the tools", () => {
    const tools = [weather, { ...weather, name: "other" }];
    expect(bodyOf({ tools, allowedTools: ["other"], toolChoice: "required" })["tool_choice"]).toEqual({
      type: "allowed_tools",
      mode: "required",
      tools: [{ type: "function", name: "other" }],
    });
    expect(() => bodyOf({ tools, allowedTools: ["nope"] })).toThrow(
      expect.objectContaining({ message: 'allowedTools names "nope", which is not one of the tools.' }),
    );
    expect(() => bodyOf({ tools, allowedTools: ["other"], toolChoice: "none" })).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });

  it.each([
    { stop: ["x"] },
    { seed: 1 },
    { frequencyPenalty: 1 },
    { presencePenalty: 1 },
    { logitBias: { "1": 1 } },
    { prediction: "x" },
    { webSearchOptions: {} },
    { conversation: "conv_1" },
    { background: true },
    { prompt: { id: "p" } },
    { moderation: {} },
    { audio: {} },
    { modalities: ["audio"] },
    { n: 2 },
  ] as readonly Partial<OpenAIRequest>[])(
    "%j has no field here and is refused by its name, whatever a caller assumed",
    (request) => {
      expect(() => bodyOf(request)).toThrow(
        expect.objectContaining({
          code: "capability_rejected",
          message: expect.stringContaining(Object.keys(request)[0] ?? ""),
        }),
      );
    },
  );

  it('what asks for nothing is taken: n: 1, background: false, modalities: ["text"]', () => {
    expect(bodyOf({ n: 1, background: false, modalities: ["text"] })).toEqual(bodyOf({}));
  });

  it("names of tools and outputs are checked", () => {
    for (const name of ["two words", "a".repeat(65), "é"]) {
      expect(() => bodyOf({ tools: [{ name, input: schema }] })).toThrow(
        expect.objectContaining({ code: "invalid_request" }),
      );
      expect(() => bodyOf({ output: { schema, guarantee: "strict", name } })).toThrow(
        expect.objectContaining({ code: "invalid_request" }),
      );
    }
  });
});
