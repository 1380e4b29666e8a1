import type { Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { bodyOf, contextOf } from "../../../test/responses-driver.js";
import { models, routeCells } from "../../models.js";
import type { OpenAIRequest } from "../../request-types.js";
import { writeRequest } from "./request.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const gpt4 = { model: "gpt-4o", row: { ...routeCells.responses, ...models.responses["gpt-4o"] } };
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const pdfBytes = Buffer.from("%PDF-1.4\n%%EOF\n").toString("base64");
const custom = { official: false, model: "qwen3", row: {} };

describe("messages", () => {
  const input = (
    given: readonly Message[],
    more: Parameters<typeof contextOf>[0] = {},
    request: Partial<OpenAIRequest> = {},
  ): unknown => bodyOf({ messages: given, ...request }, more)["input"];

  it("instructions are developer messages for models that reason, system messages elsewhere", () => {
    const system: Message = { role: "system", content: "Be brief." };
    expect(input([system, ...messages])).toMatchObject([{ role: "developer" }, { role: "user" }]);
    expect(input([system, ...messages], gpt4)).toMatchObject([{ role: "system" }, { role: "user" }]);
    expect(input([system, ...messages], custom)).toMatchObject([{ role: "system" }, { role: "user" }]);
  });

  it("files go inline with name and type, by url and by id (S0.18, S0.21)", () => {
    const pdf = { type: "file", mediaType: "application/pdf" } as const;
    const image = { type: "file", mediaType: "image/png" } as const;
    expect(
      input(
        [
          {
            role: "user",
            content: [
              { type: "text", text: "Look:" },
              { ...image, mediaType: "image/*", source: { base64: png } },
              { ...image, source: { url: "https://a.example/a.png" } },
              { ...image, source: { provider: "openai", fileId: "file-1" } },
              { ...pdf, name: "a.pdf", source: { base64: pdfBytes } },
              { ...pdf, source: { base64: pdfBytes } },
              { ...pdf, source: { url: "https://a.example/a.pdf" } },
              { ...pdf, name: "a.pdf", source: { provider: "openai", fileId: "file-2" } },
            ],
          },
        ],
        {},
        { imageDetail: "low" },
      ),
    ).toMatchInlineSnapshot(`
      [
        {
          "content": [
            {
              "text": "Look:",
              "type": "input_text",
            },
            {
              "detail": "low",
              "image_url": "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
              "type": "input_image",
            },
            {
              "detail": "low",
              "image_url": "https://a.example/a.png",
              "type": "input_image",
            },
            {
              "detail": "low",
              "file_id": "file-1",
              "type": "input_image",
            },
            {
              "file_data": "data:application/pdf;base64,JVBERi0xLjQKJSVFT0YK",
              "filename": "a.pdf",
              "type": "input_file",
            },
            {
              "file_data": "data:application/pdf;base64,JVBERi0xLjQKJSVFT0YK",
              "filename": "file.pdf",
              "type": "input_file",
            },
            {
              "file_url": "https://a.example/a.pdf",
              "type": "input_file",
            },
            {
              "file_id": "file-2",
              "type": "input_file",
            },
          ],
          "role": "user",
          "type": "message",
        },
      ]
    `);
  });

  it.each(["audio/wav", "text/plain", "application/zip"])(
    "a %s file has no form and is refused with its place",
    (mediaType) => {
      expect(() =>
        input([{ role: "user", content: [{ type: "file", mediaType, source: { url: "https://a.example/a" } }] }]),
      ).toThrow(
        expect.objectContaining({
          code: "unsupported_content",
          message: expect.stringContaining("messages[0].content[0]"),
        }),
      );
    },
  );

  it("tool results are text, JSON text, or parts (pain 60); an error flag has no field and is reported", () => {
    const call = (id: string): Message => ({
      role: "assistant",
      content: [{ type: "tool-call", id, name: "f", arguments: "" }],
    });
    const result = (id: string, content: Extract<Message, { role: "tool" }>["content"], isError?: true): Message => ({
      role: "tool",
      toolCallId: id,
      toolName: "f",
      content,
      ...(isError === undefined ? {} : { isError }),
    });
    const history = [
      ...messages,
      call("a"),
      result("a", "sunny"),
      call("b"),
      result("b", { json: { a: 1 } }),
      call("c"),
      result("c", [{ type: "text", text: "only" }]),
      call("d"),
      result(
        "d",
        [
          { type: "text", text: "a picture" },
          { type: "file", mediaType: "image/png", source: { base64: png } },
        ],
        true,
      ),
    ];
    const { body, warnings } = writeRequest({ messages: history }, contextOf());
    const outputs = (body["input"] as readonly { readonly type: string; readonly output?: unknown }[]).filter(
      ({ type }) => type === "function_call_output",
    );
    expect(outputs.map(({ output }) => output)).toEqual([
      "sunny",
      '{"a":1}',
      "only",
      [
        { type: "input_text", text: "a picture" },
        { type: "input_image", image_url: `data:image/png;base64,${png}` },
      ],
    ]);
    expect(body["input"]).toContainEqual({ type: "function_call", call_id: "a", name: "f", arguments: "{}" });
    expect(warnings).toMatchObject([{ code: "option_not_sent", option: "isError" }]);
  });

  it("a call id that is too long is shortened the same way on both sides (pain 23)", () => {
    const id = "x".repeat(90);
    const items = input([
      ...messages,
      { role: "assistant", content: [{ type: "tool-call", id, name: "f", arguments: "{}" }] },
      { role: "tool", toolCallId: id, toolName: "f", content: "" },
    ]) as readonly { readonly call_id?: string }[];
    expect(items[1]?.call_id).toMatch(/^call_/);
    expect(items[2]?.call_id).toBe(items[1]?.call_id);
  });

  it("another model's plain text goes as it is; its reasoning and citations are reported, its files refused", () => {
    const { body, warnings } = writeRequest(
      {
        messages: [
          ...messages,
          {
            role: "assistant",
            content: [
              { type: "reasoning", text: "Hm", field: "reasoning_content" },
              { type: "text", text: "Yes." },
              { type: "source", url: "https://a.example" },
            ],
          },
          ...messages,
        ],
      },
      contextOf(),
    );
    expect((body["input"] as unknown[])[1]).toEqual({ type: "message", role: "assistant", content: "Yes." });
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ["part_not_sent", "messages[1].content[2]"],
      ["part_not_sent", "messages[1].content[0]"],
    ]);
    expect(() =>
      input([
        ...messages,
        { role: "assistant", content: [{ type: "file", mediaType: "image/png", source: { base64: png } }] },
      ]),
    ).toThrow(expect.objectContaining({ code: "unsupported_content" }));
  });

  it("pain 12: a turn that was cut after its reasoning keeps its text, and the reasoning stays behind", () => {
    const state = { provider: "openai", data: { v: 1, kind: "reasoning", at: 0, id: "rs_1", encrypted: "gAA" } };
    const { body, warnings } = writeRequest(
      {
        messages: [
          ...messages,
          {
            role: "assistant",
            content: [
              { type: "reasoning", text: "Hm", field: "reasoning_summary_text", opaque: state },
              { type: "text", text: "Half an ans", complete: false },
            ],
          },
          ...messages,
        ],
      },
      contextOf(),
    );
    expect(body["input"]).toMatchObject([
      { role: "user" },
      { role: "assistant", content: "Half an ans" },
      { role: "user" },
    ]);
    expect(warnings).toMatchObject([
      { code: "part_not_sent", message: expect.stringContaining("the item that it led to was cut") },
    ]);
  });
});
