import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { capture, type Captured, told } from "../test/capture.js";
import { scripted, sse, usage, whole } from "../test/scripted-transport.js";
import { createDeepSeek } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const tools: readonly Tool[] = [{ name: "f", input: jsonSchema({ type: "object" }) }];
const call = (index: number, id: string | undefined, text: string): object => ({
  index,
  ...(id === undefined ? {} : { id, type: "function" }),
  function: { ...(id === undefined ? {} : { name: "f" }), arguments: text },
});

function streamed(choices: readonly Readonly<Record<string, unknown>>[]): Promise<Captured> {
  const { transport } = scripted({ chunks: [sse(choices)] });
  return capture(createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro").stream({ messages, tools }));
}

describe("tool turns of this wire", () => {
  it("pains 32, scenario 24: calls under finish_reason stop make a tool turn, the word is kept", async () => {
    const { result } = await streamed([
      { delta: { tool_calls: [call(0, "a", "{}")] } },
      { finish_reason: "stop", usage },
    ]);
    expect(result?.finish).toEqual({ reason: "tool-calls", raw: "stop" });
    expect(result?.toolCalls).toEqual([{ id: "a", name: "f", input: {} }]);
  });

  it("scenario 24: tool_calls without a call is tool_call_expected_but_missing", async () => {
    const { error } = await streamed([{ delta: { content: "I will." } }, { finish_reason: "tool_calls", usage }]);
    expect(error?.code).toBe("tool_call_expected_but_missing");
  });

  it("pains 36: empty arguments are the empty object when they are executed", async () => {
    const { result } = await streamed([
      { delta: { tool_calls: [call(0, "a", "")] } },
      { finish_reason: "tool_calls", usage },
    ]);
    expect(result?.toolCalls).toEqual([{ id: "a", name: "f", input: {} }]);
    expect(result?.message.content).toEqual([{ type: "tool-call", id: "a", name: "f", arguments: "" }]);
  });

  it("pains 38 and 39: text between argument deltas is a part of its own; each part starts and ends once", async () => {
    const { events, result } = await streamed([
      { delta: { content: "One. " } },
      { delta: { tool_calls: [call(0, "a", '{"x"')] } },
      { delta: { content: "Two." } },
      { delta: { tool_calls: [call(0, undefined, ":1}"), call(1, "b", "{}")] } },
      { finish_reason: "tool_calls", usage },
    ]);
    expect(result?.toolCalls.map((one) => one.input)).toEqual([{ x: 1 }, {}]);
    expect(result?.text).toBe("One. Two.");
    expect(told(events)).toEqual([
      "start",
      "text-start 0",
      'text-delta 0 "One. "',
      "text-end 0",
      "tool-call-start 1 f a",
      'tool-call-delta 1 "{\\"x\\""',
      "text-start 2",
      'text-delta 2 "Two."',
      "text-end 2",
      'tool-call-delta 1 ":1}"',
      "tool-call-start 3 f b",
      'tool-call-delta 3 "{}"',
      "usage",
      "tool-call-end 1",
      "tool-call-end 3",
      "finish tool-calls (tool_calls)",
    ]);
  });

  it("pains 40: two calls are two calls, streamed or whole", async () => {
    const { transport } = scripted(
      whole({ content: "", tool_calls: [call(0, "a", "{}"), call(1, "b", "{}")] }, "tool_calls"),
    );
    const generated = await createDeepSeek({ apiKey: "sk-test", transport })
      .chat("deepseek-v4-pro")
      .generate({ messages, tools });
    const { result } = await streamed([
      { delta: { tool_calls: [call(0, "a", "{}"), call(1, "b", "{}")] } },
      { finish_reason: "tool_calls", usage },
    ]);
    expect(generated.toolCalls).toHaveLength(2);
    expect(generated.message).toEqual(result?.message);
  });
});
