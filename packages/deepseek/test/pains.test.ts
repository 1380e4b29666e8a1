// What users of other clients complain about, by the numbers that the project gives it, against bytes of this wire.
import { type ChatEvent, type ChatModel, type Message } from "@dialect/core";
import { describe, expect, it, vi } from "vitest";
import { createDeepSeek } from "../src/index.js";
import { failure, messages, open, tools } from "./open-model.js";
import { sse, usage, whole } from "./scripted-transport.js";

describe("pains 42 to 66", () => {
  it("scenario 35: an empty answer is named with provider and model, one request, by both ways", async () => {
    const { model, requests } = open(
      { chunks: [sse([{ delta: { content: "" } }, { finish_reason: "stop", usage }])] },
      whole({ content: "" }),
    );
    const expected = { code: "empty_model_response", provider: "deepseek", model: "deepseek-v4-pro", attempts: 1 };
    expect(await failure(model.stream({ messages }).result())).toMatchObject(expected);
    expect(requests).toHaveLength(1);
    expect(await failure(model.generate({ messages }))).toMatchObject(expected);
    expect(requests).toHaveLength(2);
  });

  it("pains 46: a stream that fails prints nothing", async () => {
    const printed: unknown[] = [];
    const spies = [
      ...(["log", "info", "warn", "error"] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation((...said) => void printed.push(said)),
      ),
      vi.spyOn(process.stderr, "write").mockImplementation((said) => printed.push(said) > 0),
    ];
    const { model } = open({ chunks: [sse([{ delta: { content: "half", thought: "?" } }], "nothing")] });
    const error = await failure(model.stream({ messages }).result());
    for (const spy of spies) spy.mockRestore();
    expect(error.code).toBe("stream_truncated");
    expect(printed).toEqual([]);
  });

  it("pains 54: an abort after output rejects with the partial and closes the socket; no turn ended", async () => {
    const control = new AbortController();
    const { model, aborted } = open({ chunks: [sse([{ delta: { content: "half" } }], "nothing")], finally: "stall" });
    const stream = model.stream({ messages }, { signal: control.signal });
    const types: string[] = [];
    const error = await failure(
      (async () => {
        for await (const event of stream) {
          types.push(event.type);
          if (event.type === "text-delta") control.abort();
        }
      })(),
    );
    expect(error).toMatchObject({
      code: "aborted",
      partial: { message: { content: [{ type: "text", text: "half", complete: false }] } },
    });
    expect(types).not.toContain("finish");
    expect(aborted()).toBe(1);
  });

  it("pains 60: an image in a tool result is refused, not sent as text", () => {
    const history: readonly Message[] = [
      ...messages,
      { role: "assistant", content: [{ type: "tool-call", id: "a", name: "get_weather", arguments: "{}" }] },
      {
        role: "tool",
        toolCallId: "a",
        toolName: "get_weather",
        content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } }],
      },
    ];
    for (const id of ["deepseek-v4-pro", "deepseek-v4-flash-vision-exp"] as const) {
      const model: ChatModel = createDeepSeek({ apiKey: "sk-test" }).chat(id) as never;
      expect(() => model.prepare({ messages: history, tools })).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^(unsupported_content|capability_)/) as string }),
      );
    }
  });

  it("pains 66: 10,000 deltas are kept once: no event repeats the text, and raw stays small", async () => {
    const { model } = open({
      chunks: [
        sse([
          ...Array.from({ length: 10_000 }, () => ({ delta: { content: "0123456789" } })),
          { finish_reason: "stop", usage },
        ]),
      ],
    });
    const stream = model.stream({ messages });
    let longest = 0;
    for await (const event of stream as AsyncIterable<ChatEvent>)
      if (event.type === "text-delta") longest = Math.max(longest, JSON.stringify(event).length);
    const result = await stream.result();
    expect(result.text).toHaveLength(100_000);
    expect(longest).toBeLessThan(100);
    expect(JSON.stringify(result.raw).length).toBeLessThan(2_000);
  });
});
