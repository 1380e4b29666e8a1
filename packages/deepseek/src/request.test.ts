import { readFileSync } from "node:fs";
import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { scripted, whole } from "../test/scripted-transport.js";
import { createDeepSeek, type DeepSeekRequest } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const weather: Tool = {
  name: "weather",
  description: "Weather of a city",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }),
};
const provider = createDeepSeek({ apiKey: "sk-test", userAgent: "my-app/1.0" });
/** Any request at run time, whatever the types say. */
const prepare = (
  request: Partial<DeepSeekRequest>,
  model: "deepseek-v4-pro" | "deepseek-flash" = "deepseek-v4-pro",
): ReturnType<ReturnType<typeof provider.chat>["prepare"]> =>
  provider.chat(model).prepare({ messages, ...request } as never);

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
          "model": "deepseek-v4-pro",
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
        "model": "deepseek-v4-pro",
        "provider": "deepseek",
        "route": "chat",
        "url": "https://api.deepseek.com/chat/completions",
        "warnings": [],
      }
    `);
  });

  it("stream ≡ generate: the same body but for the stream flags, and prepare shows what stream sends", async () => {
    const { transport, requests } = scripted(whole({ content: "x" }), { chunks: [] });
    const model = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro");
    await model.generate({ messages, maxOutputTokens: 9 });
    await model
      .stream({ messages, maxOutputTokens: 9 })
      .result()
      .catch(() => undefined);
    const [generated, streamed] = requests.map((request) => request.json);
    expect(generated).toEqual({ model: "deepseek-v4-pro", messages, max_tokens: 9 });
    expect(streamed).toEqual({ ...(generated as object), stream: true, stream_options: { include_usage: true } });
    expect(streamed).toEqual(model.prepare({ messages, maxOutputTokens: 9 }).body);
  });

  it("stream_options can be switched off", () => {
    const body = createDeepSeek({ apiKey: "sk-test", added: { streamUsage: false } })
      .chat("deepseek-v4-pro")
      .prepare({ messages }).body;
    expect(body).toEqual({ model: "deepseek-v4-pro", messages, stream: true });
  });

  it("every option has its place on the wire", () => {
    const { body } = prepare({
      messages: [{ role: "system", content: "Be brief." }, ...messages],
      tools: [weather],
      toolChoice: { name: "weather" },
      reasoning: { effort: "none" },
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      stop: ["x"],
      frequencyPenalty: 1,
      presencePenalty: -1,
      logprobs: true,
      topLogprobs: 2,
      userId: "u-1",
    });
    expect(body).toEqual({
      model: "deepseek-v4-pro",
      messages: [
        { role: "system", content: "Be brief." },
        { role: "user", content: "hi" },
      ],
      thinking: { type: "disabled" },
      max_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      stop: ["x"],
      frequency_penalty: 1,
      presence_penalty: -1,
      logprobs: true,
      top_logprobs: 2,
      user_id: "u-1",
      tools: [
        {
          type: "function",
          function: {
            name: "weather",
            description: "Weather of a city",
            parameters: { type: "object", properties: { city: { type: "string" } } },
          },
        },
      ],
      tool_choice: { type: "function", function: { name: "weather" } },
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('a tool round: reasoning, content "" beside the call, the result as text', () => {
    const { body } = prepare({
      tools: [weather],
      messages: [
        ...messages,
        {
          role: "assistant",
          content: [
            { type: "reasoning", text: "why" },
            { type: "tool-call", id: "call_00_a", name: "weather", arguments: "" },
          ],
        },
        { role: "tool", toolCallId: "call_00_a", toolName: "weather", content: { json: { celsius: 18 } } },
      ],
    });
    expect((body as { messages: unknown }).messages).toEqual([
      { role: "user", content: "hi" },
      {
        role: "assistant",
        content: "",
        tool_calls: [{ id: "call_00_a", type: "function", function: { name: "weather", arguments: "{}" } }],
        reasoning_content: "why",
      },
      { role: "tool", tool_call_id: "call_00_a", content: '{"celsius":18}' },
    ]);
  });

  it("options bound to the model are sent, and a call's own win", () => {
    const model = provider.chat("deepseek-v4-pro", { request: { userId: "bound", maxOutputTokens: 5 } });
    expect(model.prepare({ messages, maxOutputTokens: 7 }).body).toMatchObject({ user_id: "bound", max_tokens: 7 });
  });

  it("a refusal of the history is text the user saw; sources and isError are reported", () => {
    const { body, warnings } = prepare({
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
    const call = {
      id: "call_00_a",
      type: "function",
      function: { name: "weather", arguments: '{"city":"Paris"}' },
    };
    expect((prepare({ messages: history }).body as { messages: unknown }).messages).toEqual([
      { role: "user", content: "Weather in Paris?" },
      { role: "assistant", content: "I look.", tool_calls: [call], reasoning_content: "I need the tool." },
      { role: "tool", tool_call_id: "call_00_a", content: '{"celsius":18}' },
      { role: "assistant", content: "18 °C." },
      { role: "user", content: "Thanks." },
    ]);
  });
});
