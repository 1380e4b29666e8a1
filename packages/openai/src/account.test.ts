import { describe, expect, it } from "vitest";
import { isDialectError } from "@dialect/core";
import { createOpenAI } from "./index.js";
import { json, scripted } from "../test/scripted.js";

const list = {
  object: "list",
  data: [
    { id: "gpt-4.1", object: "model" },
    { id: "gpt-4o", object: "model" },
  ],
};
const code = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => (isDialectError(error) ? error.code : error),
  );

describe("models() and checkModel(): one request each, never made by themselves", () => {
  it("models() lists ids with what the server said", async () => {
    const transport = scripted(json(list));
    expect(await createOpenAI({ apiKey: "k", transport }).models()).toEqual(
      list.data.map((raw) => ({ id: raw.id, raw })),
    );
    expect(transport.sent.map(({ method, url, body }) => ({ method, url, body }))).toEqual([
      { method: "GET", url: "https://api.openai.com/v1/models", body: undefined },
    ]);
  });

  it("an answer that is no list is an error with the request and what arrived", async () => {
    const transport = scripted(json({ object: "list" }));
    await expect(createOpenAI({ apiKey: "k", transport }).models()).rejects.toMatchObject({
      code: "unexpected_content_type",
      attempts: 1,
      request: { method: "GET", url: "https://api.openai.com/v1/models" },
      raw: { object: "list" },
    });
  });

  it("checkModel() asks OpenAI for the one model", async () => {
    const missing = {
      error: { message: "The model 'x' does not exist", type: "invalid_request_error", code: "model_not_found" },
    };
    const transport = scripted(json(list.data[0]), json(missing, 404));
    const provider = createOpenAI({ apiKey: "k", transport });
    expect((await provider.checkModel("gpt-4.1")).id).toBe("gpt-4.1");
    expect(await code(provider.checkModel("x"))).toBe("model_not_found");
  });

  it("checkModel() reads the list of a custom server, which may answer 404 for a model that it has", async () => {
    const transport = scripted(json(list), json(list));
    const provider = createOpenAI({ baseUrl: "http://127.0.0.1:8000/v1", apiKey: "", transport });
    expect((await provider.checkModel("gpt-4o")).id).toBe("gpt-4o");
    expect(await code(provider.checkModel("x"))).toBe("model_not_found");
    expect(transport.sent.map(({ url }) => url)).toEqual(Array(2).fill("http://127.0.0.1:8000/v1/models"));
  });

  it("a page or a list without ids is unexpected_content_type", async () => {
    const page = { headers: { "content-type": "text/html" }, chunks: ["<html>hi</html>"] };
    for (const answer of [page, json({ data: [{}] }), json({ data: null }), json([])]) {
      expect(await code(createOpenAI({ apiKey: "k", transport: scripted(answer) }).models())).toBe(
        "unexpected_content_type",
      );
    }
  });
});

describe("embed()", () => {
  const vectors = {
    object: "list",
    model: "text-embedding-3-small",
    data: [
      { index: 1, embedding: [3, 4] },
      { index: 0, embedding: [1, 2] },
    ],
    usage: { prompt_tokens: 5, total_tokens: 5 },
  };

  it("sends what was asked for and gives the vectors in the order of the input", async () => {
    const transport = scripted(json(vectors));
    const embedded = await createOpenAI({ apiKey: "k", transport }).embed({
      model: "text-embedding-3-small",
      input: ["a", "b"],
      dimensions: 2,
    });
    expect(embedded).toEqual({
      vectors: [
        [1, 2],
        [3, 4],
      ],
      model: "text-embedding-3-small",
      usage: { input: 5 },
      raw: vectors,
    });
    expect(JSON.parse(String(transport.sent[0]?.body))).toEqual({
      model: "text-embedding-3-small",
      input: ["a", "b"],
      dimensions: 2,
    });
  });

  it("refuses empty texts, unknown options and no model before the network", async () => {
    const provider = createOpenAI({ apiKey: "k", transport: scripted() });
    expect(await code(provider.embed({ model: "m", input: ["a", ""] }))).toBe("invalid_request");
    expect(await code(provider.embed({ model: "m", input: [] }))).toBe("invalid_request");
    expect(await code(provider.embed({ model: "", input: "a" }))).toBe("invalid_request");
    expect(await code(provider.embed({ model: "m", input: "a", size: 2 } as never))).toBe("unknown_option");
  });

  it("too few vectors, or one without numbers, is an error and no short list", async () => {
    const provider = (data: unknown) => createOpenAI({ apiKey: "k", transport: scripted(json({ data })) });
    for (const data of [[], null, [{ index: 0, embedding: "AAAA" }], [{ index: 4, embedding: [1] }]]) {
      expect(await code(provider(data).embed({ model: "m", input: "a" }))).toBe("response_event_missing_field");
    }
  });

  it("a server without embeddings is named", async () => {
    const transport = scripted(
      json({ error: { message: "This server does not support embeddings.", code: 501 } }, 501),
    );
    expect(
      await code(
        createOpenAI({ baseUrl: "http://127.0.0.1:8080/v1", apiKey: "", transport }).embed({ model: "m", input: "a" }),
      ),
    ).toBe("endpoint_not_supported");
  });
});
