import { describe, expect, it } from "vitest";
import { type Message, mock, type MockTurn, type ToolCall } from "@dialect/core";
import { maxRounds, runRounds } from "./rounds.js";

const start: readonly Message[] = [{ role: "user", content: "read it" }];
const asks = (id: string, args = '{"path":"a.txt"}'): MockTurn => ({
  content: [{ type: "tool-call", id, name: "read_file", arguments: args }],
  finish: { reason: "tool-calls", raw: "tool_calls" },
});
const says = (text: string): MockTurn => ({ content: [{ type: "text", text }] });

function drive(turns: readonly MockTurn[]): {
  ran: ToolCall[];
  kept: (readonly Message[])[];
  model: ReturnType<typeof mock>;
  done: Promise<readonly Message[]>;
} {
  const ran: ToolCall[] = [];
  const kept: (readonly Message[])[] = [];
  const model = mock(turns);
  const done = runRounds(
    {
      model,
      settings: {},
      renderer: { event() {}, done() {} },
      async execute(call) {
        ran.push(call);
        return { role: "tool", toolCallId: call.id, toolName: call.name, content: "text" };
      },
      async grown(messages) {
        kept.push(messages);
      },
    },
    start,
  );
  return { ran, kept, model, done };
}

describe("the tool loop of the chat", () => {
  it("runs complete calls, answers each, and ends with the text", async () => {
    const { ran, model, done } = drive([asks("c1"), says("done")]);
    expect((await done).map((message) => message.role)).toEqual(["user", "assistant", "tool", "assistant"]);
    expect(ran).toEqual([{ id: "c1", name: "read_file", input: { path: "a.txt" } }]);
    expect(model.requests[1]?.messages).toHaveLength(3);
  });

  it("never runs a cut call", async () => {
    const { ran, done } = drive([
      { ...(asks("c1", '{"path":"a') as object), finish: { reason: "length", raw: "length" } } as MockTurn,
    ]);
    await done;
    expect(ran).toEqual([]);
  });

  it("never runs a malformed call, even when the wire says tool_calls", async () => {
    const { ran, done } = drive([asks("c1", "{path: a}")]);
    await expect(done).rejects.toMatchObject({ code: "malformed_tool_arguments" });
    expect(ran).toEqual([]);
  });

  it("stops by name after its rounds, with the history kept", async () => {
    const { ran, kept, model, done } = drive(Array.from({ length: 20 }, (_, i) => asks(`c${i}`)));
    await expect(done).rejects.toMatchObject({
      code: "output_truncated",
      message: expect.stringContaining(`${maxRounds} times`),
    });
    expect(model.requests).toHaveLength(maxRounds);
    expect(ran).toHaveLength(maxRounds);
    expect(kept.at(-1)).toHaveLength(1 + 2 * maxRounds);
  });
});
