import type { AssistantMessage, Message, Warning } from "@dialect/core";
import { jsonTool } from "../test/tool.js";
import { describe, expect, it } from "vitest";
import {
  unwrittenParts,
  warnOfErrorFlags,
  type WireDescription,
  writeMessage,
  writeOptions,
  writeStream,
  writeTool,
  writeToolChoice,
} from "./index.js";

const wire: WireDescription = {
  maxTokensField: "max_tokens",
  instructionRole: "system",
  toolTurnContent: "null",
  toolResultContent: "text",
  strictTools: "never",
  streamUsage: "ask",
  callIdentity: "index",
};
const call: AssistantMessage = {
  role: "assistant",
  content: [
    { type: "reasoning", text: "why" },
    { type: "tool-call", id: "a", name: "f", arguments: "" },
  ],
};

describe("message writers", () => {
  it("instructions take the role of the wire", () => {
    expect(writeMessage({ role: "system", content: "s" }, wire)).toEqual({ role: "system", content: "s" });
    expect(writeMessage({ role: "system", content: "s" }, { ...wire, instructionRole: "developer" })).toEqual({
      role: "developer",
      content: "s",
    });
  });

  it("one text part is plain text, several stay parts", () => {
    expect(writeMessage({ role: "user", content: "u" }, wire)).toEqual({ role: "user", content: "u" });
    expect(writeMessage({ role: "user", content: [{ type: "text", text: "u" }] }, wire)).toEqual({
      role: "user",
      content: "u",
    });
    expect(
      writeMessage(
        {
          role: "user",
          content: [
            { type: "text", text: "u" },
            { type: "text", text: "v" },
          ],
        },
        wire,
      ),
    ).toEqual({
      role: "user",
      content: [
        { type: "text", text: "u" },
        { type: "text", text: "v" },
      ],
    });
  });

  it("files are placed where they stand, as the provider wrote them; a file without a form is refused", () => {
    const message: Message = {
      role: "user",
      content: [
        { type: "text", text: "see" },
        { type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } },
      ],
    };
    expect(writeMessage(message, wire, [{ type: "image_url", image_url: { url: "https://x.test/a.png" } }])).toEqual({
      role: "user",
      content: [
        { type: "text", text: "see" },
        { type: "image_url", image_url: { url: "https://x.test/a.png" } },
      ],
    });
    expect(() => writeMessage(message, wire)).toThrow(expect.objectContaining({ code: "unsupported_content" }));
  });

  it.each([
    ["null", { content: null }],
    ["empty-string", { content: "" }],
    ["omitted", {}],
  ] as const)("a turn that only calls tools: content %s; no arguments are {}", (toolTurnContent, content) => {
    expect(writeMessage(call, { ...wire, toolTurnContent })).toEqual({
      role: "assistant",
      ...content,
      tool_calls: [{ id: "a", type: "function", function: { name: "f", arguments: "{}" } }],
    });
    expect(unwrittenParts(call)).toEqual([{ type: "reasoning", text: "why" }]);
  });

  it("a turn with text and calls, and one with nothing to say", () => {
    const both: AssistantMessage = {
      role: "assistant",
      content: [{ type: "text", text: "I " }, ...call.content, { type: "text", text: "look." }],
    };
    expect(writeMessage(both, wire)["content"]).toBe("I look.");
    expect(writeMessage({ role: "assistant", content: [] }, { ...wire, toolTurnContent: "omitted" })).toEqual({
      role: "assistant",
      content: "",
    });
  });

  it("tool results: text, JSON as text, parts as text or as parts; a file in a text-only result is refused", () => {
    const result = (content: Extract<Message, { role: "tool" }>["content"]): Message => ({
      role: "tool",
      toolCallId: "a",
      toolName: "f",
      content,
    });
    expect(writeMessage(result("ok"), wire)).toEqual({ role: "tool", tool_call_id: "a", content: "ok" });
    expect(writeMessage(result({ json: { n: 1 } }), wire)["content"]).toBe('{"n":1}');
    const parts = [
      { type: "text", text: "1" },
      { type: "text", text: "2" },
    ] as const;
    expect(writeMessage(result(parts), wire)["content"]).toBe("1\n2");
    expect(writeMessage(result(parts), { ...wire, toolResultContent: "parts" })["content"]).toEqual(parts);
    const image = [{ type: "file", mediaType: "image/png", source: { base64: "AA==" } }] as const;
    expect(() => writeMessage(result(image), wire)).toThrow(expect.objectContaining({ code: "unsupported_content" }));
  });

  it("isError has no place on this wire: the caller is told once", () => {
    const warnings: Warning[] = [];
    const failed: Message = { role: "tool", toolCallId: "a", toolName: "f", content: "no", isError: true };
    warnOfErrorFlags([failed, failed], (warning) => warnings.push(warning));
    expect(warnings.map((warning) => warning.option)).toEqual(["isError"]);
    warnOfErrorFlags([{ ...failed, isError: false }], (warning) => warnings.push(warning));
    expect(warnings).toHaveLength(1);
  });
});

describe("request writers", () => {
  it("strict of a tool is never written, written when asked, or always", () => {
    const tool = jsonTool("f");
    const plain = { name: "f", description: "does f", parameters: { type: "object" } };
    expect(writeTool({ ...tool, strict: true }, { type: "object" }, wire)).toEqual({
      type: "function",
      function: plain,
    });
    expect(writeTool(tool, { type: "object" }, { strictTools: "when-asked" })).toEqual({
      type: "function",
      function: plain,
    });
    expect(writeTool({ ...tool, strict: true }, { type: "object" }, { strictTools: "when-asked" })).toEqual({
      type: "function",
      function: { ...plain, strict: true },
    });
    expect(writeTool(tool, { type: "object" }, { strictTools: "always" })).toEqual({
      type: "function",
      function: { ...plain, strict: false },
    });
  });

  it("tool choice, options and stream flags", () => {
    expect(writeToolChoice("required")).toBe("required");
    expect(writeToolChoice({ name: "f" })).toEqual({ type: "function", function: { name: "f" } });
    expect(writeOptions({}, wire)).toEqual({});
    expect(
      writeOptions(
        { maxOutputTokens: 5, temperature: 0, topP: 1, stop: ["x"], seed: 0, parallelToolCalls: false },
        { maxTokensField: "max_completion_tokens" },
      ),
    ).toEqual({
      max_completion_tokens: 5,
      temperature: 0,
      top_p: 1,
      stop: ["x"],
      seed: 0,
      parallel_tool_calls: false,
    });
    expect(writeStream(wire)).toEqual({ stream: true, stream_options: { include_usage: true } });
    expect(writeStream({ streamUsage: "always-sent" })).toEqual({ stream: true });
  });
});
