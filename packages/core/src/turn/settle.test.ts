import { describe, expect, it } from "vitest";
import { answer, driver, scripted } from "../../test/scripted-transport.js";
import type { ChatRequest } from "../contract/request.js";
import type { ChatResult } from "../contract/result.js";
import { startChat } from "./stream.js";

const messages = [{ role: "user", content: "hi" }] as const;
const run = (events: readonly object[], request: Partial<ChatRequest> = {}): Promise<ChatResult<unknown>> =>
  startChat<unknown>(() => driver(scripted([answer(events)])), { messages, ...request }, undefined).result();
const call = (args: string): object => ({ call: { id: "c1", name: "read", arguments: args } });

describe("the terminal law", () => {
  it("scenario 1: a tool call cut by EOF is stream_truncated, not executable, not retried", async () => {
    const error = await run([call('{"city": "Par')]).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "stream_truncated",
      retryable: true,
      attempts: 1,
      phase: "after-output",
      partial: { message: { content: [{ type: "tool-call", arguments: '{"city": "Par', complete: false }] } },
    });
  });

  it("scenario 2: length inside arguments is a result without an executable call", async () => {
    const result = await run([call('{"city": "Par'), { finish: "length", over: true }]);
    expect(result.finish).toEqual({ reason: "length", raw: "length" });
    expect(result.toolCalls).toEqual([]);
    expect(result.message.content).toMatchObject([{ type: "tool-call", complete: false }]);
  });

  it("scenario 3: tool-calls over cut arguments is malformed_tool_arguments", async () => {
    await expect(run([call('{"city": "Par'), { finish: "tool-calls", over: true }])).rejects.toMatchObject({
      code: "malformed_tool_arguments",
      hint: expect.stringContaining("token limit"),
      partial: { message: { content: [{ type: "tool-call", arguments: '{"city": "Par' }] } },
    });
  });

  it("scenario 4: arguments that are not strict JSON, or no object, are never executable", async () => {
    for (const args of ["{city: Paris}", "[1]", '"x"', "null", '{"a":1}{"a":1}']) {
      await expect(run([call(args), { finish: "tool-calls", over: true }])).rejects.toMatchObject({
        code: "malformed_tool_arguments",
      });
    }
  });

  it("pains 36: empty arguments mean no arguments, nothing else does", async () => {
    expect((await run([call(""), { finish: "tool-calls", over: true }])).toolCalls).toEqual([
      { id: "c1", name: "read", input: {} },
    ]);
    await expect(run([call(" x"), { finish: "tool-calls", over: true }])).rejects.toMatchObject({
      code: "malformed_tool_arguments",
    });
  });

  it("scenario 24: stop with calls is a tool turn; tool-calls without one has a name", async () => {
    expect((await run([call("{}"), { finish: "stop", over: true }])).finish).toEqual({
      reason: "tool-calls",
      raw: "stop",
    });
    await expect(run([{ text: "x" }, { finish: "tool-calls", over: true }])).rejects.toMatchObject({
      code: "tool_call_expected_but_missing",
    });
    await expect(
      run([{ text: "x" }, { finish: "stop", over: true }], { toolChoice: "required" }),
    ).rejects.toMatchObject({ code: "tool_call_expected_but_missing" });
  });

  it("scenario 5: EOF after text is stream_truncated with the partial text", async () => {
    await expect(run([{ text: "half an ans" }])).rejects.toMatchObject({
      code: "stream_truncated",
      partial: { message: { content: [{ text: "half an ans" }] } },
    });
  });

  it("scenario 12: a line that is not JSON ends the turn with its place", async () => {
    const transport = scripted([
      [
        ...answer([{ text: "a" }], []),
        { do: "chunk", text: "data: {bad\n\n" },
        { do: "chunk", text: 'data: {"text":"b"}\n\n' },
        { do: "end" },
      ],
    ]);
    await expect(startChat(() => driver(transport), { messages }, undefined).result()).rejects.toMatchObject({
      code: "malformed_event",
      message: expect.stringContaining("Event 2 (in the read that ends at byte 32)"),
    });
  });

  it("bytes left at the end are tried as an event; if they do not parse, the turn was truncated, not malformed", async () => {
    const ending = (text: string) => {
      const transport = scripted([[...answer([{ text: "a" }], []), { do: "chunk", text }, { do: "end" }]]);
      return startChat(() => driver(transport), { messages }, undefined).result();
    };
    await expect(ending('data: {"finish":"st')).rejects.toMatchObject({
      code: "stream_truncated",
      phase: "after-output",
    });
    expect((await ending('data: {"finish":"stop","over":true}')).finish.reason).toBe("stop");
  });

  it("an error in the read that opened the first part is after the output", async () => {
    const transport = scripted([
      [...answer([], []), { do: "chunk", text: 'data: {"text":"a"}\n\ndata: {bad\n\n' }, { do: "end" }],
    ]);
    await expect(startChat(() => driver(transport), { messages }, undefined).result()).rejects.toMatchObject({
      code: "malformed_event",
      phase: "after-output",
    });
  });

  it("scenario 21: emptiness and reasoning without an answer have different names", async () => {
    await expect(run([{ finish: "stop", over: true }])).rejects.toMatchObject({ code: "empty_model_response" });
    await expect(run([{ text: "" }, { finish: "stop", over: true }])).rejects.toMatchObject({
      code: "empty_model_response",
    });
    await expect(run([{ reasoning: "hm" }, { finish: "stop", over: true }])).rejects.toMatchObject({
      code: "reasoning_only_response",
    });
    expect((await run([{ reasoning: "hm" }, { finish: "length", over: true }])).finish.reason).toBe("length");
  });

  it("content-filter is a result, also without text", async () => {
    expect((await run([{ finish: "content-filter", over: true }])).finish.reason).toBe("content-filter");
  });

  it("reasoning characters in = out, and the part names its wire field", async () => {
    const result = await run([
      { reasoning: "Grü" },
      { reasoning: "ße 🙂" },
      { text: "x" },
      { finish: "stop", over: true },
    ]);
    expect(result.reasoningCharacters).toEqual({ received: 8, delivered: 8 });
    expect(result.message.content[0]).toEqual({ type: "reasoning", text: "Grüße 🙂", field: "thought" });
  });

  it("a missing usage and a missing terminator are warnings", async () => {
    const result = await run([{ text: "x" }, { finish: "stop" }]);
    expect(result.warnings.map((warning) => warning.code)).toEqual(["terminator_missing", "usage_missing"]);
    expect(result.usage).toBeUndefined();
  });

  it("secrets of the request are in no error", async () => {
    const leaking = driver(
      scripted([
        [
          { do: "connected" },
          { do: "headers", status: 401 },
          { do: "chunk", text: "key canary-secret-1 is wrong" },
          { do: "end" },
        ],
      ]),
      {
        classify: (_status, _headers, body) => ({ code: "authentication_failed", retryable: false, message: body }),
      },
    );
    const error = await startChat(() => leaking, { messages }, undefined)
      .result()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "authentication_failed", status: 401 });
    expect(JSON.stringify(error) + (error as Error).message + (error as Error).stack).not.toContain("canary-secret-1");
  });

  it('raw: "all" keeps every wire object, built on demand', async () => {
    const result = await startChat(
      () => driver(scripted([answer([{ text: "x" }, { finish: "stop", over: true }])])),
      { messages },
      { raw: "all" },
    ).result();
    expect(result.raw).toEqual([{ text: "x" }, { finish: "stop", over: true }]);
  });
});
