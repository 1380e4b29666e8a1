import { describe, expect, it } from "vitest";
import { type AssistantPart, isDialectError, type Message, type UserPart } from "@dialect/core";
import { createOpenAI } from "../../index.js";

const local = "http://127.0.0.1:8080/v1";
const ask: Message = { role: "user", content: "hi" };
const next: Message = { role: "user", content: "go on" };

function prepare(
  messages: readonly Message[],
  settings: object = { apiKey: "k" },
  assume: object = { like: "gpt-4.1" },
) {
  const chat = createOpenAI(settings).chat("m-1", { route: "chat", assume });
  const { body, warnings } = chat.prepare({ messages } as never);
  return {
    messages: (body as unknown as { messages: unknown[] }).messages,
    warnings: warnings.filter(({ code }) => code !== "capabilities_unknown"),
  };
}
const turn = (...content: AssistantPart[]): Message => ({ role: "assistant", content });
const show = (...content: UserPart[]): Message => ({ role: "user", content });
function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (isDialectError(error)) return `${error.code}: ${error.message}`;
    throw error;
  }
}

const png = btoa(
  "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82",
);
const pdf = btoa("%PDF-1.7\n%%EOF\n");
const wav = btoa("RIFF\x04\0\0\0WAVE");

describe("files on this wire (S0.21)", () => {
  it("an image by data and by URL, with the detail that was asked for", () => {
    const content = [
      { type: "text", text: "Look:" },
      { type: "file", mediaType: "image/png", source: { base64: png } },
      { type: "file", mediaType: "image/jpeg", source: { url: "https://x.example/a.jpg" } },
    ] as const;
    const chat = createOpenAI({ apiKey: "k" }).chat("gpt-4.1", { route: "chat" });
    expect(
      (chat.prepare({ messages: [{ role: "user", content }], imageDetail: "low" }).body as { messages: unknown[] })
        .messages,
    ).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "Look:" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${png}`, detail: "low" } },
          { type: "image_url", image_url: { url: "https://x.example/a.jpg", detail: "low" } },
        ],
      },
    ]);
  });

  it("a PDF by data with its name, and by file id", () => {
    expect(
      prepare([
        show(
          { type: "file", mediaType: "application/pdf", name: "a.pdf", source: { base64: pdf } },
          { type: "file", mediaType: "application/pdf", source: { provider: "openai", fileId: "file-1" } },
        ),
      ]).messages,
    ).toEqual([
      {
        role: "user",
        content: [
          { type: "file", file: { filename: "a.pdf", file_data: `data:application/pdf;base64,${pdf}` } },
          { type: "file", file: { file_id: "file-1" } },
        ],
      },
    ]);
  });

  it("audio by data, where the caller states that the model hears", () => {
    const hears = { like: "gpt-4.1", audioInput: "native" };
    expect(
      prepare([show({ type: "file", mediaType: "audio/wav", source: { base64: wav } })], { apiKey: "k" }, hears)
        .messages,
    ).toEqual([{ role: "user", content: [{ type: "input_audio", input_audio: { data: wav, format: "wav" } }] }]);
    expect(codeOf(() => prepare([show({ type: "file", mediaType: "audio/wav", source: { base64: wav } })]))).toMatch(
      /^capability_rejected/,
    );
  });

  const refused: readonly (readonly [string, UserPart])[] = [
    ["an image by file id", { type: "file", mediaType: "image/png", source: { provider: "openai", fileId: "file-1" } }],
    ["a PDF by URL", { type: "file", mediaType: "application/pdf", source: { url: "https://x.example/a.pdf" } }],
    ["a text file", { type: "file", mediaType: "text/plain", source: { base64: btoa("hello") } }],
  ];
  for (const [name, part] of refused) {
    it(`${name} has no form here: unsupported_content with its place`, () => {
      expect(codeOf(() => prepare([show(part)]))).toMatch(/^unsupported_content: messages\[0\]\.content\[0\]/);
    });
  }

  it("60: an image in a tool result is refused, not sent as text", () => {
    const call: AssistantPart = { type: "tool-call", id: "call_1", name: "f", arguments: "{}" };
    const answer: Message = {
      role: "tool",
      toolCallId: "call_1",
      toolName: "f",
      content: [{ type: "file", mediaType: "image/png", source: { base64: png } }],
    };
    for (const [settings, assume] of [
      [{ apiKey: "k" }, { like: "gpt-4.1" }],
      [
        { baseUrl: local, apiKey: "" },
        { imageInput: "native", tools: "native" },
      ],
    ] as const) {
      expect(codeOf(() => prepare([ask, turn(call), answer], settings, assume))).toMatch(/^unsupported_content/);
    }
  });
});

describe("assistant turns", () => {
  it("text and calls go back, a call without arguments as {}", () => {
    const answer: Message = {
      role: "tool",
      toolCallId: "call_1",
      toolName: "f",
      content: { json: { celsius: 18 } },
      isError: true,
    };
    const { messages, warnings } = prepare([
      ask,
      turn({ type: "text", text: "One moment." }, { type: "tool-call", id: "call_1", name: "f", arguments: "" }),
      answer,
    ]);
    expect(messages.slice(1)).toEqual([
      {
        role: "assistant",
        content: "One moment.",
        tool_calls: [{ id: "call_1", type: "function", function: { name: "f", arguments: "{}" } }],
      },
      { role: "tool", tool_call_id: "call_1", content: '{"celsius":18}' },
    ]);
    expect(warnings.map(({ option }) => option)).toEqual(["isError"]);
  });

  it("a turn of calls only has content null at OpenAI, an empty text elsewhere", () => {
    const call: AssistantPart = { type: "tool-call", id: "call_1", name: "f", arguments: "{}" };
    const history = [ask, turn(call), { role: "tool", toolCallId: "call_1", toolName: "f", content: "ok" }] as const;
    expect(prepare(history).messages[1]).toMatchObject({ content: null });
    expect(prepare(history, { baseUrl: local, apiKey: "" }, { tools: "native" }).messages[1]).toMatchObject({
      content: "",
    });
  });

  it("a refusal goes back as a refusal", () => {
    expect(prepare([ask, turn({ type: "refusal", text: "No." }), next]).messages[1]).toEqual({
      role: "assistant",
      content: null,
      refusal: "No.",
    });
  });

  it("S1.12: reasoning is never sent to OpenAI's Chat Completions, and said so", () => {
    const { messages, warnings } = prepare([
      ask,
      turn({ type: "reasoning", text: "hm", field: "reasoning_content" }, { type: "text", text: "a" }),
      next,
    ]);
    expect(JSON.stringify(messages)).not.toContain("hm");
    expect(warnings).toMatchObject([{ code: "part_not_sent", path: "messages[1]" }]);
  });

  it("reasoning goes back to a custom server in the field it came in, only where that is assumed", () => {
    for (const field of ["reasoning", "reasoning_content"]) {
      const history = [ask, turn({ type: "reasoning", text: "hm", field }, { type: "text", text: "a" }), next];
      expect(prepare(history, { baseUrl: local, apiKey: "" }, { reasoningReplay: "native" }).messages[1]).toEqual({
        role: "assistant",
        content: "a",
        [field]: "hm",
      });
      const unknown = prepare(history, { baseUrl: local, apiKey: "" }, {});
      expect(unknown.messages[1]).toEqual({ role: "assistant", content: "a" });
      expect(unknown.warnings).toMatchObject([{ code: "part_not_sent" }]);
    }
  });

  it("reasoning without a field of this wire (the other route's) stays here", () => {
    const history = [
      ask,
      turn({ type: "reasoning", text: "hm", field: "reasoning_summary_text" }, { type: "text", text: "a" }),
      next,
    ];
    expect(prepare(history, { baseUrl: local, apiKey: "" }, { reasoningReplay: "native" }).messages[1]).toEqual({
      role: "assistant",
      content: "a",
    });
  });

  it("state of the other route stays here; its items and sources are reported", () => {
    const state = { provider: "openai", data: { v: 1, kind: "message", at: 0 } };
    const { messages, warnings } = prepare([
      ask,
      turn(
        { type: "opaque", kind: "web_search_call", opaque: state },
        { type: "text", text: "a", opaque: state },
        { type: "source", url: "https://x.example/" },
      ),
      next,
    ]);
    expect(messages[1]).toEqual({ role: "assistant", content: "a" });
    expect(warnings.map(({ message }) => message)).toEqual([
      "The opaque part of messages[1] has no place in Chat Completions.",
      "The source part of messages[1] has no place in Chat Completions.",
    ]);
  });

  it("a file that the assistant made is refused", () => {
    expect(
      codeOf(() => prepare([ask, turn({ type: "file", mediaType: "image/png", source: { base64: png } }), next])),
    ).toMatch(/^unsupported_content/);
  });

  it("23: ids longer than 64 characters become shorter ones, the same for call and result", () => {
    const id = `call_${"x".repeat(70)}|fc_1`;
    const { messages } = prepare([
      ask,
      turn({ type: "tool-call", id, name: "f", arguments: "{}" }),
      { role: "tool", toolCallId: id, toolName: "f", content: "ok" },
    ]);
    const sent = (messages[1] as { tool_calls: { id: string }[] }).tool_calls[0]?.id ?? "";
    expect(sent.length).toBeLessThanOrEqual(40);
    expect(messages[2]).toMatchObject({ tool_call_id: sent });
  });
});
