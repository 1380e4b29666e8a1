// What both routes have in common.
import type { Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { capture, recorded } from "../test/capture.js";
import { messages, toolRound, weather } from "../test/requests.js";
import { scripted } from "../test/scripted-transport.js";
import { createOllama } from "./index.js";

describe("arguments keep their text, both ways", () => {
  const big = '{"id":12345678901234567890,"2":1,"1":0.10}';
  const line = `{"model":"m","created_at":"2026-11-21T00:12:17Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","function":{"index":0,"name":"get_weather","arguments":${big}}}]},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":1}\n`;

  it("received as they came, and sent back byte for byte", async () => {
    const { transport, requests } = scripted({ chunks: [line] }, recorded("api-chat-stream"));
    const model = createOllama({ env: {}, transport }).chat("m");
    const { result } = await capture(model.stream({ messages, tools: [weather] }));
    expect(result?.message.content).toEqual([{ type: "tool-call", id: "c1", name: "get_weather", arguments: big }]);
    const history = JSON.parse(JSON.stringify([...messages, result?.message])) as readonly Message[];
    const answer: Message = { role: "tool", toolCallId: "c1", toolName: "get_weather", content: "sunny" };
    await capture(model.stream({ messages: [...history, answer], tools: [weather] }));
    expect(requests[1]?.body).toContain(`"arguments":${big}}`);
    expect(requests[1]?.json).toMatchObject({
      messages: [{}, { tool_calls: [{ id: "c1" }] }, { tool_name: "get_weather" }],
    });
  });
});

describe("stream and generate", () => {
  it.each(["native", "chat"] as const)("%s: the same body but for the members of streaming (S1.8)", async (route) => {
    const { transport, requests } = scripted(recorded("api-chat-stream"), recorded("api-chat"));
    const model = createOllama({ env: {}, transport, retry: false }).chat("m", { route });
    const request = { messages: toolRound, tools: [weather], temperature: 0.1 };
    await capture(model.stream(request as never) as never);
    await model.generate(request as never).catch(() => undefined);
    const plain = requests.map(({ json }) => {
      const { stream: _, stream_options: __, ...rest } = json as Record<string, unknown>;
      return rest;
    });
    expect(plain[0]).toEqual(plain[1]);
    expect(plain).toHaveLength(2);
  });

  it("what prepare shows is what is sent, headers included", async () => {
    const { transport, requests } = scripted(recorded("api-chat-stream"));
    const model = createOllama({ env: {}, transport }).chat("m");
    const prepared = model.prepare({ messages: toolRound, tools: [weather] });
    await capture(model.stream({ messages: toolRound, tools: [weather] }) as never);
    expect(requests[0]).toMatchObject({ method: prepared.method, url: prepared.url, json: prepared.body });
    expect(requests[0]?.headers).toEqual({
      "content-type": "application/json",
      accept: "application/x-ndjson",
      "user-agent": expect.stringMatching(/^dialect-ollama\/\d/) as string,
    });
  });
});
