import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histories } from "../../test/arbitrary-history.js";
import type { JsonObject } from "../contract/json.js";
import type { Message } from "../contract/message.js";
import { exportMessages, importMessages } from "./dicts.js";

const back = (history: readonly Message[]) =>
  importMessages(JSON.parse(JSON.stringify(exportMessages(history))) as JsonObject[]);
const read = (...dicts: JsonObject[]) => importMessages(dicts);

describe("export and import lose nothing (property)", () => {
  it("any history comes back through JSON, with nothing unread", () => {
    fc.assert(
      fc.property(histories(["acme", "other"]), (history) => {
        expect(back(history)).toEqual({ messages: history, unread: [] });
      }),
      { numRuns: 300 },
    );
  });
  it("a second trip writes the same bytes", () => {
    fc.assert(
      fc.property(histories(), (history) => {
        const dicts = exportMessages(history);
        expect(JSON.stringify(exportMessages(importMessages(dicts).messages))).toBe(JSON.stringify(dicts));
      }),
    );
  });
});

describe("the plain fields are what other tools read", () => {
  it("the key is there only where they cannot hold the message", () => {
    const history: Message[] = [
      { role: "system", content: "s" },
      { role: "user", content: "u" },
      {
        role: "user",
        content: [
          { type: "text", text: "see" },
          { type: "file", mediaType: "image/png", source: { base64: "AAAA" } },
          { type: "file", mediaType: "application/pdf", name: "a.pdf", source: { base64: "AAAA" } },
          { type: "file", mediaType: "audio/wav", source: { base64: "AAAA" } },
        ],
      },
      {
        role: "assistant",
        content: [
          { type: "text", text: "t" },
          { type: "tool-call", id: "1", name: "look", arguments: "{}" },
        ],
      },
      { role: "tool", toolCallId: "1", toolName: "look", content: "r" },
    ];
    expect(exportMessages(history)).toEqual([
      { role: "system", content: "s" },
      { role: "user", content: "u" },
      {
        role: "user",
        content: [
          { type: "text", text: "see" },
          { type: "image_url", image_url: { url: "data:image/png;base64,AAAA" } },
          { type: "file", file: { file_data: "data:application/pdf;base64,AAAA", filename: "a.pdf" } },
          { type: "input_audio", input_audio: { data: "AAAA", format: "wav" } },
        ],
      },
      {
        role: "assistant",
        content: "t",
        tool_calls: [{ id: "1", type: "function", function: { name: "look", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "1", content: "r" },
    ]);
  });

  it("reasoning, origin and state are in the key, beside the plain text", () => {
    const message: Message = {
      role: "assistant",
      content: [
        { type: "reasoning", text: "hm", opaque: { provider: "acme", data: "s" } },
        { type: "text", text: "a" },
        { type: "text", text: "b" },
      ],
      origin: { provider: "acme", route: "chat", model: "m", complete: true },
    };
    expect(exportMessages([message])).toEqual([{ role: "assistant", content: "ab", dialect: { version: 1, message } }]);
  });

  it("a cut call is not in the plain field, where it would look whole", () => {
    const message: Message = {
      role: "assistant",
      content: [
        { type: "text", text: "t" },
        { type: "tool-call", id: "1", name: "look", arguments: '{"a', complete: false },
      ],
    };
    expect(exportMessages([message])).toEqual([{ role: "assistant", content: "t", dialect: { version: 1, message } }]);
  });
});

describe("the key and the plain fields", () => {
  const message: Message = {
    role: "assistant",
    content: [
      { type: "reasoning", text: "hm" },
      { type: "text", text: "a" },
    ],
  };
  const [dict = {}] = exportMessages([message]);

  it("plain fields that were changed since win, and the key is listed", () => {
    expect(read({ ...dict, content: "changed" })).toEqual({
      messages: [{ role: "assistant", content: [{ type: "text", text: "changed" }] }],
      unread: [{ message: 0, path: "dialect", value: dict["dialect"] }],
    });
    expect(read({ ...dict, role: "user" }).messages).toEqual([{ role: "user", content: "a" }]);
  });
  it("keys that others added are listed, and the key still counts", () => {
    expect(read({ ...dict, refusal: null, cached: true })).toEqual({
      messages: [message],
      unread: [{ message: 0, path: "cached", value: true }],
    });
  });
  it.each([
    { version: 2, message },
    { version: 1 },
    5,
    { version: 1, message: { role: "assistant", content: null } },
    { version: 1, message: { role: "user", content: [{ type: "file" }] } },
  ])("a key of another shape is refused: %j", (key) => {
    expect(() => read({ role: "assistant", content: "a", dialect: key as never })).toThrow(
      expect.objectContaining({
        code: "invalid_history",
        message: expect.stringContaining("dicts[0].dialect") as string,
      }),
    );
  });
});
