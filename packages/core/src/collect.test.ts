import { describe, expect, it } from "vitest";
import { collect } from "./collect.js";
import type { ChatEvent } from "./contract/result.js";
import { DialectError } from "./error.js";
import { mock } from "./mock.js";

const messages = [{ role: "user", content: "hi" }] as const;

describe("collect and mock", () => {
  it("folds a stream into what its result says", async () => {
    const turns = [
      {
        content: [
          { type: "reasoning", text: "hm" },
          { type: "text", text: "yo" },
        ],
        usage: { output: { total: 2 }, raw: null },
      },
    ] as const;
    const events: ChatEvent[] = [];
    const stream = mock(turns).stream({ messages });
    for await (const event of stream) events.push(event);
    const result = await stream.result();
    const folded = await collect(JSON.parse(JSON.stringify(events)) as ChatEvent[]);
    expect(folded.message.content).toEqual(result.message.content);
    expect(folded).toMatchObject({ finish: result.finish, usage: result.usage, response: { model: "mock" } });
  });

  it("rethrows what the stream throws", async () => {
    const model = mock([{ error: new DialectError("overloaded", { message: "busy" }) }]);
    await expect(collect(model.stream({ messages }))).rejects.toMatchObject({ code: "overloaded" });
  });

  it("a mock keeps the terminal law, records requests, and refuses when its turns are used up", async () => {
    const model = mock([{ content: [{ type: "tool-call", id: "c", name: "f", arguments: "{cut" }] }]);
    await expect(model.generate({ messages })).rejects.toMatchObject({ code: "malformed_tool_arguments" });
    await expect(model.generate({ messages })).rejects.toMatchObject({
      code: "provider_error",
      message: expect.stringContaining("1 turns"),
    });
    expect(model.requests).toHaveLength(2);
  });
});
