import { afterEach, describe, expect, it } from "vitest";
import { startSimulator, type OllamaSimulator, type OllamaSimulatorOptions } from "./index.js";

let simulator: OllamaSimulator;
afterEach(() => simulator.close());

async function start(options?: OllamaSimulatorOptions): Promise<void> {
  simulator = await startSimulator(options);
}

const long = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "x".repeat(8_000) },
  { role: "assistant", content: "y" },
  { role: "user", content: "hi" },
];

async function chat(body: object): Promise<{ status: number; json: Record<string, unknown> }> {
  const response = await fetch(`${simulator.url}/api/chat`, {
    method: "POST",
    body: JSON.stringify({ model: "qwen3", stream: false, messages: long, ...body }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

const contentOf = async (body: object): Promise<string> =>
  ((await chat({ messages: long.slice(-1), ...body })).json["message"] as { content: string }).content;

describe("an over-long prompt", () => {
  const small = { options: { num_ctx: 1024 } };

  it("template path: 400 with the runner's JSON as a string, whatever truncate says (recorded api-chat-over-long, 2026-11-21)", async () => {
    await start();
    for (const truncate of [true, false]) {
      const { status, json } = await chat({ ...small, truncate });
      const { error } = JSON.parse(json["error"] as string) as { error: Record<string, unknown> };
      expect(status).toBe(400);
      expect(error).toMatchObject({ code: 400, type: "exceed_context_size_error", n_ctx: 1024 });
      expect(error["message"]).toBe(
        `request (${String(error["n_prompt_tokens"])} tokens) exceeds the available context size (1024 tokens), try increasing it`,
      );
    }
    expect((await chat({ options: { num_ctx: 4096 } })).status).toBe(200);
  });

  it("parser path: 200 without the oldest messages; only the numbers tell (ollama/ollama server/prompt.go, read 2026-11-20)", async () => {
    await start({ chatPath: "parser" });
    const { status, json } = await chat(small);
    expect(status).toBe(200);
    expect(json["prompt_eval_count"]).toBeLessThan(1024);
    expect(simulator.ignored).toEqual([{ request: 0, path: "messages[1]", why: "truncated" }]);
    expect(simulator.runs[0]?.messages.map((message) => message.content)).toEqual(["Be brief.", "y", "hi"]);
    await chat({ options: { num_ctx: 4096 } });
    expect(simulator.runs[1]?.messages).toHaveLength(4);
  });

  it("parser path with truncate false: 400 (router chat early 400 stream, 2026-11-20)", async () => {
    await start({ chatPath: "parser" });
    const { status, json } = await chat({ ...small, truncate: false });
    expect([status, JSON.parse(json["error"] as string)]).toEqual([
      400,
      {
        error: {
          code: 400,
          message: "the request exceeds the available context size",
          type: "exceed_context_size_error",
        },
      },
    ]);
  });

  it("option overLongPrompt decides against the path; /api/ps tells the window in use", async () => {
    await start({ overLongPrompt: "truncate", contextTokens: 1024 });
    expect((await chat({})).status).toBe(200);
    const loaded = (await (await fetch(`${simulator.url}/api/ps`)).json()) as { models: unknown[] };
    expect(loaded.models).toMatchObject([{ name: "qwen3:latest", context_length: 1024 }]);
    await simulator.close();
    await start({ overLongPrompt: "refuse", chatPath: "parser", contextTokens: 1024 });
    expect((await chat({})).status).toBe(400);
  });
});

describe("format", () => {
  const schema = {
    type: "object",
    properties: { name: { type: "string" }, age: { type: "integer" } },
    required: ["name"],
  };

  it("JSON mode is not enforced on the template path (recorded api-chat-format-json, 2026-11-21)", async () => {
    await start({ turns: [{ text: "Prose." }, { reasoning: "Hm.", text: "Prose." }] });
    expect(await contentOf({ format: "json" })).toBe("Prose.");
    expect(JSON.parse(await contentOf({ format: "json", model: "think" }))).toBeTypeOf("object");
  });

  it("a schema is; its keys come sorted on the template path (recorded api-chat-format-schema, 2026-11-21)", async () => {
    const turn = { reasoning: "Hm.", text: '{"name":"Rex","age":3}' };
    await start({ turns: [turn, turn, { reasoning: "Hm.", text: "Prose." }] });
    expect(await contentOf({ format: schema })).toBe('{"age":3,"name":"Rex"}');
    expect(await contentOf({ format: schema, model: "think" })).toBe(turn.text);
    expect(await contentOf({ format: schema })).toBe('{"age":1,"name":"value"}');
  });

  it("a thinking model that does not think is not constrained on the parser path (router gpt-oss format no analysis, 2026-11-20)", async () => {
    await start({ turns: [{ text: "Sure, not JSON" }, { reasoning: "Hm.", text: "Sure, not JSON" }] });
    expect(await contentOf({ format: schema, model: "gpt-oss" })).toBe("Sure, not JSON");
    expect(JSON.parse(await contentOf({ format: schema, model: "gpt-oss" }))).toHaveProperty("name");
  });

  it("a schema that the runner cannot read is 400 (recorded json_schema-bad-schema, 2026-11-21)", async () => {
    await start();
    const { status, json } = await chat({ messages: long.slice(-1), format: { type: "objekt" } });
    expect([status, json["error"]]).toEqual([400, expect.stringContaining("JSON schema conversion failed")]);
    expect((await chat({ messages: long.slice(-1), format: schema })).status).toBe(200);
  });
});

describe("two models on one file (recorded shared-blob-jinja-clash, 2026-11-21)", () => {
  const tools = [{ type: "function", function: { name: "f", parameters: { type: "object" } } }];

  it("tools fail and thoughts leak into the text", async () => {
    const turn = { reasoning: "Okay.", text: "Hello" };
    await start({ sharedBlob: true, turns: [turn] });
    const { status, json } = await chat({ messages: long.slice(-1), tools });
    expect([status, json["error"]]).toEqual([500, expect.stringContaining("tools param requires --jinja flag")]);
    expect(await contentOf({})).toBe("<think>\nOkay.\n</think>\n\nHello");
    await simulator.close();
    await start({ turns: [turn] });
    expect(await contentOf({ tools })).toBe("Hello");
  });
});

describe("what nobody reads", () => {
  const messages = long.slice(-1);

  it("unknown members and options are refused in the simulator's own name, or pass with strict: false (router chat unknown field, chat length, 2026-11-20)", async () => {
    const naive = { messages, tool_choice: "required", options: { bogus: 1 } };
    await start();
    expect((await chat(naive)).json["error"]).toMatch(/^Simulator: `tool_choice` is not documented/);
    expect((await chat({ messages, options: { bogus: 1 } })).json["error"]).toMatch(/^Simulator: `options.bogus`/);
    await simulator.close();
    await start({ strict: false });
    expect((await chat(naive)).status).toBe(200);
    expect(simulator.ignored).toEqual([
      { request: 0, path: "tool_choice", why: "unknown-member" },
      { request: 0, path: "options.bogus", why: "unknown-option" },
    ]);
  });

  it("keywords of tool schemas outside the struct are lost (ollama/ollama api/types.go, read 2026-11-20)", async () => {
    await start();
    const parameters = {
      type: "object",
      properties: { size: { type: "integer", minimum: 1 }, kind: { anyOf: [{ type: "string", pattern: "a" }] } },
      additionalProperties: false,
    };
    await chat({ messages, tools: [{ type: "function", function: { name: "f", parameters } }] });
    const at = "tools[0].function.parameters";
    expect(simulator.ignored.map((one) => one.path)).toEqual([
      `${at}.additionalProperties`,
      `${at}.properties.size.minimum`,
      `${at}.properties.kind.anyOf[0].pattern`,
    ]);
  });
});

describe("the cloud (router v1 cloud, 2026-11-20; recorded cloud-model, 2026-11-21)", () => {
  it.each([
    ["signed-out", 401],
    ["signed-out-no-key", 401],
    ["disabled", 403],
    ["unreachable", 502],
    ["answer", 200],
  ] as const)("%s is %d, in the native shape on /v1 too", async (cloud, status) => {
    await start({ cloud });
    const body = JSON.stringify({ model: "gpt-oss:120b-cloud", stream: false, messages: long.slice(-1) });
    for (const path of ["/api/chat", "/v1/chat/completions"]) {
      const response = await fetch(simulator.url + path, { method: "POST", body });
      const json = (await response.json()) as { error?: unknown; signin_url?: string };
      expect(response.status).toBe(status);
      expect(typeof json.error).toBe(status === 200 ? "undefined" : "string");
      expect(json.signin_url !== undefined).toBe(cloud === "signed-out");
    }
  });

  it("does not enforce a format (ollama/ollama#12362, read 2026-11-20)", async () => {
    await start({ cloud: "answer", turns: [{ reasoning: "Hm.", text: "Prose." }] });
    expect(await contentOf({ model: "x:cloud", format: { type: "object" } })).toBe("Prose.");
  });

  it("asks for a key at ollama.com only (ollama/ollama docs/cloud, read 2026-11-20)", async () => {
    await start({ apiKeys: ["right"] });
    const status = async (key: string): Promise<number> =>
      (await fetch(`${simulator.url}/api/tags`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await status("wrong"), await status("right")]).toEqual([401, 200]);
  });
});
