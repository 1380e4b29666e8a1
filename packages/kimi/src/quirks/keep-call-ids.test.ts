import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { capture, wireFile } from "../../test/capture.js";
import { bodyOf, scripted, whole } from "../../test/scripted-transport.js";
import { createKimi } from "../index.js";
import { createCallIds, restoreCallIds } from "./keep-call-ids.js";

const tools: readonly Tool[] = [{ name: "read", input: jsonSchema({ type: "object" }) }];
const messages: readonly Message[] = [{ role: "user", content: "Read." }];

/** The turn of a file, and what the next request makes of it. */
async function round(file: string): Promise<{ ids: readonly string[]; codes: readonly string[]; sent: unknown }> {
  const { transport, requests } = scripted({ chunks: [wireFile(file)] }, whole({ content: "ok" }));
  const model = createKimi({ apiKey: "k", transport }).chat("kimi-k2.6");
  const { result } = await capture(model.stream({ messages, tools }));
  if (result === undefined) throw new Error("no result");
  const history = JSON.parse(
    JSON.stringify([
      ...messages,
      result.message,
      ...result.toolCalls.map((call) => ({
        role: "tool",
        toolCallId: call.id,
        toolName: call.name,
        content: JSON.stringify(call.input),
      })),
    ]),
  ) as Message[];
  await model.generate({ messages: history, tools });
  return {
    ids: result.toolCalls.map((call) => call.id),
    codes: result.warnings.map((warning) => warning.code),
    sent: bodyOf(requests, 1).messages.slice(1),
  };
}

describe("quirk: tool-call ids go back as they came (Kimi-K2 tool_call_guidance.md, read 2026-11-20)", () => {
  it("scenario 26: functions.read:0 is the same in the part, in the call and in the result", async () => {
    const { ids, sent } = await round("kimi-k2.6.changing-call-ids.sse");
    expect(ids).toEqual(["functions.read:0"]);
    expect(sent).toEqual([
      {
        role: "assistant",
        reasoning_content: "Read it.",
        tool_calls: [
          { id: "functions.read:0", type: "function", function: { name: "read", arguments: '{"path":"a.ts"}' } },
        ],
      },
      { role: "tool", tool_call_id: "functions.read:0", content: '{"path":"a.ts"}' },
    ]);
  });

  it("an id that changes in mid-call keeps the first, with a warning", async () => {
    const { codes } = await round("kimi-k2.6.changing-call-ids.sse");
    expect(codes).toEqual(["tool_call_id_changed"]);
  });

  it("an id twice in one answer: two calls here, each with its result; the old ids on the wire", async () => {
    const { ids, codes, sent } = await round("kimi-k2.6.repeated-call-ids.sse");
    expect(ids).toEqual(["functions.read:0", "functions.read:0~2"]);
    expect(codes).toEqual([]);
    expect(sent).toMatchObject([
      { tool_calls: [{ id: "functions.read:0" }, { id: "functions.read:0" }] },
      { tool_call_id: "functions.read:0", content: '{"path":"a"}' },
      { tool_call_id: "functions.read:0", content: '{"path":"b"}' },
    ]);
  });

  it("an id again in each fragment is the same call, also when it is a second one", () => {
    const ids = createCallIds();
    const entry = (index: number): { index: number; id: string } => ({ index, id: "x:0" });
    const read = [0, 0, 1, 1].map((index) => ids.apart([entry(index)], false)[0]);
    expect(read).toEqual([entry(0), entry(0), { index: 1, id: "x:0~2" }, { index: 1, id: "x:0~2" }]);
    expect([ids.wireId("x:0"), ids.wireId("x:0~2")]).toEqual([undefined, "x:0"]);
  });

  it("in a whole answer the place tells the calls apart", () => {
    expect(createCallIds().apart([{ id: "a" }, { id: "a" }, { id: "a~2" }, { id: "a" }], true)).toEqual([
      { id: "a" },
      { id: "a~2" },
      { id: "a~2~2" },
      { id: "a~3" },
    ]);
  });

  it("an id of a later turn may be that of an earlier one, and another provider's ids stay", () => {
    const turn = (opaque?: object): Message => ({
      role: "assistant",
      content: [{ type: "tool-call", id: "x", name: "read", arguments: "{}", ...opaque }],
    });
    const result: Message = { role: "tool", toolCallId: "x", toolName: "read", content: "1" };
    const history = [turn({ opaque: { provider: "kimi", data: { wireId: "y" } } }), result, turn(), result];
    expect(restoreCallIds(history).map((one) => (one.role === "tool" ? one.toolCallId : ""))).toEqual([
      "",
      "y",
      "",
      "x",
    ]);
  });
});
