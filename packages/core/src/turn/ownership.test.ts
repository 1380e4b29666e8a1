import { describe, expect, it } from "vitest";
import { answer, driver, scripted } from "../../test/scripted-transport.js";
import type { ChatEvent } from "../contract/result.js";
import { startChat } from "./stream.js";

const messages = [{ role: "user", content: "hi" }] as const;
const good = answer([{ text: "a" }, { text: "b" }, { usage: {} }, { finish: "stop", over: true }]);
const types = (events: readonly ChatEvent[]): string[] => events.map((event) => event.type);

describe("a stream has one consumer", () => {
  it("starts nothing and throws nothing before the first pull, even when the checks would refuse", async () => {
    const transport = scripted([good]);
    const stream = startChat(
      () => {
        throw new Error("checks ran");
      },
      { messages },
      undefined,
    );
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(transport.log).toHaveLength(0);
    await expect(stream.result()).rejects.toMatchObject({
      code: "invalid_setting",
      message: expect.stringContaining("checks ran"),
    });
  });

  it("events come in grammar order and result() follows iteration", async () => {
    const stream = startChat(() => driver(scripted([good])), { messages }, undefined);
    const seen: ChatEvent[] = [];
    for await (const event of stream) seen.push(event);
    expect(types(seen)).toEqual(["start", "text-start", "text-delta", "text-delta", "usage", "text-end", "finish"]);
    expect(await stream.result()).toMatchObject({
      text: "ab",
      finish: { reason: "stop", raw: "stop" },
      usage: { output: { total: 3 } },
    });
  });

  it("batches() gives the same events, one array per read at most", async () => {
    const seen: ChatEvent[] = [];
    for await (const batch of startChat(() => driver(scripted([good])), { messages }, undefined).batches())
      seen.push(...batch);
    expect(types(seen)).toEqual(["start", "text-start", "text-delta", "text-delta", "usage", "text-end", "finish"]);
  });

  it("text() gives the text only", async () => {
    const seen: string[] = [];
    for await (const text of startChat(() => driver(scripted([good])), { messages }, undefined).text()) seen.push(text);
    expect(seen).toEqual(["a", "b"]);
  });

  it("result() alone drives the stream; an iterator after it is refused", async () => {
    const stream = startChat(() => driver(scripted([good])), { messages }, undefined);
    const result = stream.result();
    await Promise.resolve();
    await Promise.resolve();
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "stream_already_consumed" });
    expect((await result).text).toBe("ab");
  });

  it("result() asked for before iteration leaves the events to the iterator", async () => {
    const stream = startChat(() => driver(scripted([good])), { messages }, undefined);
    const result = stream.result();
    let count = 0;
    for await (const _event of stream) count++;
    expect(count).toBe(7);
    expect((await result).text).toBe("ab");
  });

  it("a second iterator is refused by name", async () => {
    const stream = startChat(() => driver(scripted([good])), { messages }, undefined);
    const first = stream[Symbol.asyncIterator]();
    await first.next();
    await expect(stream[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "stream_already_consumed" });
    await first.return?.();
  });

  it("break closes the socket, and result() rejects with aborted and the partial", async () => {
    const transport = scripted([answer([{ text: "a" }, { text: "b" }], [{ do: "wait", ms: 10_000 }, { do: "end" }])]);
    const stream = startChat(() => driver(transport), { messages }, undefined);
    for await (const event of stream) if (event.type === "text-delta") break;
    expect(transport.log[0]?.aborted).toBe(true);
    expect(transport.pending()).toBe(0);
    await expect(stream.result()).rejects.toMatchObject({
      code: "aborted",
      partial: { message: { content: [{ type: "text", text: "a", complete: false }], origin: { complete: false } } },
    });
  });

  it("await using closes it", async () => {
    const transport = scripted([answer([{ text: "a" }], [{ do: "wait", ms: 10_000 }, { do: "end" }])]);
    {
      await using stream = startChat(() => driver(transport), { messages }, undefined);
      await stream[Symbol.asyncIterator]().next();
    }
    expect(transport.log[0]?.aborted).toBe(true);
  });

  it("after an error the iterator is done and result() rejects with the same error", async () => {
    const stream = startChat(() => driver(scripted([answer([{ text: "a" }])])), { messages }, undefined);
    const seen: string[] = [];
    const iterator = stream[Symbol.asyncIterator]();
    const drive = async (): Promise<void> => {
      for (let step = await iterator.next(); step.done !== true; step = await iterator.next())
        seen.push(step.value.type);
    };
    await expect(drive()).rejects.toMatchObject({ code: "stream_truncated" });
    expect(seen).toEqual(["start", "text-start", "text-delta"]);
    expect(await iterator.next()).toEqual({ value: undefined, done: true });
    await expect(stream.result()).rejects.toMatchObject({ code: "stream_truncated" });
  });

  it("stops reading when the consumer does not keep up, and loses nothing", async () => {
    const many = Array.from(
      { length: 3 },
      () => ({ do: "chunk", text: Array.from({ length: 2_000 }, () => 'data: {"text":"x"}\n\n').join("") }) as const,
    );
    const transport = scripted([
      [...answer([], []), ...many, { do: "chunk", text: 'data: {"finish":"stop","over":true}\n\n' }, { do: "end" }],
    ]);
    const stream = startChat(() => driver(transport), { messages }, { timeouts: { idleMs: 60, firstEventMs: 60 } });
    const iterator = stream[Symbol.asyncIterator]();
    await iterator.next();
    // The socket is paused, so the limits must not run while we are the slow side.
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(transport.log[0]?.paused).toBe(1);
    let text = 0;
    for (let step = await iterator.next(); step.done !== true; step = await iterator.next())
      if (step.value.type === "text-delta") text++;
    expect(text).toBe(6_000);
  });
});
