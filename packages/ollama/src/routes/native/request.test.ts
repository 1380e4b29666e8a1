import { jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { messages, pet, png, prepare, toolRound, weather } from "../../../test/requests.js";

describe("native: the body of /api/chat", () => {
  it("a minimal call has nothing that was not asked for (S2.11); stream is said because its default is true", () => {
    expect(prepare({}).body).toMatchInlineSnapshot(`
      {
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "qwen3:8b",
        "stream": true,
      }
    `);
  });

  it("every option has its place (S2.27)", () => {
    const { body, warnings } = prepare({
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      stop: ["END"],
      seed: 7,
      reasoning: { effort: "none" },
      numCtx: 8192,
      keepAlive: "10m",
      truncate: false,
      shift: false,
      topK: 40,
      minP: 0.05,
      typicalP: 1,
      repeatLastN: 64,
      repeatPenalty: 1.1,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      numKeep: 4,
      numBatch: 512,
      numGpu: -1,
      mainGpu: 0,
      numThread: 2,
      useMmap: true,
      logprobs: true,
      topLogprobs: 2,
    });
    expect(warnings).toEqual([]);
    expect(body).toMatchInlineSnapshot(`
      {
        "keep_alive": "10m",
        "logprobs": true,
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "qwen3:8b",
        "options": {
          "frequency_penalty": 0.2,
          "main_gpu": 0,
          "min_p": 0.05,
          "num_batch": 512,
          "num_ctx": 8192,
          "num_gpu": -1,
          "num_keep": 4,
          "num_predict": 100,
          "num_thread": 2,
          "presence_penalty": 0.1,
          "repeat_last_n": 64,
          "repeat_penalty": 1.1,
          "seed": 7,
          "stop": [
            "END",
          ],
          "temperature": 0.5,
          "top_k": 40,
          "top_p": 0.9,
          "typical_p": 1,
          "use_mmap": true,
        },
        "shift": false,
        "stream": true,
        "think": false,
        "top_logprobs": 2,
        "truncate": false,
      }
    `);
  });

  it("tools are sent without strict, a schema as format (S0.13)", () => {
    const output = { schema: pet, guarantee: "strict" } as const;
    expect(prepare({ tools: [weather], output }).body).toMatchInlineSnapshot(`
      {
        "format": {
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
        "messages": [
          {
            "content": "hi",
            "role": "user",
          },
        ],
        "model": "qwen3:8b",
        "stream": true,
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
    expect(prepare({ output: { schema: pet, guarantee: "json" } }).body).toMatchObject({ format: "json" });
  });

  it("a prompted schema is a system message and no format", () => {
    const { body } = prepare({ output: { schema: pet, guarantee: "prompted", name: "pet" } });
    expect(body).toMatchObject({ messages: [{ role: "system" }, { role: "user", content: "hi" }] });
    expect(body).not.toHaveProperty("format");
  });

  it("a schema's name has no place here: with a warning", () => {
    const { warnings } = prepare({ output: { schema: pet, guarantee: "strict", name: "pet" } });
    expect(warnings).toMatchObject([{ code: "option_not_sent", option: "output.name" }]);
  });

  it("a tool round: thinking goes back, arguments are an object, the result names its tool", () => {
    expect(prepare({ messages: toolRound, tools: [weather] }).body).toMatchInlineSnapshot(`
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
            "role": "assistant",
            "thinking": "T",
            "tool_calls": [
              {
                "function": {
                  "arguments": {
                    "city": "Paris",
                  },
                  "name": "get_weather",
                },
                "id": "call_1",
              },
            ],
          },
          {
            "content": "{"sky":"clear"}",
            "role": "tool",
            "tool_call_id": "call_1",
            "tool_name": "get_weather",
          },
        ],
        "model": "qwen3:8b",
        "stream": true,
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

  it("images are plain base64 beside the text", () => {
    const content = [
      { type: "text", text: "What is it?" },
      { type: "file", mediaType: "image/png", source: { base64: png } },
    ] as const;
    expect(prepare({ messages: [{ role: "user", content }] }).body).toMatchObject({
      messages: [{ role: "user", content: "What is it?", images: [png] }],
    });
  });

  it("what the model will not see of a tool's schema is a warning", () => {
    const tool = {
      name: "pay",
      input: jsonSchema({ type: "object", properties: { n: { type: "integer", minimum: 1 } } }),
    };
    expect(prepare({ tools: [tool] }).warnings).toMatchObject([{ code: "schema_keywords_dropped" }]);
  });

  it("parts without a place: sources are reported, an error flag too, files of the assistant refused", () => {
    const turn = (part: object): readonly Message[] =>
      [
        ...messages,
        { role: "assistant", content: [{ type: "text", text: "a" }, part] },
        ...messages,
      ] as readonly Message[];
    expect(prepare({ messages: turn({ type: "source", url: "https://x.example" }) }).warnings).toMatchObject([
      { code: "part_not_sent" },
    ]);
    const [system, user, call, result] = toolRound;
    const failed = [system, user, call, { ...result, isError: true }] as readonly Message[];
    expect(prepare({ messages: failed }).warnings).toMatchObject([{ code: "option_not_sent", option: "isError" }]);
    const file = { type: "file", mediaType: "image/png", source: { base64: png } };
    for (const route of ["native", "chat"] as const)
      expect(() => prepare({ messages: turn(file) }, route)).toThrow(
        expect.objectContaining({ code: "unsupported_content" }),
      );
  });
});
