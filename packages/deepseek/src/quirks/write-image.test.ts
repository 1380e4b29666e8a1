import type { FilePart } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { writeImage } from "./write-image.js";

const who = { provider: "deepseek", route: "chat", model: "m" };
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const image = (source: FilePart["source"]): FilePart => ({ type: "file", mediaType: "image/png", source });

describe("quirk: images go in as image_url or as an uploaded file (vercel/ai at ed857f50f1, read 2026-11-20)", () => {
  it("by data, URL and id", () => {
    expect(writeImage(image({ base64: "AA==" }), who)).toEqual({
      type: "image_url",
      image_url: { url: "data:image/png;base64,AA==" },
    });
    expect(writeImage(image({ url: "https://x.test/a.png" }), who)).toEqual({
      type: "image_url",
      image_url: { url: "https://x.test/a.png" },
    });
    expect(writeImage(image({ provider: "deepseek", fileId: "file-1" }), who)).toEqual({
      type: "file",
      file_id: "file-1",
    });
  });

  it("stands where it stood in the message of a model that sees", () => {
    const { body } = createDeepSeek({ apiKey: "sk-test" })
      .chat("deepseek-flash")
      .prepare({
        messages: [{ role: "user", content: [{ type: "text", text: "What is it?" }, image({ base64: png })] }],
      });
    expect((body as unknown as { messages: unknown[] }).messages).toEqual([
      {
        role: "user",
        content: [
          { type: "text", text: "What is it?" },
          { type: "image_url", image_url: { url: `data:image/png;base64,${png}` } },
        ],
      },
    ]);
  });

  it("any other type has no form: unsupported_content", () => {
    expect(() => writeImage({ ...image({ base64: "AA==" }), mediaType: "text/plain" }, who)).toThrow(
      expect.objectContaining({ code: "unsupported_content" }),
    );
  });

  it("a text model refuses the image; with altText and the option, its text goes in its place with a warning", () => {
    const model = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro");
    const messages = [{ role: "user", content: [{ ...image({ base64: png }), altText: "a red dot" }] }] as const;
    expect(() => model.prepare({ messages })).toThrow(expect.objectContaining({ code: "capability_rejected" }));
    const prepared = model.prepare({ messages, media: { whenUnsupported: "alt-text" } });
    expect(prepared.body).toMatchObject({ messages: [{ role: "user", content: "a red dot" }] });
    expect(prepared.warnings.map((warning) => warning.code)).toEqual(["media_replaced"]);
  });
});
