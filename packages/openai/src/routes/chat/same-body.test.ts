import { describe, expect, it } from "vitest";
import type { ChatModel, Message } from "@dialect/core";
import { createOpenAI, type OpenAIRequest } from "../../index.js";
import { bodyOf, weather } from "../../../test/chat-body.js";
import { answer, delta, json, scripted, sse } from "../../../test/scripted.js";

describe("stream ≡ generate: one body but for the stream flags (S1.8)", () => {
  const history: readonly Message[] = [
    { role: "system", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "Look:" },
        { type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "text", text: "One moment." },
        { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city":"Paris"}' },
      ],
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
