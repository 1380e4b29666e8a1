import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { type DialectError, isDialectError } from "@dialect/core";
import { createOpenAI } from "./index.js";
import { json, scripted, sse, delta } from "../test/scripted.js";

const pdf = new TextEncoder().encode("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n");
const text = (body: unknown): string => new TextDecoder("latin1").decode(body as Uint8Array);
async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}

describe("files.upload: name and type travel with the bytes (scenario 36, openai-python#2472)", () => {
  it("bytes without an extension get the one of their type, by their magic bytes", async () => {
    const transport = scripted(json({ id: "file-1", object: "file" }));
    const part = await createOpenAI({ apiKey: "k", transport }).files.upload(pdf, { name: "" });
    expect(part).toEqual({
      type: "file",
      mediaType: "application/pdf",
      name: "file.pdf",
      source: { provider: "openai", fileId: "file-1" },
    });
    const { method, url, headers, body } = transport.sent[0] ?? {};
    expect({ method, url }).toEqual({ method: "POST", url: "https://api.openai.com/v1/files" });
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(headers?.["content-type"] ?? "")?.[1] ?? "";
    expect(text(body)).toBe(
      `--${boundary}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file.pdf"\r\nContent-Type: application/pdf\r\n\r\n` +
        `${text(pdf)}\r\n--${boundary}--\r\n`,
    );
  });

  it("a given name and type stay; a quote and a line break in a name cannot end the header", async () => {
    const transport = scripted(json({ id: "file-1" }), json({ id: "file-2" }));
    const { files } = createOpenAI({ apiKey: "k", transport });
    await files.upload(new TextEncoder().encode("a,b\n1,2\n"), {
      name: 'a"b\r\nX: y.csv',
      mediaType: "text/csv",
      purpose: "assistants",
    });
    expect(text(transport.sent[0]?.body)).toContain('filename="a%22b%0D%0AX: y.csv"\r\nContent-Type: text/csv\r\n');
    expect(text(transport.sent[0]?.body)).toContain("\r\n\r\nassistants\r\n");
  });

  const refused: readonly (readonly [
    string,
    Uint8Array,
    { readonly name: string; readonly mediaType?: string },
    string,
  ])[] = [
    ["neither given nor visible", new Uint8Array([0, 1, 2, 3]), { name: "blob" }, "media_type_unknown"],
    ["declared as something else", pdf, { name: "a.png", mediaType: "image/png" }, "unsupported_content"],
    ["cut", pdf.subarray(0, 12), { name: "a.pdf" }, "unsupported_content"],
    ["empty", new Uint8Array(), { name: "a.pdf" }, "unsupported_content"],
  ];
  for (const [name, bytes, file, code] of refused) {
    it(`${name} → ${code} before any request (S0.20)`, async () => {
      const transport = scripted();
      expect((await failure(createOpenAI({ apiKey: "k", transport }).files.upload(bytes, file))).code).toBe(code);
      expect(transport.sent).toEqual([]);
    });
  }

  it("an upload that fails is not repeated, whatever the server says", async () => {
    const transport = scripted(
      json({ error: { message: "busy" } }, 503, { "retry-after-ms": "1", "x-should-retry": "true" }),
    );
    expect(await failure(createOpenAI({ apiKey: "k", transport }).files.upload(pdf, { name: "a.pdf" }))).toMatchObject({
      code: "overloaded",
      retryable: true,
      attempts: 1,
    });
    expect(transport.sent).toHaveLength(1);
  });

  it("scenario 36 over a real socket: a server that refuses files without a type takes ours, and the id goes into a streamed turn", async () => {
    const types = new Map<string, string>();
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const body = Buffer.concat(chunks).toString("latin1");
        if (request.url === "/v1/files") {
          types.set("file-1", /filename="[^"]+"\r\nContent-Type: ([^\r]+)/.exec(body)?.[1] ?? "None");
          response.setHeader("content-type", "application/json").end(JSON.stringify({ id: "file-1" }));
          return;
        }
        const type = types.get(
          (JSON.parse(body) as { messages: { content: { file?: { file_id: string } }[] }[] }).messages[0]?.content[1]
            ?.file?.file_id ?? "",
        );
        if (type !== "application/pdf") {
          response
            .writeHead(400, { "content-type": "application/json" })
            .end(JSON.stringify({ error: { message: `got unsupported MIME type '${type}'` } }));
          return;
        }
        response
          .setHeader("content-type", "text/event-stream")
          .end(sse(delta({ content: "read" }, "stop")).chunks.join(""));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    try {
      const provider = createOpenAI({ baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: "" });
      const file = await provider.files.upload(pdf, { name: "report" });
      expect(file.name).toBe("report.pdf");
      const model = provider.chat("gpt-4.1", { assume: { like: "gpt-4.1" } });
      const history = JSON.parse(
        JSON.stringify([{ role: "user", content: [{ type: "text", text: "Read:" }, file] }]),
      ) as never;
      expect((await model.stream({ messages: history }).result()).text).toBe("read");
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });
});

describe("files.get and files.delete", () => {
  it("one request each, with the id escaped", async () => {
    const transport = scripted(json({ id: "file/1", bytes: 3 }), json({ id: "file/1", deleted: true }));
    const { files } = createOpenAI({ apiKey: "k", transport });
    expect(await files.get("file/1")).toEqual({ id: "file/1", bytes: 3 });
    expect(await files.delete("file/1")).toBeUndefined();
    expect(transport.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "GET https://api.openai.com/v1/files/file%2F1",
      "DELETE https://api.openai.com/v1/files/file%2F1",
    ]);
  });

  it("a file that is not there is named, with the vendor's sentence", async () => {
    const transport = scripted(
      json({ error: { message: "No such File object: file-9", type: "invalid_request_error", param: "id" } }, 404),
    );
    expect(await failure(createOpenAI({ apiKey: "k", transport }).files.get("file-9"))).toMatchObject({
      code: "invalid_request",
      status: 404,
    });
  });
});
