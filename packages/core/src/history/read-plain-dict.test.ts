import { describe, expect, it } from "vitest";
import type { JsonObject } from "../contract/json.js";
import { importMessages } from "./dicts.js";

const read = (...dicts: JsonObject[]) => importMessages(dicts);

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

  it("an image in a system message is listed, since ours is one text", () => {
    const content = [{ type: "image_url", image_url: { url: "https://x.example/a.png" } }];
    expect(read({ role: "system", content })).toEqual({
      messages: [{ role: "system", content: "" }],
      unread: [{ message: 0, path: "content", value: content }],
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
    [{ role: "assistant", content: "x", refusal: {} }, "dicts[0].refusal is an object"],
    [
      { role: "user", content: [{ type: "file", file: { file_data: "data:a/b;base64,AAAA", filename: 5 } }] },
      "dicts[0].content[0].file.filename is 5",
    ],
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
