import { describe, expect, it } from "vitest";
import { type ChatModel, isDialectError, jsonSchema, type Message } from "@dialect/core";
import { createOpenAI, type OpenAIRequest } from "../../index.js";
import { answer, delta, json, scripted, sse } from "../../../test/scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const local = "http://127.0.0.1:8080/v1";
const weather = {
  name: "get_weather",
  description: "The weather of a city.",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false }),
};

/** The body that the chat route writes, as a stream unless said otherwise. */
function bodyOf(request: Partial<OpenAIRequest>, model = "gpt-4.1", settings: object = {}, assume?: object): unknown {
  const chat = createOpenAI({ apiKey: "k", ...settings }).chat(model, { route: "chat", ...(assume === undefined ? {} : { assume }) } as { assume: object; route: "chat" });
  return chat.prepare({ messages, ...request } as never).body;
}
function codeOf(work: () => unknown): { readonly code: string; readonly message: string } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (isDialectError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

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
    const result = await createOpenAI({ apiKey: "k", transport }).chat("gpt-4.1", { route: "chat" }).generate({ messages });
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
    expect(bodyOf({}, "gpt-4.1", { added: { streamUsage: false } })).toEqual({ model: "gpt-4.1", messages, stream: true });
    expect(bodyOf({}, "x", { baseUrl: local })).toEqual({ model: "x", messages, stream: true });
    expect(bodyOf({}, "x", { baseUrl: local, added: { streamUsage: true } })).toHaveProperty("stream_options", { include_usage: true });
    expect(bodyOf({}, "x", { baseUrl: local }, { streamUsage: "native" })).toHaveProperty("stream_options", { include_usage: true });
  });

  it("headers: who we are, the key, nothing else", async () => {
    const transport = scripted(sse(delta({ content: "a" }, "stop")));
    await createOpenAI({ apiKey: "k", transport }).chat("gpt-4.1", { route: "chat" }).stream({ messages }).result();
    expect(transport.sent[0]?.headers).toEqual({
      accept: "text/event-stream", authorization: "Bearer k", "content-type": "application/json", "user-agent": "dialect-openai/0.0.0",
    });
  });
});

describe("every option has its member on the wire", () => {
  it("of a model that does not reason", () => {
    expect(bodyOf({
      tools: [{ ...weather, strict: true }], toolChoice: { name: "get_weather" }, parallelToolCalls: false, maxOutputTokens: 10, temperature: 0.5,
      topP: 0.9, stop: ["a", "b"], seed: 7, logprobs: true, topLogprobs: 2, frequencyPenalty: 1, presencePenalty: -1, logitBias: { "50256": -100 },
      prediction: "as before", store: true, metadata: { a: "b" }, serviceTier: "flex", promptCacheKey: "key", promptCacheRetention: "24h",
      safetyIdentifier: "user-1", user: "u", streamObfuscation: false, modalities: ["text"], n: 1,
    })).toMatchInlineSnapshot(`
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
    expect(bodyOf({
      messages: [{ role: "system", content: "Be brief." }, ...messages], reasoning: { effort: "low" }, verbosity: "low", maxOutputTokens: 10,
    }, "gpt-5.4")).toMatchInlineSnapshot(`
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
    expect(bodyOf({ messages: [{ role: "system", content: "Be brief." }, ...messages], maxOutputTokens: 10, reasoning: { effort: "low" } }, "x", { baseUrl: local }, assume))
      .toMatchInlineSnapshot(`
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
      tool_choice: { type: "allowed_tools", allowed_tools: { mode: "required", tools: [{ type: "function", function: { name: "other" } }] } },
    });
    expect(codeOf(() => bodyOf({ tools: [weather], allowedTools: ["nope"] }))?.code).toBe("invalid_request");
    expect(codeOf(() => bodyOf({ tools: [weather], allowedTools: ["get_weather"], toolChoice: "none" }))?.code).toBe("invalid_request");
  });
});

describe("structured output names its contract (C)", () => {
  const schema = jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] });

  it("strict: the schema goes to the server, closed as it wants it; tools stay beside it (scenario 27)", () => {
    expect(bodyOf({ output: { schema, guarantee: "strict", name: "report" }, tools: [weather] })).toMatchObject({
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "report", strict: true,
          schema: { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false },
        },
      },
      tools: [{ function: { name: "get_weather" } }],
    });
  });

  it("strict: a schema outside the subset is refused with its path, for output and for tools", () => {
    const open = jsonSchema({ type: "object", properties: { city: { type: "string", minLength: 2 } }, required: ["city"] });
    expect(codeOf(() => bodyOf({ output: { schema: open, guarantee: "strict" } }))).toEqual({
      code: "schema_not_supported", message: expect.stringContaining("#/properties/city/minLength") as string,
    });
    expect(codeOf(() => bodyOf({ tools: [{ ...weather, input: open, strict: true }] }))?.code).toBe("schema_not_supported");
    expect(codeOf(() => bodyOf({ tools: [{ ...weather, input: open }] }))).toBeUndefined();
  });

  it("json: JSON mode, and the word json in the messages or a refusal", () => {
    const ask: readonly Message[] = [{ role: "user", content: "Answer as JSON." }];
    expect(bodyOf({ messages: ask, output: { schema, guarantee: "json" } })).toMatchObject({ response_format: { type: "json_object" }, messages: ask });
    expect(codeOf(() => bodyOf({ output: { schema, guarantee: "json" } }))).toEqual({
      code: "invalid_request", message: expect.stringContaining("the word json") as string,
    });
  });

  it("prompted: asks in words, after the caller's own instructions", () => {
    expect(bodyOf({ messages: [{ role: "system", content: "Be brief." }, ...messages], output: { schema, guarantee: "prompted" } })).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "system", content: expect.stringContaining('"city"') as string },
        { role: "user", content: "hi" },
      ],
    });
  });
});

describe("limits of the vendor are refused before the network", () => {
  const cases: readonly (readonly [string, Partial<OpenAIRequest>])[] = [
    ["five stop texts", { stop: ["1", "2", "3", "4", "5"] }],
    ["a temperature above 2", { temperature: 2.1 }],
    ["topLogprobs without logprobs", { topLogprobs: 2 }],
    ["topLogprobs above 20", { logprobs: true, topLogprobs: 21 }],
    ["a tool name with a dot", { tools: [{ ...weather, name: "get.weather" }] }],
    ["a forced tool that is not there", { tools: [weather], toolChoice: { name: "other" } }],
    ["tool choice required without tools", { toolChoice: "required" }],
  ];
  for (const [name, request] of cases) {
    it(name, () => {
      expect(codeOf(() => bodyOf(request))?.code).toBe("invalid_request");
    });
  }
});

describe("stream ≡ generate: one body but for the stream flags (S1.8)", () => {
  const history: readonly Message[] = [
    { role: "system", content: "Be brief." },
    { role: "user", content: [{ type: "text", text: "Look:" }, { type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } }] },
    {
      role: "assistant",
      content: [{ type: "text", text: "One moment." }, { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city":"Paris"}' }],
      origin: { provider: "openai", route: "chat", model: "gpt-4.1", complete: true },
    },
    { role: "tool", toolCallId: "call_1", toolName: "get_weather", content: { json: { celsius: 18 } } },
  ];
  const request: OpenAIRequest = { messages: history, tools: [weather], temperature: 0, maxOutputTokens: 5 };

  it("with tools, files and a tool turn", async () => {
    const transport = scripted(sse(delta({ content: "a" }, "stop")), json(answer({ content: "a" })));
    const model: ChatModel<OpenAIRequest> = createOpenAI({ apiKey: "k", transport }).chat("gpt-4.1", { route: "chat" });
    await model.stream(request).result();
    await model.generate(request);
    const [streamed, whole] = transport.sent.map(({ body }) => JSON.parse(String(body)) as Record<string, unknown>);
    const { stream, stream_options: options, ...rest } = streamed ?? {};
    expect({ stream, options }).toEqual({ stream: true, options: { include_usage: true } });
    expect(rest).toEqual(whole);
  });

  it("the same history after JSON.parse(JSON.stringify()) gives the same bytes", () => {
    const again = JSON.parse(JSON.stringify(history)) as readonly Message[];
    expect(JSON.stringify(bodyOf({ ...request, messages: again }))).toBe(JSON.stringify(bodyOf(request)));
  });
});
