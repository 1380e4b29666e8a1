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

describe("dicts of other tools", () => {
  it("texts, parts, calls, results, refusals; null is nothing", () => {
    expect(
      read(
        { role: "system", content: "s" },
        {
          role: "user",
          content: [
            { type: "text", text: "u" },
            { type: "image_url", image_url: { url: "https://x.example/cat" } },
          ],
        },
        {
          role: "assistant",
          content: null,
          refusal: null,
          annotations: [],
          tool_calls: [{ id: "1", type: "function", function: { name: "look", arguments: '{"a": 1}' } }],
        },
        { role: "tool", tool_call_id: "1", content: [{ type: "text", text: "r" }] },
        { role: "assistant", content: "", tool_calls: [{ id: "1", function: { name: "read", arguments: "" } }] },
        { role: "tool", tool_call_id: "1", content: "again" },
        { role: "assistant", content: null, refusal: "no" },
        {
          role: "assistant",
          content: [
            { type: "text", text: "a" },
            { type: "refusal", refusal: "b" },
          ],
        },
      ),
    ).toEqual({
      messages: [
        { role: "system", content: "s" },
        {
          role: "user",
          content: [
            { type: "text", text: "u" },
            { type: "file", mediaType: "image/*", source: { url: "https://x.example/cat" } },
          ],
        },
        { role: "assistant", content: [{ type: "tool-call", id: "1", name: "look", arguments: '{"a": 1}' }] },
        { role: "tool", toolCallId: "1", toolName: "look", content: [{ type: "text", text: "r" }] },
        { role: "assistant", content: [{ type: "tool-call", id: "1", name: "read", arguments: "" }] },
        { role: "tool", toolCallId: "1", toolName: "read", content: "again" },
        { role: "assistant", content: [{ type: "refusal", text: "no" }] },
        {
          role: "assistant",
          content: [
            { type: "text", text: "a" },
            { type: "refusal", text: "b" },
          ],
        },
      ],
      unread: [],
    });
  });

  it("vendor keys are listed with place and value, for the provider's own importMessages", () => {
    const call = { id: "1", type: "function", function: { name: "f", arguments: "{}" }, extra_content: { google: 1 } };
    expect(
      read(
        {
          role: "user",
          content: [
            { type: "image_url", image_url: { url: "https://x.example", detail: "low" } },
            { type: "text", text: "t", cache_control: { type: "ephemeral" } },
          ],
          name: "bob",
        },
        { role: "assistant", content: "a", reasoning_content: "r", tool_calls: [call] },
      ).unread,
    ).toEqual([
      { message: 0, path: "name", value: "bob" },
      { message: 0, path: "content[0].image_url.detail", value: "low" },
      { message: 0, path: "content[1].cache_control", value: { type: "ephemeral" } },
      { message: 1, path: "reasoning_content", value: "r" },
      { message: 1, path: "tool_calls[0].extra_content", value: { google: 1 } },
    ]);
  });

  it("what has no word here is listed whole: other calls, other parts, file ids, developer", () => {
    const custom = { id: "1", type: "custom", custom: { name: "x", input: "y" } };
    const video = { type: "video_url", video_url: { url: "u" } };
    const file = { file_id: "file-1" };
    expect(
      read(
        { role: "developer", content: "d" },
        { role: "user", content: [video, { type: "file", file }] },
        { role: "assistant", content: "a", tool_calls: [custom] },
        {
          role: "system",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
      ),
    ).toEqual({
      messages: [
        { role: "system", content: "d" },
        { role: "user", content: [] },
        { role: "assistant", content: [{ type: "text", text: "a" }] },
        { role: "system", content: "a\nb" },
      ],
      unread: [
        { message: 0, path: "role", value: "developer" },
        { message: 1, path: "content[0]", value: video },
        { message: 1, path: "content[1].file", value: file },
        { message: 2, path: "tool_calls[0]", value: custom },
        {
          message: 3,
          path: "content",
          value: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
      ],
    });
  });

  it.each<[JsonObject, string]>([
    [{ role: "function", content: "x" }, "dicts[0].role is"],
    [{ role: "user" }, "dicts[0].content is missing"],
    [{ role: "user", content: null }, "dicts[0].content is null"],
    [{ role: "user", content: [5] }, "dicts[0].content[0] is 5"],
    [{ role: "user", content: [{ type: "text" }] }, "dicts[0].content[0].text is missing"],
    [
      { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png,AAAA" } }] },
      "dicts[0].content[0].image_url.url is not a data URL",
    ],
    [{ role: "assistant", content: 5 }, "dicts[0].content is 5"],
    [{ role: "assistant", tool_calls: {} }, "dicts[0].tool_calls is an object"],
    [
      { role: "assistant", tool_calls: [{ id: "1", function: { name: "f", arguments: {} } }] },
      "dicts[0].tool_calls[0].function.arguments is an object",
    ],
    [
      { role: "assistant", tool_calls: [{ id: null, function: { name: "f", arguments: "" } }] },
      "dicts[0].tool_calls[0].id is null",
    ],
    [{ role: "tool", content: "x" }, "dicts[0].tool_call_id is missing"],
  ])("a known field of a wrong type is refused: %j", (dict, text) => {
    expect(() => read(dict)).toThrow(
      expect.objectContaining({ code: "invalid_history", message: expect.stringContaining(text) as string }),
    );
  });
  it("no list, no message", () => {
    expect(() => importMessages({} as unknown as JsonObject[])).toThrow(
      expect.objectContaining({ code: "invalid_history" }),
    );
    expect(() => read(null as unknown as JsonObject)).toThrow("dicts[0] is null");
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
