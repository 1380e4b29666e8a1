// Failures of other clients, by the numbers that the project gives them; each against bytes or the simulator.
import {
  type ChatModel,
  closeTurn,
  type DialectError,
  jsonSchema,
  leaveBehind,
  type Message,
  type Tool,
} from "@dialect/core";
import type { Simulator } from "@dialect/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { capture } from "../test/capture.js";
import { type Answer, scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createDeepSeek } from "./index.js";
import { startSimulator } from "./simulator/index.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris?" }];
const tools: readonly Tool[] = [
  { name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) },
];
const firstPiece = {
  delta: {
    tool_calls: [
      { index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city": "Par' } },
    ],
  },
};

async function failed(
  ...answers: readonly Answer[]
): Promise<{ error: DialectError | undefined; requests: number; executed: number }> {
  const { transport, requests } = scripted(...answers);
  const model = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro");
  const { error, result } = await capture(model.stream({ messages, tools }));
  return { error, requests: requests.length, executed: result?.toolCalls.length ?? 0 };
}

describe("stream integrity", () => {
  it("scenario 1: a tool call cut inside its arguments is stream_truncated, not executed, not retried", async () => {
    const { error, requests, executed } = await failed({ chunks: [sse([firstPiece], "nothing")] });
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output" });
    expect(error?.partial?.message.content).toEqual([
      { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city": "Par', complete: false },
    ]);
    expect({ requests, executed }).toEqual({ requests: 1, executed: 0 });
    const turn = error?.partial?.message;
    expect(turn === undefined ? undefined : closeTurn(turn)).toMatchObject({
      message: undefined,
      removed: [{ reason: "incomplete" }],
    });
  });

  it("scenario 2: length in the middle of arguments is a result without executable calls", async () => {
    const { transport } = scripted({ chunks: [sse([firstPiece, { finish_reason: "length", usage }])] });
    const result = await createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .stream({ messages, tools })
      .result();
    expect(result.finish).toEqual({ reason: "length", raw: "length" });
    expect(result.toolCalls).toEqual([]);
    expect(result.message.content).toMatchObject([{ type: "tool-call", complete: false }]);
  });

  it("scenario 4: malformed arguments are an error, never {}", async () => {
    const { error, executed } = await failed({
      chunks: [
        sse([
          {
            delta: {
              tool_calls: [{ index: 0, id: "call_1", function: { name: "get_weather", arguments: "{city: Paris}" } }],
            },
          },
          { finish_reason: "tool_calls", usage },
        ]),
      ],
    });
    expect(error).toMatchObject({ code: "malformed_tool_arguments" });
    expect(error?.partial?.message.content).toMatchObject([{ arguments: "{city: Paris}" }]);
    expect(executed).toBe(0);
  });

  it("scenario 5: the end of the connection after text is stream_truncated with the partial text", async () => {
    const { error } = await failed({ chunks: [sse([{ delta: { content: "half an ans" } }], "nothing")] });
    expect(error).toMatchObject({
      code: "stream_truncated",
      partial: { message: { content: [{ text: "half an ans", complete: false }], origin: { complete: false } } },
    });
  });

  it("scenario 10: an idle stall ends by timer while it stalls, and closes the socket", async () => {
    const { transport, aborted } = scripted({
      chunks: [sse([{ delta: { reasoning_content: "hm" } }], "nothing")],
      finally: "stall",
    });
    const model = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro");
    await expect(model.stream({ messages }, { timeouts: { idleMs: 30 } }).result()).rejects.toMatchObject({
      code: "timeout_idle",
      retryable: true,
    });
    expect(aborted()).toBe(1);
  });

  it("scenario 12: a line that is not JSON is an error with its place, not skipped", async () => {
    const { error } = await failed({
      chunks: [
        sse([{ delta: { content: "a" } }], "nothing"),
        "data: {bad\n\n",
        sse([{ delta: { content: "b" } }, { finish_reason: "stop", usage }]),
      ],
    });
    expect(error).toMatchObject({ code: "malformed_event", partial: { message: { content: [{ text: "a" }] } } });
    expect(error?.message).toMatch(/Event 2\b/);
  });

  it("scenario 13: no space after the colon, CRLF, data over several lines, text cut inside a character", async () => {
    const [first, second] = sse([{ delta: { content: "Grüße, 世界" } }, { finish_reason: "stop", usage }], "nothing")
      .trim()
      .split("\n\n");
    const body = (first ?? "").slice("data: ".length);
    const lines = `\uFEFFdata:${body.replace(',"object"', ',\r\ndata:"object"')}\r\n\r\n${second}\r\n\r\ndata:[DONE]\r\n\r\n`;
    const bytes = new TextEncoder().encode(lines);
    const { transport } = scripted({ chunks: [...bytes].map((byte) => new Uint8Array([byte])) });
    const result = await createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .stream({ messages })
      .result();
    expect(result.text).toBe("Grüße, 世界");
  });

  it("scenario 15: a page with status 200 is unexpected_content_type, one request", async () => {
    const { error, requests } = await failed({
      headers: { "content-type": "text/html" },
      chunks: ["<!doctype html><title>x</title>"],
    });
    expect(error).toMatchObject({
      code: "unexpected_content_type",
      hint: expect.stringContaining("base URL") as string,
    });
    expect(requests).toBe(1);
  });

  it("pains 43: the last event without its blank line counts", async () => {
    const text = sse([{ delta: { content: "hi" } }, { finish_reason: "stop", usage }], "nothing").trimEnd();
    const { transport } = scripted({ chunks: [text] });
    const result = await createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .stream({ messages })
      .result();
    expect(result.text).toBe("hi");
    expect(result.warnings.map((warning) => warning.code)).toEqual(["terminator_missing"]);
  });
});

describe("reasoning", () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({});
  });
  afterEach(() => simulator.close());
  const model = (): ChatModel => build(simulator);

  it("scenario 16: thinking and tools over three rounds, the history through JSON, in streams and whole answers", async () => {
    simulator.script(
      { reasoning: "first", toolCalls: [{ name: "get_weather", arguments: { city: "Paris" } }] },
      { toolCalls: [{ name: "get_weather", arguments: { city: "Rome" } }] },
      { reasoning: "third", text: "18 and 21." },
      { text: "You are welcome." },
    );
    let history: Message[] = [...messages];
    for (const way of ["stream", "generate", "stream"] as const) {
      const result =
        way === "stream"
          ? await model().stream({ messages: history, tools }).result()
          : await model().generate({ messages: history, tools });
      history.push(
        result.message,
        ...result.toolCalls.map((call): Message => ({
          role: "tool",
          toolCallId: call.id,
          toolName: call.name,
          content: { json: { celsius: 18 } },
        })),
      );
      history = JSON.parse(JSON.stringify(history)) as Message[];
    }
    history.push({ role: "user", content: "Thanks!" });
    expect((await model().generate({ messages: history, tools })).text).toBe("You are welcome.");
    const last = simulator.requests.at(-1)?.json as { messages: { role: string; reasoning_content?: string }[] };
    expect(
      last.messages.filter((message) => message.role === "assistant").map((message) => message.reasoning_content),
    ).toEqual(["first", expect.any(String), undefined]);
  });

  it("a history of another provider goes on after leaveBehind, with empty reasoning on its tool turns", async () => {
    const foreign: readonly Message[] = [
      ...messages,
      {
        role: "assistant",
        content: [
          { type: "reasoning", text: "theirs", opaque: { provider: "acme", data: "sig" } },
          { type: "tool-call", id: "x1", name: "get_weather", arguments: "{}", opaque: { provider: "acme", data: 1 } },
        ],
        origin: { provider: "acme", route: "native", model: "a", complete: true },
      },
      { role: "tool", toolCallId: "x1", toolName: "get_weather", content: "18" },
    ];
    await expect(model().generate({ messages: foreign, tools })).rejects.toMatchObject({ code: "invalid_history" });
    simulator.script({ text: "18." });
    const { messages: portable, left } = leaveBehind(foreign, { provider: "deepseek", route: "chat" });
    expect(left).toHaveLength(2);
    expect((await model().generate({ messages: portable, tools })).text).toBe("18.");
    const sent = simulator.requests.at(-1)?.json as { messages: object[] };
    expect(sent.messages[1]).toHaveProperty("reasoning_content", "");
  });

  it("switching thinking on in mid-conversation: tool turns without reasoning are filled", async () => {
    simulator.script({ toolCalls: [{ name: "get_weather", arguments: {} }] }, { reasoning: "now", text: "18." });
    const first = await model().generate({ messages, tools, reasoning: { effort: "none" } });
    expect(first.reasoning).toBe("");
    const answers = first.toolCalls.map((call): Message => ({
      role: "tool",
      toolCallId: call.id,
      toolName: call.name,
      content: "18",
    }));
    expect(
      await model().generate({
        messages: [...messages, first.message, ...answers],
        tools,
        reasoning: { effort: "high" },
      }),
    ).toMatchObject({ text: "18.", reasoning: "now" });
  });

  it("scenario 20: reasoning is delivered by stream and generate alike, counted in = out", async () => {
    simulator.script({ reasoning: "Sechs mal sieben …", text: "42" }, { reasoning: "Sechs mal sieben …", text: "42" });
    const results = [await model().generate({ messages }), await model().stream({ messages }).result()];
    for (const result of results) {
      expect(result).toMatchObject({
        text: "42",
        reasoning: "Sechs mal sieben …",
        reasoningCharacters: { received: 18, delivered: 18 },
      });
    }
  });

  it("scenario 21: reasoning alone is reasoning_only_response, not an empty success", async () => {
    const { transport } = scripted(
      { chunks: [sse([{ delta: { reasoning_content: "hm" } }, { finish_reason: "stop", usage }])] },
      whole({ content: "", reasoning_content: "hm" }),
      whole({ content: "" }),
    );
    const fixed = createDeepSeek({ apiKey: "sk-test", transport, retry: false }).chat("deepseek-v4-pro");
    await expect(fixed.stream({ messages }).result()).rejects.toMatchObject({
      code: "reasoning_only_response",
      partial: { message: { content: [{ type: "reasoning", text: "hm" }] } },
    });
    await expect(fixed.generate({ messages })).rejects.toMatchObject({ code: "reasoning_only_response" });
    await expect(fixed.generate({ messages })).rejects.toMatchObject({ code: "empty_model_response" });
  });

  it("pains 8: replay is a fact of the row, not of the model's name", async () => {
    const proxied = createDeepSeek({ baseUrl: simulator.baseUrl, apiKey: "sk-test" }).chat("my-proxy/best-model", {
      assume: { like: "deepseek-v4-pro" },
    });
    const { body } = proxied.prepare({
      messages: [
        ...messages,
        { role: "assistant", content: [{ type: "tool-call", id: "a", name: "f", arguments: "{}" }] },
        { role: "tool", toolCallId: "a", toolName: "f", content: "1" },
      ],
    });
    expect((body as unknown as { messages: object[] }).messages[1]).toHaveProperty("reasoning_content", "");
  });

  it("pains 15: reasoning that is switched off stays off: no object is emptied on the way", async () => {
    simulator.script({ text: "42" });
    const result = await model().generate({ messages, reasoning: { effort: "none" } });
    expect(result.request.body).toMatchObject({ thinking: { type: "disabled" } });
    expect(result.request.body).not.toHaveProperty("reasoning_effort");
    expect(result.reasoning).toBe("");
  });
});

function build(simulator: Simulator): ChatModel {
  return createDeepSeek({ baseUrl: simulator.baseUrl, apiKey: "sk-test" }).chat("deepseek-v4-pro", {
    assume: { like: "deepseek-v4-pro" },
  });
}
