import { describe, expect, it } from "vitest";
import { messages, pet, png, prepare, toolRound, weather } from "../../../test/requests.js";
import { createOllama } from "../../index.js";

describe("chat: the body of /v1/chat/completions", () => {
  it("a minimal call; usage is asked for on streams", () => {
    expect(prepare({}, "chat").body).toEqual({
      model: "qwen3:8b",
      messages: [{ role: "user", content: "hi" }],
      stream: true,
      stream_options: { include_usage: true },
    });
    const quiet = createOllama({ env: {}, added: { streamUsage: false } }).chat("m", { route: "chat" });
    expect(quiet.prepare({ messages }).body).toEqual({
      model: "m",
      messages: [{ role: "user", content: "hi" }],
      stream: true,
    });
  });

  it("every option that the endpoint acts on; the limit is max_tokens", () => {
    const { body } = prepare(
      {
        maxOutputTokens: 100,
        temperature: 0.5,
        topP: 0.9,
        stop: ["END"],
        seed: 7,
        reasoning: { effort: "low" },
        presencePenalty: 0.1,
        frequencyPenalty: 0.2,
        logprobs: true,
        topLogprobs: 2,
        output: { schema: pet, guarantee: "strict", name: "pet" },
      },
      "chat",
    );
    expect(body).toMatchInlineSnapshot(`
      {
        "frequency_penalty": 0.2,
        "logprobs": true,
        "max_tokens": 100,
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "qwen3:8b",
        "presence_penalty": 0.1,
        "reasoning_effort": "low",
        "response_format": {
          "json_schema": {
            "name": "pet",
            "schema": {
              "properties": {
                "name": {
                  "type": "string",
                },
              },
              "required": [
                "name",
              ],
              "type": "object",
            },
          },
          "type": "json_schema",
        },
        "seed": 7,
        "stop": [
          "END",
        ],
        "stream": true,
        "stream_options": {
          "include_usage": true,
        },
        "temperature": 0.5,
        "top_logprobs": 2,
        "top_p": 0.9,
      }
    `);
    expect(prepare({ output: { schema: pet, guarantee: "json" } }, "chat").body).toMatchObject({
      response_format: { type: "json_object" },
    });
  });

  it("a tool round: reasoning goes back as `reasoning`, arguments are text", () => {
    expect(prepare({ messages: toolRound, tools: [weather] }, "chat").body).toMatchInlineSnapshot(`
      {
        "messages": [
          {
            "content": "Be brief.",
            "role": "system",
          },
          {
            "content": "Weather?",
            "role": "user",
          },
          {
            "content": "",
            "reasoning": "T",
            "role": "assistant",
            "tool_calls": [
              {
                "function": {
                  "arguments": "{"city":"Paris"}",
                  "name": "get_weather",
                },
                "id": "call_1",
                "type": "function",
              },
            ],
          },
          {
            "content": "{"sky":"clear"}",
            "role": "tool",
            "tool_call_id": "call_1",
          },
        ],
        "model": "qwen3:8b",
        "stream": true,
        "stream_options": {
          "include_usage": true,
        },
        "tools": [
          {
            "function": {
              "description": "Weather of a city",
              "name": "get_weather",
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
            },
            "type": "function",
          },
        ],
      }
    `);
  });

  it("texts are joined; an image makes messages of its own, with a warning (router/v1-content-parts)", () => {
    const file = { type: "file", mediaType: "image/png", source: { base64: png } } as const;
    const texts = [
      { type: "text", text: "one" },
      { type: "text", text: "two" },
    ] as const;
    expect(prepare({ messages: [{ role: "user", content: texts }] }, "chat").body).toMatchObject({
      messages: [{ role: "user", content: "one\ntwo" }],
    });
    const { body, warnings } = prepare({ messages: [{ role: "user", content: [...texts, file] }] }, "chat");
    expect(body).toMatchObject({
      messages: [{ content: [{ text: "one\ntwo" }, { image_url: { url: `data:image/png;base64,${png}` } }] }],
    });
    expect(warnings).toMatchObject([{ code: "message_split" }]);
  });
});
