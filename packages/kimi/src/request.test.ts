import { readFileSync } from "node:fs";
import { jsonSchema, type Message, type PreparedRequest, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { scripted, whole } from "../test/scripted-transport.js";
import { createKimi, type KimiRequest } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const weather: Tool = {
  name: "weather",
  description: "Weather of a city",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }),
};
const provider = createKimi({ apiKey: "sk-test", userAgent: "my-app/1.0", env: {} });
/** Any request at run time, whatever the types say. */
const prepare = (request: Partial<KimiRequest>, model = "kimi-k2.6"): PreparedRequest =>
  provider.chat(model as "kimi-k2.6").prepare({ messages, ...request } as never);

describe("what is sent", () => {
  it("a minimal call, whole", () => {
    expect(prepare({})).toMatchInlineSnapshot(`
      {
        "body": {
          "messages": [
            {
              "content": "hi",
              "role": "user",
            },
          ],
          "model": "kimi-k2.6",
          "stream": true,
          "stream_options": {
            "include_usage": true,
          },
        },
        "headers": {
          "accept": "text/event-stream",
          "authorization": "Bearer [redacted]",
          "content-type": "application/json",
          "user-agent": "my-app/1.0",
        },
        "method": "POST",
        "model": "kimi-k2.6",
        "provider": "kimi",
        "route": "chat",
        "url": "https://api.moonshot.ai/v1/chat/completions",
        "warnings": [],
      }
    `);
  });

  it("a minimal call on the code route, whole", () => {
    expect(provider.chat("kimi-for-coding", { route: "code" }).prepare({ messages })).toMatchInlineSnapshot(`
      {
        "body": {
          "messages": [
            {
              "content": "hi",
              "role": "user",
            },
          ],
          "model": "kimi-for-coding",
          "stream": true,
          "stream_options": {
            "include_usage": true,
          },
        },
        "headers": {
          "accept": "text/event-stream",
          "authorization": "Bearer [redacted]",
          "content-type": "application/json",
          "user-agent": "my-app/1.0",
        },
        "method": "POST",
        "model": "kimi-for-coding",
        "provider": "kimi",
        "route": "code",
        "url": "https://api.kimi.com/coding/v1/chat/completions",
        "warnings": [],
      }
    `);
  });

  it("stream ≡ generate: the same body but for the stream flags, and prepare shows what stream sends", async () => {
    const { transport, requests } = scripted(whole({ content: "x" }), { chunks: [] });
    const model = createKimi({ apiKey: "sk-test", transport, retry: false }).chat("kimi-k3");
    await model.generate({ messages, maxOutputTokens: 9 });
    await model
      .stream({ messages, maxOutputTokens: 9 })
      .result()
      .catch(() => undefined);
    const [generated, streamed] = requests.map((request) => request.json);
    expect(generated).toEqual({ model: "kimi-k3", messages, max_completion_tokens: 9 });
    expect(streamed).toEqual({ ...(generated as object), stream: true, stream_options: { include_usage: true } });
    expect(streamed).toEqual(model.prepare({ messages, maxOutputTokens: 9 }).body);
  });

  it("stream_options can be switched off", () => {
    const model = createKimi({ apiKey: "sk-test", added: { streamUsage: false } }).chat("kimi-k3");
    expect(model.prepare({ messages }).body).toEqual({ model: "kimi-k3", messages, stream: true });
  });

  it("every option has its place on the wire", () => {
    expect(
      prepare({
        messages: [{ role: "system", content: "Be brief." }, ...messages],
        tools: [weather],
        toolChoice: "required",
        reasoning: { effort: "none" },
        maxOutputTokens: 100,
        temperature: 0.6,
        topP: 0.95,
        stop: ["x"],
        frequencyPenalty: 0,
        presencePenalty: 0,
        promptCacheKey: "c-1",
        safetyIdentifier: "u-1",
        builtinTools: ["$web_search"],
      }).body,
    ).toEqual({
      model: "kimi-k2.6",
      messages: [{ role: "system", content: "Be brief." }, ...messages],
      thinking: { type: "disabled" },
      max_completion_tokens: 100,
      temperature: 0.6,
      top_p: 0.95,
      stop: ["x"],
      frequency_penalty: 0,
      presence_penalty: 0,
      prompt_cache_key: "c-1",
      safety_identifier: "u-1",
      tools: [
        {
          type: "function",
          function: {
            name: "weather",
            description: "Weather of a city",
            parameters: { type: "object", properties: { city: { type: "string" } } },
          },
        },
        { type: "builtin_function", function: { name: "$web_search" } },
      ],
      tool_choice: "required",
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it("a tool round: reasoning, no content beside the call, the result as text", () => {
    const { body } = prepare({
      tools: [weather],
      messages: [
        ...messages,
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "why" },
            { type: "tool-call", id: "weather:0", name: "weather", arguments: "" },
          ],
        },
        { role: "tool", toolCallId: "weather:0", toolName: "weather", content: { json: { celsius: 18 } } },
      ],
    });
    expect((body as { messages: unknown }).messages).toEqual([
      { role: "user", content: "hi" },
      {
        role: "assistant",
        tool_calls: [{ id: "weather:0", type: "function", function: { name: "weather", arguments: "{}" } }],
        reasoning_content: "why",
      },
      { role: "tool", tool_call_id: "weather:0", content: '{"celsius":18}' },
    ]);
  });

  it("options bound to the model are sent, and a call's own win", () => {
    const model = provider.chat("kimi-k2.6", { request: { promptCacheKey: "bound", maxOutputTokens: 5 } });
    expect(model.prepare({ messages, maxOutputTokens: 7 }).body).toMatchObject({
      prompt_cache_key: "bound",
      max_completion_tokens: 7,
    });
  });

  it("a refusal of the history is text the user saw; sources and isError are reported", () => {
    const { body, warnings } = prepare({
      missingReasoning: "send-empty",
      messages: [
        ...messages,
        {
          role: "assistant",
          content: [
            { type: "refusal", text: "No." },
            { type: "source", url: "https://x.test" },
            { type: "tool-call", id: "a", name: "f", arguments: "{}" },
          ],
        },
        { role: "tool", toolCallId: "a", toolName: "f", content: "boom", isError: true },
      ],
    });
    expect((body as unknown as { messages: unknown[] }).messages[1]).toMatchObject({ content: "No." });
    expect(warnings.map((warning) => warning.code).sort()).toEqual(["option_not_sent", "part_not_sent"]);
  });

  it("a history of version 0.1 is still written as it was (test/histories)", () => {
    const history = JSON.parse(
      readFileSync(new URL("../test/histories/0.1-tool-round.json", import.meta.url), "utf8"),
    ) as readonly Message[];
    const call = (id: string, city: string): object => ({
      id,
      type: "function",
      function: { name: "weather", arguments: JSON.stringify({ city }) },
    });
    expect((prepare({ messages: history }).body as { messages: unknown }).messages).toEqual([
      { role: "user", content: "Weather in Paris?" },
      {
        role: "assistant",
        content: "I look.",
        tool_calls: [call("weather:0", "Paris"), call("weather:0", "Rome")],
        reasoning_content: "I need the tool.",
      },
      { role: "tool", tool_call_id: "weather:0", content: '{"celsius":18}' },
      { role: "tool", tool_call_id: "weather:0", content: '{"celsius":21}' },
      { role: "assistant", tool_calls: [call("weather:1", "Oslo")], reasoning_content: "" },
      { role: "tool", tool_call_id: "weather:1", content: "4" },
      { role: "assistant", content: "18, 21 and 4 °C." },
      { role: "user", content: "Thanks." },
    ]);
  });
});
