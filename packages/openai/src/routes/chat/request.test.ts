import { describe, expect, it } from "vitest";
import { jsonSchema } from "@dialect/core";
import { createOpenAI } from "../../index.js";
import { bodyOf, codeOf, local, messages, weather } from "../../../test/chat-body.js";
import { answer, delta, json, scripted, sse } from "../../../test/scripted.js";

describe("a minimal call sends nothing that was not asked for (S2.11)", () => {
  it("stream: the only addition is stream_options.include_usage", () => {
    expect(bodyOf({})).toMatchInlineSnapshot(`
      {
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "gpt-4.1",
        "stream": true,
        "stream_options": {
          "include_usage": true,
        },
      }
    `);
  });

  it("generate: no addition", async () => {
    const transport = scripted(json(answer({ content: "a" })));
    const result = await createOpenAI({ apiKey: "k", transport })
      .chat("gpt-4.1", { route: "chat" })
      .generate({ messages });
    expect(JSON.parse(String(transport.sent[0]?.body))).toMatchInlineSnapshot(`
      {
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "gpt-4.1",
      }
    `);
    expect(result.request.body).toEqual(JSON.parse(String(transport.sent[0]?.body)));
  });

  it("the addition can be switched off, and on for a custom base URL", () => {
    expect(bodyOf({}, "gpt-4.1", { added: { streamUsage: false } })).toEqual({
      model: "gpt-4.1",
      messages,
      stream: true,
    });
    expect(bodyOf({}, "x", { baseUrl: local })).toEqual({ model: "x", messages, stream: true });
    expect(bodyOf({}, "x", { baseUrl: local, added: { streamUsage: true } })).toHaveProperty("stream_options", {
      include_usage: true,
    });
    expect(bodyOf({}, "x", { baseUrl: local }, { streamUsage: "native" })).toHaveProperty("stream_options", {
      include_usage: true,
    });
  });

  it("headers: who we are, the key, nothing else", async () => {
    const transport = scripted(sse(delta({ content: "a" }, "stop")));
    await createOpenAI({ apiKey: "k", transport }).chat("gpt-4.1", { route: "chat" }).stream({ messages }).result();
    expect(transport.sent[0]?.headers).toEqual({
      accept: "text/event-stream",
      authorization: "Bearer k",
      "content-type": "application/json",
      "user-agent": "dialect-openai/0.0.0",
    });
  });
});

describe("every option has its member on the wire", () => {
  it("of a model that does not reason", () => {
    expect(
      bodyOf({
        tools: [{ ...weather, strict: true }],
        toolChoice: { name: "get_weather" },
        parallelToolCalls: false,
        maxOutputTokens: 10,
        temperature: 0.5,
        topP: 0.9,
        stop: ["a", "b"],
        seed: 7,
        logprobs: true,
        topLogprobs: 2,
        frequencyPenalty: 1,
        presencePenalty: -1,
        logitBias: { "50256": -100 },
        prediction: "as before",
        store: true,
        metadata: { a: "b" },
        serviceTier: "flex",
        promptCacheKey: "key",
        promptCacheRetention: "24h",
        safetyIdentifier: "user-1",
        user: "u",
        streamObfuscation: false,
        modalities: ["text"],
        n: 1,
      }),
    ).toMatchInlineSnapshot(`
      {
        "frequency_penalty": 1,
        "logit_bias": {
          "50256": -100,
        },
        "logprobs": true,
        "max_completion_tokens": 10,
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "metadata": {
          "a": "b",
        },
        "modalities": [
          "text",
        ],
        "model": "gpt-4.1",
        "n": 1,
        "parallel_tool_calls": false,
        "prediction": {
          "content": "as before",
          "type": "content",
        },
        "presence_penalty": -1,
        "prompt_cache_key": "key",
        "prompt_cache_retention": "24h",
        "safety_identifier": "user-1",
        "seed": 7,
        "service_tier": "flex",
        "stop": [
          "a",
          "b",
        ],
        "store": true,
        "stream": true,
        "stream_options": {
          "include_obfuscation": false,
          "include_usage": true,
        },
        "temperature": 0.5,
        "tool_choice": {
          "function": {
            "name": "get_weather",
          },
          "type": "function",
        },
        "tools": [
          {
            "function": {
              "description": "The weather of a city.",
              "name": "get_weather",
              "parameters": {
                "additionalProperties": false,
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
              "strict": true,
            },
            "type": "function",
          },
        ],
        "top_logprobs": 2,
        "top_p": 0.9,
        "user": "u",
      }
    `);
  });

  it("of a model that reasons: effort, verbosity, developer role, max_completion_tokens", () => {
    expect(
      bodyOf(
        {
          messages: [{ role: "system", content: "Be brief." }, ...messages],
          reasoning: { effort: "low" },
          verbosity: "low",
          maxOutputTokens: 10,
        },
        "gpt-5.4",
      ),
    ).toMatchInlineSnapshot(`
      {
        "max_completion_tokens": 10,
        "messages": [
          {
            "content": "Be brief.",
            "role": "developer",
          },
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "gpt-5.4",
        "reasoning_effort": "low",
        "stream": true,
        "stream_options": {
          "include_usage": true,
        },
        "verbosity": "low",
      }
    `);
  });

  it("a custom base URL gets system and max_tokens, which every server knows", () => {
    const assume = { maxOutputTokens: "native", reasoning: "native" };
    expect(
      bodyOf(
        {
          messages: [{ role: "system", content: "Be brief." }, ...messages],
          maxOutputTokens: 10,
          reasoning: { effort: "low" },
        },
        "x",
        { baseUrl: local },
        assume,
      ),
    ).toMatchInlineSnapshot(`
        {
          "max_tokens": 10,
          "messages": [
            {
              "content": "Be brief.",
              "role": "system",
            },
            {
              "content": "hi",
              "role": "user",
            },
          ],
          "model": "x",
          "reasoning_effort": "low",
          "stream": true,
        }
      `);
  });

  it("allowedTools narrows the choice and still sends all tools", () => {
    const other = { name: "other", input: jsonSchema({ type: "object" }) };
    expect(bodyOf({ tools: [weather, other], allowedTools: ["other"], toolChoice: "required" })).toMatchObject({
      tools: [{ function: { name: "get_weather" } }, { function: { name: "other" } }],
      tool_choice: {
        type: "allowed_tools",
        allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "other" } }] },
      },
    });
    expect(codeOf(() => bodyOf({ tools: [weather], allowedTools: ["nope"] }))?.code).toBe("invalid_request");
    expect(codeOf(() => bodyOf({ tools: [weather], allowedTools: ["get_weather"], toolChoice: "none" }))?.code).toBe(
      "invalid_request",
    );
  });
});
