/**
 * A real server that speaks Chat Completions and Responses on this machine, e.g. llama.cpp. Runs with DIALECT_LOCAL=1
 * (docs/smoke.md); asked for and unreachable is a failure, not a skip.
 */
import { describe, expect, it } from "vitest";
import { type ChatEvent, jsonSchema, type Message } from "@dialect/core";
import { createOpenAI } from "../src/index.js";

const baseUrl = process.env["DIALECT_LOCAL_URL"] ?? "http://127.0.0.1:8080/v1";
const provider = createOpenAI({ baseUrl, apiKey: process.env["DIALECT_LOCAL_KEY"] ?? "" });
const tools = [
  {
    name: "get_weather",
    description: "Weather of a city",
    input: jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] }),
  },
];
const messages: readonly Message[] = [{ role: "user", content: "What is the weather in Paris?" }];
const assume = {
  tools: "native",
  generate: "native",
  maxOutputTokens: "native",
  toolChoiceRequired: "native",
} as const;

const served = async (): Promise<string> =>
  process.env["DIALECT_LOCAL_MODEL"] ?? (await provider.models())[0]?.id ?? "";

describe.each(["chat", "responses"] as const)(`a real server at ${baseUrl}, route %s`, (route) => {
  const model = async () => provider.chat(await served(), { route, assume });

  it("streams an answer that ends in order, with every event in its place", async () => {
    const stream = (await model()).stream({ messages: [{ role: "user", content: "hi" }] });
    const types: ChatEvent["type"][] = [];
    for await (const event of stream) types.push(event.type);
    expect(types[0]).toBe("start");
    expect(types.at(-1)).toBe("finish");
    const result = await stream.result();
    expect(result.text.length).toBeGreaterThan(0);
    expect(result.reasoningCharacters.received).toBe(result.reasoningCharacters.delivered);
  });

  it("stream and generate agree on text, reasoning and finish", async () => {
    const request = { messages: [{ role: "user", content: "hi" }] } as const;
    const [streamed, whole] = [await (await model()).stream(request).result(), await (await model()).generate(request)];
    expect([streamed.text, streamed.reasoning, streamed.finish.reason]).toEqual([
      whole.text,
      whole.reasoning,
      whole.finish.reason,
    ]);
  });

  it("a tool call comes whole or not at all, and its answer is taken", async () => {
    const chat = await model();
    const first = await chat.stream({ messages, tools }).result();
    expect(first.finish.reason).toBe("tool-calls");
    const history = JSON.parse(JSON.stringify([...messages, first.message])) as Message[];
    const answers = first.toolCalls.map((call): Message => ({
      role: "tool",
      toolCallId: call.id,
      toolName: call.name,
      content: "sunny",
    }));
    const second = await chat.stream({ messages: [...history, ...answers], tools }).result();
    expect(second.text.length).toBeGreaterThan(0);
  });

  it("a limit that cuts ends as length", async () => {
    const result = await (
      await model()
    )
      .stream({ messages: [{ role: "user", content: "LOOP: count from one to one thousand." }], maxOutputTokens: 12 })
      .result();
    // llama.cpp calls a cut Responses answer completed.
    expect(["length", ...(route === "responses" ? ["stop"] : [])]).toContain(result.finish.reason);
  });

  it("an abort in the middle lands, and the server takes the next request", async () => {
    const chat = await model();
    const controller = new AbortController();
    const stream = chat.stream(
      { messages: [{ role: "user", content: "LOOP: count from one to one thousand." }] },
      { signal: controller.signal },
    );
    const read = (async () => {
      for await (const event of stream) if (event.type === "text-delta") controller.abort();
    })();
    await expect(read).rejects.toMatchObject({ code: "aborted", phase: "after-output" });
    expect((await chat.generate({ messages: [{ role: "user", content: "hi" }] })).text.length).toBeGreaterThan(0);
  });

  it("a prompt that is too long is context_length_exceeded", async () => {
    const long = "word ".repeat(20_000);
    await expect(
      (await model()).stream({ messages: [{ role: "user", content: long }] }).result(),
    ).rejects.toMatchObject({ code: "context_length_exceeded" });
  });
});

it("a wrong key is authentication_failed, where the server checks keys", async () => {
  if ((process.env["DIALECT_LOCAL_KEY"] ?? "") === "") return expect(await served()).not.toBe("");
  const wrong = createOpenAI({ baseUrl, apiKey: "not-the-key" });
  await expect(wrong.models()).rejects.toMatchObject({ code: "authentication_failed" });
});
