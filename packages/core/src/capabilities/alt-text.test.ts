import { expect, it } from "vitest";
import type { Message } from "../contract/message.js";
import { withAltText } from "./alt-text.js";

const image = { type: "file", mediaType: "image/png", source: { url: "https://x.example/cat.png" } } as const;
const described = { ...image, altText: "a cat" };
const row = {
  imageInput: { support: "rejected", source: "page" },
  pdfInput: { support: "native", source: "page" },
} as const;

it("puts the text where the row refuses the file, and warns with its place (requirement S2.1)", () => {
  const messages: Message[] = [
    { role: "system", content: "s" },
    { role: "user", content: [{ type: "text", text: "what is this?" }, described] },
    { role: "tool", toolCallId: "1", toolName: "see", content: [described] },
  ];
  const result = withAltText(messages, row, {});
  expect(result.messages).toEqual([
    messages[0],
    {
      role: "user",
      content: [
        { type: "text", text: "what is this?" },
        { type: "text", text: "a cat" },
      ],
    },
    { role: "tool", toolCallId: "1", toolName: "see", content: [{ type: "text", text: "a cat" }] },
  ]);
  expect(result.warnings.map(({ code, path, index }) => [code, path, index])).toEqual([
    ["media_replaced", "messages[1].content[1]", 1],
    ["media_replaced", "messages[2].content[0]", 2],
  ]);
});

it("replaces where the row does not know, because nothing is guessed", () => {
  expect(withAltText([{ role: "user", content: [described] }], {}, {}).warnings).toHaveLength(1);
});

it("leaves a file without altText to be refused, and one that the row takes", () => {
  const messages: Message[] = [
    { role: "user", content: [image] },
    {
      role: "user",
      content: [
        { type: "file", mediaType: "application/pdf", altText: "a bill", source: { url: "https://x.example/a.pdf" } },
      ],
    },
    {
      role: "user",
      content: [
        { type: "file", mediaType: "text/csv", altText: "numbers", source: { url: "https://x.example/a.csv" } },
      ],
    },
  ];
  expect(withAltText(messages, row, {})).toEqual({ messages, warnings: [] });
});
