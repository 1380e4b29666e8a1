import { describe, expect, it } from "vitest";
import { jsonSchema } from "@dialect/core";
import { createOpenAI } from "./index.js";
import { answer, delta, json, scripted, sse } from "../test/scripted.js";

const messages = [{ role: "user", content: "hi" }] as const;
const tools = [{ name: "f", input: jsonSchema({ type: "object", properties: {} }) }];

/** Base URL → the route that is chosen. */
const table: readonly (readonly [string, "responses" | "chat", string])[] = [
  ["https://api.openai.com/v1", "responses", "OpenAI's own"],
  ["https://api.openai.com/v1/", "responses", "the same with a slash"],
  ["HTTPS://API.OPENAI.COM/v1", "responses", "the same in capitals"],
  ["https://api.openai.com:443/v1", "responses", "the same with its default port"],
  ["https://eu.api.openai.com/v1", "responses", "European data residency"],
  ["https://api.openai.com.evil.example/v1", "chat", "another suffix"],
  ["https://api-openai.com/v1", "chat", "another name"],
  ["https://xapi.openai.com/v1", "chat", "another prefix"],
  ["https://openai.com/v1", "chat", "no subdomain"],
  ["https://api.openai.com:8443/v1", "chat", "a port"],
  ["http://api.openai.com/v1", "chat", "another scheme"],
  ["https://api.openai.com./v1", "chat", "a trailing dot"],
  ["https://api.openai.com", "chat", "no path"],
  ["https://api.openai.com/v1/proxy", "chat", "a path behind it"],
  ["https://api.openai.com/proxy/v1", "chat", "a path in front of it"],
  ["https://mine.openai.azure.com/openai/v1", "chat", "Azure"],
  ["https://proxy.example/https://api.openai.com/v1", "chat", "the URL in a path"],
  ["http://127.0.0.1:8080/v1", "chat", "a local server"],
];

type Kind = "chat × stream" | "chat × generate" | "tools × stream" | "tools × generate";
const kinds: readonly Kind[] = ["chat × stream", "chat × generate", "tools × stream", "tools × generate"];

async function urlOf(kind: Kind, settings: object, route?: "responses" | "chat"): Promise<string> {
  const stream = kind.endsWith("stream");
  const transport = scripted(stream ? sse(delta({ content: "a" }, "stop")) : json(answer({ content: "a" })));
  const provider = createOpenAI({ apiKey: "k", transport, ...settings });
  const model = provider.chat("gpt-4.1", { assume: { like: "gpt-4.1" }, ...(route === undefined ? {} : { route }) });
  const request = kind.startsWith("tools") ? { messages, tools } : { messages };
  // What a scripted answer means on the other route is no matter here.
  await (stream ? model.stream(request).result() : model.generate(request)).catch(() => undefined);
  expect(transport.sent).toHaveLength(1);
  return transport.sent[0]?.url ?? "";
}

describe("route by base URL (requirements L): Responses only on OpenAI's own", () => {
  for (const [baseUrl, route, what] of table) {
    for (const kind of kinds) {
      it(`${baseUrl} (${what}), ${kind} → ${route}`, async () => {
        expect(await urlOf(kind, { baseUrl })).toMatch(route === "chat" ? /\/chat\/completions$/ : /\/v1\/responses$/);
      });
    }
  }

  it("the setting api wins over the base URL, chat({ route }) over both, for every kind of call", async () => {
    for (const kind of kinds) {
      expect(await urlOf(kind, { baseUrl: "http://127.0.0.1:8080/v1", api: "responses" })).toBe(
        "http://127.0.0.1:8080/v1/responses",
      );
      expect(await urlOf(kind, { api: "chat" })).toBe("https://api.openai.com/v1/chat/completions");
      expect(await urlOf(kind, { api: "chat" }, "responses")).toBe("https://api.openai.com/v1/responses");
    }
  });

  it("the reason is told by describe()", () => {
    const api = (settings: object): unknown => createOpenAI({ env: {}, ...settings }).describe()["api"];
    expect(api({})).toEqual({ route: "responses", reason: "https://api.openai.com/v1 is OpenAI's own." });
    expect(api({ baseUrl: "http://127.0.0.1:8080/v1" })).toEqual({
      route: "chat",
      reason:
        "http://127.0.0.1:8080/v1 is none of OpenAI's own base URLs (https://api.openai.com/v1, https://eu.api.openai.com/v1).",
    });
    expect(api({ api: "chat" })).toEqual({ route: "chat", reason: 'api: "chat" was given to createOpenAI().' });
  });

  it("refuses a route that does not exist, in either place", () => {
    expect(() => createOpenAI({ api: "assistants" as "chat" })).toThrow(/"api" is "assistants"/);
    expect(() => createOpenAI({ env: {} }).chat("gpt-4.1", { route: "beta" as "chat" })).toThrow(/is "beta"/);
  });
});

describe("paths: honoured by every kind of call (S3.7)", () => {
  const paths = { chat: "/c", responses: "/r", models: "/m", files: "/f", embeddings: "/e" };

  it("by chat and responses, stream and not, with tools and without", async () => {
    for (const kind of kinds) {
      expect(await urlOf(kind, { paths })).toBe("https://api.openai.com/v1/r");
      expect(await urlOf(kind, { paths }, "chat")).toBe("https://api.openai.com/v1/c");
    }
  });

  it("by models, files and embeddings", async () => {
    const transport = scripted(
      json({ data: [] }),
      json({ id: "m" }),
      json({ id: "file-1" }),
      json({ id: "file-1" }),
      json({ deleted: true }),
      json({ data: [{ index: 0, embedding: [1] }] }),
    );
    const provider = createOpenAI({ apiKey: "k", transport, paths });
    await provider.models();
    await provider.checkModel("m/1");
    await provider.files.upload(new TextEncoder().encode("hello"), { name: "a.txt" });
    await provider.files.get("file-1");
    await provider.files.delete("file-1");
    await provider.embed({ model: "e", input: "x" });
    expect(
      transport.sent.map(({ method, url }) => `${method} ${url.replace("https://api.openai.com/v1", "")}`),
    ).toEqual(["GET /m", "GET /m/m%2F1", "POST /f", "GET /f/file-1", "DELETE /f/file-1", "POST /e"]);
  });

  it("refuses a path without a slash, with a query, or of an unknown kind", () => {
    for (const chat of ["chat", "//evil.example/x", "/a?key=1", "/a#b", "", "https://evil.example"]) {
      expect(() => createOpenAI({ paths: { chat } })).toThrow(/paths\.chat/);
    }
    expect(() => createOpenAI({ paths: { batches: "/b" } as object })).toThrow(/unknown member "batches"/);
  });
});
