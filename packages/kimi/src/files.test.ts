import type { Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { json, scripted, whole } from "../test/scripted-transport.js";
import { createKimi } from "./index.js";

const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n");
const png = Uint8Array.from(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  ),
);
const text = (body: unknown): string => new TextDecoder("latin1").decode(body as Uint8Array);

describe("files (platform.kimi.ai/docs/api/files-upload, read 2026-11-20)", () => {
  it("an image: uploaded with its purpose, the part goes into a message as ms://, also after JSON", async () => {
    const { transport, requests } = scripted(json({ id: "f-1" }), whole({ content: "A dot." }));
    const provider = createKimi({ apiKey: "k", transport, env: {} });
    const part = await provider.files.upload(png, { name: "dot" });
    expect(part).toEqual({
      type: "file",
      mediaType: "image/png",
      name: "dot.png",
      source: { provider: "kimi", fileId: "f-1" },
    });
    expect(`${requests[0]?.method} ${requests[0]?.url}`).toBe("POST https://api.moonshot.ai/v1/files");
    expect(text(requests[0]?.body)).toContain('name="purpose"\r\n\r\nimage\r\n');
    expect(text(requests[0]?.body)).toContain('filename="dot.png"\r\nContent-Type: image/png\r\n');
    const messages = JSON.parse(
      JSON.stringify([{ role: "user", content: [{ type: "text", text: "What is it?" }, part] }]),
    ) as Message[];
    await provider.chat("kimi-k2.6").generate({ messages });
    expect(requests[1]?.json).toMatchObject({
      messages: [{ content: [{ type: "text" }, { type: "image_url", image_url: { url: "ms://f-1" } }] }],
    });
  });

  it("a PDF: uploaded for its text, which content() reads; in a message it is refused", async () => {
    const { transport, requests } = scripted(json({ id: "f/2" }), {
      headers: { "content-type": "text/plain" },
      chunks: ["Text of the file"],
    });
    const provider = createKimi({ apiKey: "k", transport, env: {} });
    const part = await provider.files.upload(pdf, { name: "a.pdf" });
    expect(text(requests[0]?.body)).toContain("file-extract");
    expect(await provider.files.content("f/2")).toBe("Text of the file");
    expect(requests[1]?.url).toBe("https://api.moonshot.ai/v1/files/f%2F2/content");
    expect(() => provider.chat("kimi-k2.6").prepare({ messages: [{ role: "user", content: [part] }] })).toThrow(
      expect.objectContaining({ code: "capability_rejected" }),
    );
  });

  it.each([
    ["neither given nor visible", new Uint8Array([0, 1, 2, 3]), { name: "blob" }, "media_type_unknown"],
    ["declared as something else", pdf, { name: "a.png", mediaType: "image/png" }, "unsupported_content"],
    ["empty", new Uint8Array(), { name: "a.pdf" }, "unsupported_content"],
  ] as const)("S0.20: a type %s is refused before any request", async (_name, bytes, file, code) => {
    const { transport, requests } = scripted();
    await expect(createKimi({ apiKey: "k", transport }).files.upload(bytes, file)).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(0);
  });

  it("an upload that fails is not repeated; an answer without an id is named", async () => {
    const { transport, requests } = scripted(json({ error: { message: "busy" } }, 503), json({ object: "file" }));
    const { files } = createKimi({ apiKey: "k", transport });
    await expect(files.upload(pdf, { name: "a.pdf" })).rejects.toMatchObject({ code: "overloaded", attempts: 1 });
    await expect(files.upload(pdf, { name: "a.pdf" })).rejects.toMatchObject({ code: "response_event_missing_field" });
    expect(requests).toHaveLength(2);
  });

  it("get and delete are one request each", async () => {
    const { transport, requests } = scripted(json({ id: "f-1", status: "ok" }), json({ deleted: true }));
    const { files } = createKimi({ apiKey: "k", transport, region: "china", env: {} });
    expect(await files.get("f-1")).toEqual({ id: "f-1", status: "ok" });
    expect(await files.delete("f-1")).toBeUndefined();
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET https://api.moonshot.cn/v1/files/f-1",
      "DELETE https://api.moonshot.cn/v1/files/f-1",
    ]);
  });
});
