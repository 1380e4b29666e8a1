import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator } from "../index.js";

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

const authorization = "Bearer sk-a";

interface Answered {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

async function send(method: string, path: string, body?: string, contentType = "application/json"): Promise<Answered> {
  const response = await fetch(simulator.baseUrl + path, {
    method,
    headers: { authorization, "content-type": contentType },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

/** An upload as it goes over the wire; `disposition` and `type` are what a client writes of the file part. */
async function upload(disposition: string, type?: string): Promise<string> {
  const part = (head: string, value: string): string => `--x\r\n${head}\r\n\r\n${value}\r\n`;
  const body =
    part('Content-Disposition: form-data; name="purpose"', "user_data") +
    part(
      `Content-Disposition: form-data; name="file"${disposition}${type === undefined ? "" : `\r\nContent-Type: ${type}`}`,
      "%PDF-1.7",
    ) +
    "--x--\r\n";
  const { status, json } = await send("POST", "/files", body, "multipart/form-data; boundary=x");
  expect(status).toBe(200);
  return json["id"] as string;
}

const readOnChat = (id: string): Promise<Answered> =>
  send(
    "POST",
    "/chat/completions",
    JSON.stringify({
      model: "gpt-4.1",
      messages: [{ role: "user", content: [{ type: "file", file: { file_id: id } }] }],
    }),
  );
const readOnResponses = (id: string): Promise<Answered> =>
  send(
    "POST",
    "/responses",
    JSON.stringify({ model: "gpt-4.1", input: [{ role: "user", content: [{ type: "input_file", file_id: id }] }] }),
  );

describe("a file without a name (openai/openai-python#2472, read 2026-11-20)", () => {
  const refused = {
    status: 400,
    json: {
      error: {
        message:
          "Invalid file data: 'file_id'. Expected a file with an application/pdf MIME type, but got unsupported MIME type 'None'.",
        type: "invalid_request_error",
        param: "file_id",
        code: "invalid_value",
      },
    },
  };

  it("uploads well and fails when the model is asked to read it, on both routes", async () => {
    const id = await upload("");
    expect(await readOnChat(id)).toEqual(refused);
    expect(await readOnResponses(id)).toEqual(refused);
  });

  it("fails with a name that says nothing, even with bytes of a PDF", async () => {
    expect(await readOnChat(await upload('; filename="upload"', "application/octet-stream"))).toEqual(refused);
  });

  it("is read with a name that ends as it should, or with a type", async () => {
    for (const id of [await upload('; filename="a.pdf"'), await upload('; filename="upload"', "application/pdf")]) {
      expect((await readOnChat(id)).status).toBe(200);
      expect((await readOnResponses(id)).status).toBe(200);
    }
  });
});

describe("O15: what is read where", () => {
  it("Chat reads PDF only, Responses tables and text too (vercel/ai#16916, read 2026-11-20)", async () => {
    const id = await upload('; filename="a.csv"', "text/csv");
    expect((await readOnChat(id)).json).toMatchObject({
      error: { message: expect.stringContaining("unsupported MIME type 'text/csv'") as string },
    });
    expect((await readOnResponses(id)).status).toBe(200);
  });

  it("Responses reads no sound (openai/openai-node#1560, read 2026-11-20)", async () => {
    const inline = (file_data: string): Promise<Answered> =>
      send(
        "POST",
        "/responses",
        JSON.stringify({
          model: "gpt-4.1",
          input: [{ role: "user", content: [{ type: "input_file", filename: "a", file_data }] }],
        }),
      );
    expect((await inline("data:audio/wav;base64,AA==")).json).toMatchObject({ error: { code: "unsupported_file" } });
    expect((await inline("https://example.com/a.pdf")).json).toMatchObject({
      error: {
        message: expect.stringMatching(
          /^Invalid file data: 'input\[0\]\.content\[0\]\.file_data'\. Expected a base64-encoded data URL with a valid file MIME type/,
        ) as string,
      },
    });
    expect((await inline("data:text/csv;base64,AA==")).status).toBe(200);
  });
});

describe("the files (platform.openai.com/docs/api-reference/files, read 2026-11-20)", () => {
  it("are listed, fetched and deleted", async () => {
    const id = await upload('; filename="ü.pdf"', "application/pdf");
    expect((await send("GET", `/files/${id}`)).json).toMatchObject({
      object: "file",
      id,
      purpose: "user_data",
      filename: "ü.pdf",
      bytes: 8,
      status: "processed",
    });
    expect((await send("GET", "/files")).json).toMatchObject({ object: "list" });
    expect((await send("GET", `/files/${id}/content`)).json).toMatchObject({
      error: { message: "Not allowed to download files of purpose: user_data" },
    });
    expect((await send("DELETE", `/files/${id}`)).json).toEqual({ object: "file", id, deleted: true });
    expect((await send("GET", `/files/${id}`)).json).toMatchObject({
      error: { message: `No such File object: ${id}` },
    });
    expect((await readOnChat(id)).status).toBe(404);
  });

  it("are refused without a file or with an unknown purpose", async () => {
    expect((await send("POST", "/files", "{}")).json).toMatchObject({
      error: { message: "Missing required parameter: 'file'." },
    });
    const body =
      '--x\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfun\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1\r\n--x--\r\n';
    expect((await send("POST", "/files", body, "multipart/form-data; boundary=x")).status).toBe(400);
  });

  it("are written by FormData as well", async () => {
    const form = new FormData();
    form.append("purpose", "user_data");
    form.append("file", new File([new Uint8Array([0, 255, 13, 10, 45, 45])], "b.png", { type: "image/png" }));
    const response = await fetch(`${simulator.baseUrl}/files`, {
      method: "POST",
      headers: { authorization },
      body: form,
    });
    expect(await response.json()).toMatchObject({ filename: "b.png", bytes: 6 });
  });
});
