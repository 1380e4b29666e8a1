import { afterEach, describe, expect, it } from "vitest";
import type { Simulator } from "@dialect/simulator";
import { startSimulator, type OpenAISimulatorOptions } from "./index.js";

let simulator: Simulator;
afterEach(() => simulator.close());

const question = { model: "gpt-4.1", messages: [{ role: "user", content: "Hello" }] };

async function start(options?: OpenAISimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

async function send(path: string, body?: unknown, key: string | undefined = "Bearer sk-a"): Promise<Answered> {
  const response = await fetch(simulator.baseUrl + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", ...(key === "" ? {} : { authorization: key }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, json: await response.json() };
}

describe("keys", () => {
  it("misses one (openai/openai-python#1434, read 2026-11-20)", async () => {
    await start();
    const { status, json } = await send("/chat/completions", question, "");
    expect(status).toBe(401);
    expect(json).toMatchObject({ error: { type: "invalid_request_error", param: null, code: null } });
    expect((json as { error: { message: string } }).error.message).toMatch(
      /^You didn't provide an API key\. You need to provide your API key in an Authorization header/,
    );
  });

  it("refuses a wrong one, its middle hidden (continuedev/continue#10250, read 2026-11-20)", async () => {
    await start({ apiKeys: ["sk-right"] });
    const { status, json } = await send("/chat/completions", question, "Bearer sk-wrong-and-long");
    expect(status).toBe(401);
    expect(json).toEqual({
      error: {
        message:
          "Incorrect API key provided: sk-wrong*****long. You can find your API key at https://platform.openai.com/account/api-keys.",
        type: "invalid_request_error",
        param: null,
        code: "invalid_api_key",
      },
    });
    expect((await send("/chat/completions", question, "Bearer sk-right")).status).toBe(200);
  });
});

describe("headers (recorded 2026-09-01, leandromineti/ai-assisted-coding probes/raw/openai.jsonl)", () => {
  it("names the request and tells the rate limits, on refusals too", async () => {
    await start();
    for (const body of [question, { ...question, temperature: 9 }]) {
      const { headers } = await send("/chat/completions", body);
      expect(headers.get("x-request-id")).toMatch(/^req_[0-9a-f]{32}$/);
      expect(headers.get("openai-version")).toBe("2020-10-01");
      expect(headers.get("openai-processing-ms")).toMatch(/^\d+$/);
      expect(headers.get("x-ratelimit-limit-requests")).toBe("500");
      expect(headers.get("x-ratelimit-remaining-tokens")).toBe("499989");
      expect(headers.get("x-ratelimit-reset-requests")).toBe("120ms");
    }
  });

  it("counts images beside", async () => {
    await start();
    const image = { role: "user", content: [{ type: "image_url", image_url: { url: "data:image/png;base64,AA==" } }] };
    const { headers } = await send("/chat/completions", { ...question, messages: [image] });
    expect(headers.get("x-ratelimit-limit-input-images")).toBe("50000");
  });
});

describe("O11: no quota (vercel/ai …/responses/__fixtures__/openai-error.1.chunks.txt, read 2026-11-20)", () => {
  const error = {
    message:
      "You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.",
    type: "insufficient_quota",
    param: null,
    code: "insufficient_quota",
  };

  it("is a 429 that no retry helps", async () => {
    await start({ quota: "exceeded" });
    for (const [path, body] of [
      ["/chat/completions", question],
      ["/responses", { model: "gpt-5", input: "Hello" }],
    ] as const) {
      expect(await send(path, body)).toMatchObject({ status: 429, json: { error } });
    }
  });

  it("comes as an event of a stream that began with 200", async () => {
    await start({ quota: "exceeded-in-stream" });
    const response = await fetch(`${simulator.baseUrl}/responses`, {
      method: "POST",
      headers: { authorization: "Bearer sk-a" },
      body: JSON.stringify({ model: "gpt-5", input: "Hello", stream: true }),
    });
    expect(response.status).toBe(200);
    const events = (await response.text())
      .split("\n")
      .filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)) as { type: string; error?: unknown });
    expect(events.map((event) => event.type)).toEqual([
      "response.created",
      "response.in_progress",
      "error",
      "response.failed",
    ]);
    expect(events[2]?.error).toEqual(error);
  });
});

describe("models (platform.openai.com/docs/api-reference/models, read 2026-11-20)", () => {
  it("lists ids without capabilities", async () => {
    await start();
    const { json } = await send("/models");
    const { data } = json as { data: readonly object[] };
    expect(data).toContainEqual({ id: "gpt-5.6-sol", object: "model", created: 1_750_000_000, owned_by: "system" });
    expect(await send("/models/gpt-4.1")).toMatchObject({ status: 200, json: { id: "gpt-4.1" } });
    expect(await send("/models/gpt-0")).toMatchObject({ status: 404, json: { error: { code: "model_not_found" } } });
  });

  it("refuses an unknown one on Chat with 404 (Aider-AI/aider#2030, read 2026-11-20)", async () => {
    await start();
    const message = "The model `gpt-0` does not exist or you do not have access to it.";
    expect(await send("/chat/completions", { ...question, model: "gpt-0" })).toMatchObject({
      status: 404,
      json: { error: { message, type: "invalid_request_error", param: null, code: "model_not_found" } },
    });
  });

  it("refuses an unknown one on Responses with 400 (pydantic-ai cassettes), or 404 (BerriAI/litellm#39457, read 2026-11-20)", async () => {
    const error = {
      message: "The requested model 'gpt-0' does not exist.",
      type: "invalid_request_error",
      param: "model",
      code: "model_not_found",
    };
    await start();
    expect(await send("/responses", { model: "gpt-0", input: "Hello" })).toMatchObject({
      status: 400,
      json: { error },
    });
    await simulator.close();
    await start({ unknownModelOnResponses: 404 });
    expect(await send("/responses", { model: "gpt-0", input: "Hello" })).toMatchObject({
      status: 404,
      json: { error },
    });
  });

  it("serves some on Responses only (n8n-io/n8n#18352, read 2026-11-20)", async () => {
    await start();
    expect(await send("/chat/completions", { ...question, model: "gpt-5.5-pro" })).toMatchObject({
      status: 404,
      json: {
        error: {
          message: "This model is only supported in v1/responses and not in v1/chat/completions.",
          param: "model",
          code: null,
        },
      },
    });
    expect((await send("/responses", { model: "gpt-5.5-pro", input: "Hello" })).status).toBe(200);
  });

  it("answers unknown paths with 404", async () => {
    await start();
    expect(await send("/engines", {})).toMatchObject({
      status: 404,
      json: { error: { message: "Invalid URL (POST /v1/engines)" } },
    });
  });
});

describe("embeddings (platform.openai.com/docs/api-reference/embeddings, read 2026-11-20)", () => {
  it("gives vectors, shorter and in base64 when asked", async () => {
    await start();
    const { json } = await send("/embeddings", { model: "text-embedding-3-small", input: ["a", "b"], dimensions: 8 });
    const { data, usage } = json as { data: { object: string; index: number; embedding: number[] }[]; usage: unknown };
    expect(data.map((one) => [one.object, one.index, one.embedding.length])).toEqual([
      ["embedding", 0, 8],
      ["embedding", 1, 8],
    ]);
    expect(usage).toEqual({ prompt_tokens: 2, total_tokens: 2 });
    const packed = await send("/embeddings", {
      model: "text-embedding-3-small",
      input: "a",
      dimensions: 8,
      encoding_format: "base64",
    });
    const base64 = (packed.json as { data: { embedding: string }[] }).data[0]?.embedding ?? "";
    expect([...new Float32Array(new Uint8Array(Buffer.from(base64, "base64")).buffer)]).toEqual(data[0]?.embedding);
  });

  it("refuses what the model cannot, and stray members", async () => {
    await start();
    expect(await send("/embeddings", { model: "text-embedding-ada-002", input: "a", dimensions: 8 })).toMatchObject({
      status: 400,
    });
    expect(await send("/embeddings", { model: "gpt-4.1", input: "a" })).toMatchObject({ status: 404 });
    expect(await send("/embeddings", { model: "text-embedding-3-small", input: "a", truncate: true })).toMatchObject({
      status: 400,
      json: { error: { message: "Unknown parameter: 'truncate'.", code: "unknown_parameter" } },
    });
  });
});
