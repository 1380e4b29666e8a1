import type { FilePart } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";
import { writeMedia } from "./write-media.js";

const who = { provider: "kimi", route: "chat", model: "m" };
const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const file = (mediaType: string, source: FilePart["source"]): FilePart => ({ type: "file", mediaType, source });

describe("quirk: media go in as data or by id (platform.kimi.ai/docs/guide/use-kimi-vision-model, read 2026-11-20)", () => {
  it("images and videos have members of their own", () => {
    expect(writeMedia(file("image/png", { base64: "AA==" }), who)).toEqual({
      type: "image_url",
      image_url: { url: "data:image/png;base64,AA==" },
    });
    expect(writeMedia(file("video/mp4", { provider: "kimi", fileId: "f-1" }), who)).toEqual({
      type: "video_url",
      video_url: { url: "ms://f-1" },
    });
    expect(writeMedia(file("image/png", { url: "ms://f-2" }), who)).toMatchObject({ image_url: { url: "ms://f-2" } });
  });

  it("an image stands where it stood", () => {
    const { body } = createKimi({ apiKey: "k" })
      .chat("kimi-k3")
      .prepare({
        messages: [{ role: "user", content: [{ type: "text", text: "What?" }, file("image/png", { base64: png })] }],
      });
    expect(body).toMatchObject({
      messages: [
        {
          content: [
            { type: "text", text: "What?" },
            { type: "image_url", image_url: { url: `data:image/png;base64,${png}` } },
          ],
        },
      ],
    });
  });

  it('a URL is refused: the server does not fetch it ("unsupported image url")', () => {
    expect(() => writeMedia(file("image/png", { url: "https://x.test/a.png" }), who)).toThrow(
      expect.objectContaining({
        code: "unsupported_content",
        message: expect.stringContaining("https://x.test/a.png") as string,
      }),
    );
  });

  it("any other file has no form; a PDF and audio are refused by the row", () => {
    expect(() => writeMedia(file("text/csv", { provider: "kimi", fileId: "f" }), who)).toThrow(
      expect.objectContaining({
        code: "unsupported_content",
        hint: expect.stringContaining("files.content") as string,
      }),
    );
    for (const type of ["application/pdf", "audio/wav"])
      expect(() =>
        createKimi({ apiKey: "k" })
          .chat("kimi-k2.6")
          .prepare({
            messages: [{ role: "user", content: [file(type, { provider: "kimi", fileId: "f" })] }],
          }),
      ).toThrow(expect.objectContaining({ code: "capability_rejected" }));
  });

  it("video is known on kimi-k2.6, not on K3", () => {
    const messages = [{ role: "user", content: [file("video/mp4", { provider: "kimi", fileId: "f" })] }] as const;
    const provider = createKimi({ apiKey: "k" });
    expect(JSON.stringify(provider.chat("kimi-k2.6").prepare({ messages }).body)).toContain("ms://f");
    expect(() => provider.chat("kimi-k3").prepare({ messages })).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
  });
});
