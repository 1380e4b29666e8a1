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
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { capture } from "../test/capture.js";
import { type Answer, json, scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createKimi, version } from "./index.js";
import { startSimulator } from "./simulator/index.js";

const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris?" }];
const tools: readonly Tool[] = [
  { name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) },
];
const piece = (args: string): Record<string, unknown> => ({
  delta: {
    tool_calls: [
      { index: 0, id: "get_weather:0", type: "function", function: { name: "get_weather", arguments: args } },
    ],
  },
});

async function failed(
  ...answers: readonly Answer[]
): Promise<{ error: DialectError | undefined; requests: number; executed: number }> {
  const { transport, requests } = scripted(...answers);
  const { error, result } = await capture(
    createKimi({ apiKey: "k", transport }).chat("kimi-k2.6").stream({ messages, tools }),
  );
  return { error, requests: requests.length, executed: result?.toolCalls.length ?? 0 };
}

describe("stream integrity", () => {
  it("scenario 1: a tool call cut inside its arguments is stream_truncated, not executed, not retried", async () => {
    const { error, requests, executed } = await failed({ chunks: [sse([piece('{"city": "Par')], "nothing")] });
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output" });
    expect(error?.partial?.message.content).toMatchObject([
      { type: "tool-call", id: "get_weather:0", arguments: '{"city": "Par', complete: false },
    ]);
    expect({ requests, executed }).toEqual({ requests: 1, executed: 0 });
    const turn = error?.partial?.message;
    expect(turn === undefined ? undefined : closeTurn(turn)).toMatchObject({ removed: [{ reason: "incomplete" }] });
  });

  it("scenario 2: length in the middle of arguments is a result without executable calls", async () => {
    const { transport } = scripted({ chunks: [sse([piece('{"city": "Par'), { finish_reason: "length", usage }])] });
    const result = await createKimi({ apiKey: "k", transport }).chat("kimi-k2.6").stream({ messages, tools }).result();
    expect(result).toMatchObject({ finish: { reason: "length" }, toolCalls: [] });
    expect(result.message.content).toMatchObject([{ type: "tool-call", complete: false }]);
  });

  it("scenario 3: a length that is hidden behind tool_calls is malformed_tool_arguments", async () => {
    const { error, executed } = await failed({
      chunks: [sse([piece('{"city": "Par'), { finish_reason: "tool_calls", usage }])],
    });
    expect([error?.code, executed]).toEqual(["malformed_tool_arguments", 0]);
  });

  it("scenario 4: malformed arguments are an error, never {}", async () => {
    const { error, executed } = await failed({
      chunks: [sse([piece("{city: Paris}"), { finish_reason: "tool_calls", usage }])],
    });
    expect([error?.code, executed]).toEqual(["malformed_tool_arguments", 0]);
    expect(error?.partial?.message.content).toMatchObject([{ arguments: "{city: Paris}" }]);
  });

  it("scenario 5: the end of the connection after text is stream_truncated with the partial text", async () => {
    const { error } = await failed({ chunks: [sse([{ delta: { content: "half an ans" } }], "nothing")] });
    expect(error).toMatchObject({
      code: "stream_truncated",
      partial: { message: { content: [{ text: "half an ans", complete: false }], origin: { complete: false } } },
    });
  });

  it("scenario 12: a line that is not JSON is an error with its place, not skipped", async () => {
    const { error } = await failed({
      chunks: [
        sse([{ delta: { content: "a" } }], "nothing"),
        "data: {bad\n\n",
        sse([{ finish_reason: "stop", usage }]),
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
    const { transport } = scripted({
      chunks: [...new TextEncoder().encode(lines)].map((byte) => new Uint8Array([byte])),
    });
    const result = await createKimi({ apiKey: "k", transport }).chat("kimi-k2.6").stream({ messages }).result();
    expect(result.text).toBe("Grüße, 世界");
  });

  it("scenario 15: a page with status 200 is unexpected_content_type, one request", async () => {
    const { error, requests } = await failed({
      headers: { "content-type": "text/html" },
      chunks: ["<!doctype html><title>x</title>"],
    });
    expect([error?.code, requests]).toEqual(["unexpected_content_type", 1]);
  });

  it("scenario 21: reasoning alone is reasoning_only_response, nothing at all empty_model_response", async () => {
    const { transport } = scripted(
      { chunks: [sse([{ delta: { reasoning_content: "hm" } }, { finish_reason: "stop", usage }])] },
      whole({ content: "", reasoning_content: "hm" }),
      whole({ content: "" }),
    );
    const model = createKimi({ apiKey: "k", transport, retry: false }).chat("kimi-k2.6");
    await expect(model.stream({ messages }).result()).rejects.toMatchObject({
      code: "reasoning_only_response",
      partial: { message: { content: [{ type: "reasoning", text: "hm" }] } },
    });
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "reasoning_only_response" });
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "empty_model_response" });
  });
});

describe("incident: rejected client identity", () => {
  const gate = {
    error: {
      message: "Kimi For Coding is currently only available for Coding Agents such as A, B, etc.",
      type: "access_terminated_error",
    },
  };
  it("scenario 33: named, with where to ask, one request, the honest name sent and no other tried", async () => {
    const { transport, requests } = scripted(json(gate, 403), whole({ content: "ok" }));
    const model = createKimi({ apiKey: "k", transport, env: {} }).chat("kimi-for-coding", { route: "code" });
    await expect(model.generate({ messages })).rejects.toMatchObject({
      code: "client_identity_rejected",
      retryable: false,
      status: 403,
      route: "code",
      hint: expect.stringContaining("https://www.kimi.com/code/docs") as string,
    });
    expect(requests.map((request) => request.headers["user-agent"])).toEqual([`dialect-kimi/${version}`]);
  });

  it("the other 403s of the endpoint are not taken for it", async () => {
    const limit = {
      error: { message: "You've reached your usage limit for this billing cycle", type: "access_terminated_error" },
    };
    const { transport } = scripted(json(limit, 403));
    const model = createKimi({ apiKey: "k", transport }).chat("k3", { route: "code" });
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "insufficient_quota" });
  });
});

describe("reasoning against the simulator", () => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>;
  beforeEach(async () => {
    simulator = await startSimulator({});
  });
  afterEach(() => simulator.close());
  const model = (id: "kimi-k2.6" | "kimi-k3" = "kimi-k2.6"): ChatModel =>
    createKimi({ baseUrl: simulator.baseUrl, apiKey: "sk-test" }).chat(id, { assume: { like: id } });
  const answers = (turn: Message): Message[] =>
    turn.role === "assistant"
      ? turn.content.flatMap((part): Message[] =>
          part.type === "tool-call"
            ? [{ role: "tool", toolCallId: part.id, toolName: part.name, content: { json: { celsius: 18 } } }]
            : [],
        )
      : [];

  it.each(["kimi-k2.6", "kimi-k3"] as const)(
    "scenario 18, S1.13: %s: three rounds of tools, the history through JSON, in streams and whole answers",
    async (id) => {
      simulator.script(
        { reasoning: "first", toolCalls: [{ name: "get_weather", arguments: { city: "Paris" } }] },
        { reasoning: "second", text: "One more.", toolCalls: [{ name: "get_weather", arguments: { city: "Rome" } }] },
        { reasoning: "third", text: "18 and 18." },
        { reasoning: "fourth", text: "You are welcome." },
      );
      let history: Message[] = [...messages];
      for (const way of ["stream", "generate", "stream"] as const) {
        const request = { messages: history, tools };
        const result = way === "stream" ? await model(id).stream(request).result() : await model(id).generate(request);
        history.push(result.message, ...answers(result.message));
        history = JSON.parse(JSON.stringify(history)) as Message[];
      }
      history.push({ role: "user", content: "Thanks!" });
      expect((await model(id).generate({ messages: history, tools })).text).toBe("You are welcome.");
      const last = simulator.requests.at(-1)?.json as { messages: Record<string, unknown>[] };
      const turns = last.messages.filter((message) => message["role"] === "assistant");
      expect(turns.map((turn) => turn["reasoning_content"])).toEqual(
        id === "kimi-k3" ? ["first", "second", "third"] : ["first", "second", undefined],
      );
      expect(turns.map((turn) => turn["content"])).toEqual([undefined, "One more.", "18 and 18."]);
    },
  );

  it("the failing side: without the field the simulator refuses, and here nothing is sent", async () => {
    simulator.script({ reasoning: "why", toolCalls: [{ name: "get_weather", arguments: {} }] }, { text: "18." });
    const first = await model().generate({ messages, tools });
    const history = [...messages, first.message, ...answers(first.message)];
    const good = await model().generate({ messages: history, tools });
    const body = structuredClone(good.request.body) as unknown as { messages: { reasoning_content?: string }[] };
    delete body.messages[1]?.reasoning_content;
    const refused = await fetch(`${simulator.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer sk-test" },
      body: JSON.stringify(body),
    });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("reasoning_content is missing in assistant tool call message at index 1");
    const sent = simulator.requests.length;
    const lost = { ...first.message, content: first.message.content.filter((part) => part.type !== "reasoning") };
    await expect(model().generate({ messages: [...messages, lost, ...answers(lost)], tools })).rejects.toMatchObject({
      code: "invalid_history",
      phase: "request",
    });
    expect(simulator.requests).toHaveLength(sent);
  });

  it("pains 5: a tool turn without reasoning does not poison the history", async () => {
    simulator.script({ toolCalls: [{ name: "get_weather", arguments: {} }] }, { reasoning: "now", text: "18." });
    for (const way of ["stream", "generate"] as const) {
      simulator.script({ toolCalls: [{ name: "get_weather", arguments: {} }] }, { text: "18." });
      const first =
        way === "stream"
          ? await model("kimi-k3").stream({ messages, tools }).result()
          : await model("kimi-k3").generate({ messages, tools });
      const history = JSON.parse(JSON.stringify([...messages, first.message, ...answers(first.message)])) as Message[];
      expect(first.reasoning).toBe("");
      await model("kimi-k3").generate({ messages: history, tools });
      expect(simulator.requests.at(-1)?.json).toMatchObject({ messages: [{}, { reasoning_content: "" }, {}] });
    }
  });

  it("a history of another provider goes on without thinking after leaveBehind; thinking, it is refused by name", async () => {
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
    const { messages: portable } = leaveBehind(foreign, { provider: "kimi", route: "chat" });
    await expect(model().generate({ messages: portable, tools })).rejects.toMatchObject({
      code: "invalid_history",
      message: expect.stringContaining("messages[1]") as string,
    });
    simulator.script({ text: "18." });
    const off = { reasoning: { effort: "none" } };
    expect((await model().generate({ messages: portable, tools, ...off })).text).toBe("18.");
  });

  it("scenario 20: reasoning is delivered by stream and generate alike, counted in = out", async () => {
    simulator.script({ reasoning: "Six times seven …", text: "42" }, { reasoning: "Six times seven …", text: "42" });
    for (const result of [await model().generate({ messages }), await model().stream({ messages }).result()])
      expect(result).toMatchObject({
        text: "42",
        reasoning: "Six times seven …",
        reasoningCharacters: { received: 17, delivered: 17 },
      });
  });

  it("Kimi Code is a route of its own, with its own models and rules", async () => {
    simulator.script({ reasoning: "r", text: "Done." });
    const provider = createKimi({
      baseUrl: simulator.codeBaseUrl,
      apiKey: "sk-test",
      userAgent: `dialect-kimi/${version}`,
    });
    const code = provider.chat("kimi-for-coding", { route: "code", assume: { like: "kimi-for-coding" } });
    expect((await code.generate({ messages, reasoning: { effort: "high" } })).text).toBe("Done.");
    expect(simulator.requests.at(-1)).toMatchObject({
      path: "/coding/v1/chat/completions",
      json: { model: "kimi-for-coding", reasoning_effort: "high" },
    });
  });
});
