import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type OllamaSimulator, type OllamaSimulatorOptions } from "./index.js";

let simulator: OllamaSimulator;
afterEach(() => simulator.close());

async function start(options?: OllamaSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

async function send(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; type: string | null; text: string }> {
  const response = await fetch(simulator.url + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}
const json = async (method: string, path: string, body?: object): Promise<unknown> =>
  JSON.parse((await send(method, path, body)).text);
const models: OllamaSimulatorOptions["models"] = [
  { name: "mine:1b", capabilities: ["completion", "tools"], family: "llama" },
];

describe("the router (router recordings, 2026-11-20: ../../test/wire/router)", () => {
  it("greets, tells its version, and answers 404 and 405 in plain text", async () => {
    await start();
    expect(await send("GET", "/")).toMatchObject({ status: 200, text: "Ollama is running" });
    expect(await json("GET", "/api/version")).toEqual({ version: "0.33.0" });
    expect(await send("POST", "/api/nope", {})).toEqual({
      status: 404,
      type: "text/plain",
      text: "404 page not found",
    });
    expect(await send("GET", "/api/chat")).toEqual({ status: 405, type: "text/plain", text: "405 method not allowed" });
  });
});

describe("models that are there (router tags, show, v1 models, 2026-11-20)", () => {
  it("are listed with capabilities natively, without them on /v1", async () => {
    await start({ models });
    expect(await json("GET", "/api/tags")).toMatchObject({
      models: [
        { name: "mine:1b", details: { family: "llama", context_length: 8192 }, capabilities: ["completion", "tools"] },
      ],
    });
    expect(await json("GET", "/v1/models")).toEqual({
      object: "list",
      data: [{ id: "mine:1b", object: "model", created: 1_795_219_523, owned_by: "library" }],
    });
    expect(await json("GET", "/v1/models/mine:1b")).toMatchObject({ id: "mine:1b" });
    expect(await send("GET", "/v1/models/nope")).toMatchObject({
      status: 404,
      text: '{"error":{"message":"model \'nope:latest\' not found","type":"not_found_error","param":null,"code":null}}',
    });
  });

  it("are shown with their context length; a missing one with its tag", async () => {
    await start({ models });
    expect(await json("POST", "/api/show", { model: "mine:1b" })).toMatchObject({
      capabilities: ["completion", "tools"],
      model_info: { "general.architecture": "llama", "llama.context_length": 8192 },
    });
    expect(await send("POST", "/api/show", { model: "nope" })).toMatchObject({
      status: 404,
      text: '{"error":"model \'nope:latest\' not found"}',
    });
  });

  it("are in /api/ps once used, with the window in use, until unloaded (ollama/ollama api/types.go, read 2026-11-20)", async () => {
    await start({ models });
    expect(await json("GET", "/api/ps")).toEqual({ models: [] });
    await send("POST", "/api/chat", { model: "mine:1b", options: { num_ctx: 2048 } });
    expect(await json("GET", "/api/ps")).toMatchObject({
      models: [{ name: "mine:1b", context_length: 2048, size_vram: 0 }],
    });
    await send("POST", "/api/chat", { model: "mine:1b", keep_alive: 0 });
    expect(await json("GET", "/api/ps")).toEqual({ models: [] });
  });
});

describe("pull and delete", () => {
  const pulled = async (body: object): Promise<unknown[]> =>
    (await send("POST", "/api/pull", body)).text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  it("pulls with progress, then has the model (ollama/ollama docs/api.md, read 2026-11-20)", async () => {
    await start({ models });
    const lines = (await pulled({ model: "smollm2" })) as { status: string; total?: number; completed?: number }[];
    expect(lines.map((line) => line.status.replace(/[0-9a-f]{12}/, "#"))).toEqual([
      "pulling manifest",
      "pulling #",
      "pulling #",
      "pulling #",
      "verifying sha256 digest",
      "writing manifest",
      "success",
    ]);
    expect(lines.slice(1, 4).map((line) => line.completed === line.total)).toEqual([false, false, true]);
    expect((await send("POST", "/api/show", { model: "smollm2" })).status).toBe(200);
  });

  it("fails in a line after HTTP 200, or with 500 without streaming (recorded api-pull-error-stream, 2026-11-21)", async () => {
    await start();
    expect(await pulled({ model: "nope" })).toEqual([
      { status: "pulling manifest" },
      { error: "pull model manifest: file does not exist" },
    ]);
    expect(await send("POST", "/api/pull", { model: "nope", stream: false })).toMatchObject({ status: 500 });
    expect(await json("POST", "/api/pull", { model: "smollm2", stream: false })).toEqual({ status: "success" });
  });

  it("deletes, once (ollama/ollama server/routes.go, read 2026-11-20)", async () => {
    await start({ models });
    expect(await send("DELETE", "/api/delete", { model: "mine:1b" })).toMatchObject({ status: 200, text: "" });
    expect(await send("DELETE", "/api/delete", { model: "mine:1b" })).toMatchObject({
      status: 404,
      text: '{"error":"model \'mine:1b\' not found"}',
    });
  });
});

describe("embeddings (recorded embed-model-api-embed, embeddings, 2026-11-21)", () => {
  it("come from an embedding model only", async () => {
    await start();
    const body = { model: "scripted-embed:latest", input: ["a", "b"] };
    const { embeddings } = (await json("POST", "/api/embed", body)) as { embeddings: number[][] };
    expect(embeddings.map((vector) => Math.hypot(...vector).toFixed(3))).toEqual(["1.000", "1.000"]);
    expect(await json("POST", "/v1/embeddings", { ...body, encoding_format: "base64" })).toMatchObject({
      data: [{ object: "embedding", embedding: expect.any(String), index: 0 }, { index: 1 }],
    });
    expect((await send("POST", "/v1/embeddings", { ...body, model: "scripted" })).status).toBe(501);
  });
});
