// What is refused before the network, and that nothing is silently dropped.
import {
  type Cell,
  type ChatModel,
  type DialectError,
  type Fact,
  isDialectError,
  jsonSchema,
  type Message,
} from "@dialect/core";
import { describe, expect, expectTypeOf, it } from "vitest";
import { failure } from "../test/capture.js";
import { scripted } from "../test/scripted-transport.js";
import { createOllama, models, type OllamaAssume, type OllamaRequest, type RouteId, sources } from "./index.js";
import { ownOptions, requestCells } from "./request-types.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const schema = jsonSchema({ type: "object" });
const tools = [{ name: "f", input: schema }];

async function refused(
  request: Partial<OllamaRequest>,
  route: RouteId = "native",
  assume?: OllamaAssume,
  baseUrl?: string,
): Promise<DialectError> {
  const { transport, requests } = scripted();
  const provider = createOllama({ env: {}, transport, ...(baseUrl === undefined ? {} : { baseUrl, apiKey: "k" }) });
  const model = provider.chat("qwen3:8b", { route, ...(assume === undefined ? {} : { assume }) } as never) as ChatModel;
  const error = await failure(model.stream({ messages, ...request }).result());
  expect(requests).toHaveLength(0);
  expect(error).toMatchObject({ provider: "ollama", route, model: "qwen3:8b", phase: "request", attempts: 0 });
  const prepared = (): unknown => model.prepare({ messages, ...request });
  expect(prepared).toThrow(expect.objectContaining({ code: error.code }));
  return error;
}

describe("any model of a local server", () => {
  it.each<[string, Partial<OllamaRequest>, string, string]>([
    ["a required tool", { tools, toolChoice: "required" }, "capability_ignored", "toolChoiceRequired"],
    ["a named tool", { tools, toolChoice: { name: "f" } }, "capability_ignored", "toolChoiceNamed"],
    ["no tool", { tools, toolChoice: "none" }, "capability_ignored", "toolChoiceNone"],
    ["one call at a time", { tools, parallelToolCalls: false }, "capability_ignored", "parallelTools"],
    ["a strict tool", { tools: [{ name: "f", input: schema, strict: true }] }, "capability_ignored", "strictTools"],
    ["an enforced schema", { output: { schema, guarantee: "strict" } }, "capability_unknown", "outputStrict"],
    ["JSON mode", { output: { schema, guarantee: "json" } }, "capability_unknown", "outputJson"],
    [
      "tools and a schema",
      { tools, output: { schema, guarantee: "prompted" } },
      "capability_unknown",
      "outputWithTools",
    ],
    ["thinking off", { reasoning: { effort: "none" } }, "capability_unknown", "reasoning"],
    ["a level", { reasoning: { effort: "high" } }, "capability_unknown", "reasoning"],
    ["an unknown option", { num_ctx: 1 } as never, "unknown_option", "num_ctx"],
    ["an option that a typo made", { numCtxt: 1 } as never, "unknown_option", "numCtx"],
    ["n", { n: 2 } as never, "unknown_option", '"n"'],
    ["a duration without a unit", { keepAlive: "30" }, "invalid_request", "keepAlive"],
    ["no messages", { messages: [] }, "invalid_history", "empty"],
    [
      "a PDF",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "application/pdf", source: { url: "https://x.example/a.pdf" } }],
          },
        ],
      },
      "capability_rejected",
      "pdfInput",
    ],
    [
      "an image by address",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } }],
          },
        ],
      },
      "unsupported_content",
      "without its data",
    ],
    [
      "a history that ends with the assistant",
      { messages: [...messages, { role: "assistant", content: [{ type: "text", text: "a" }] }] },
      "capability_unknown",
      "prefill",
    ],
  ])("%s", async (_, request, code, named) => {
    const error = await refused(request);
    expect(error.code).toBe(code);
    expect(error.message).toContain(named);
  });

  it.each<[string, Partial<OllamaRequest>, string]>([
    ["numCtx", { numCtx: 8192 }, "numCtx"],
    ["keepAlive", { keepAlive: 0 }, "keepAlive"],
    ["truncate", { truncate: false }, "truncate"],
    ["topK", { topK: 1 }, "runnerOptions"],
    ["a required tool", { tools, toolChoice: "required" }, "toolChoiceRequired"],
  ])("chat: %s would be dropped without a word", async (_, request, cell) => {
    const error = await refused(request, "chat");
    expect([error.code, error.message.includes(`cell "${cell}"`)]).toEqual(["capability_ignored", true]);
  });

  it("chat: what a caller states against the facts is still not written", async () => {
    expect(await refused({ numCtx: 8192 }, "chat", { numCtx: "native" })).toMatchObject({
      code: "capability_rejected",
    });
    expect(await refused({ tools, toolChoice: "none" }, "chat", { toolChoiceNone: "native" })).toMatchObject({
      code: "capability_rejected",
    });
  });

  it("hosted models do not enforce schemas (github.com/ollama/ollama/issues/12362)", async () => {
    for (const guarantee of ["strict", "json"] as const)
      expect(await refused({ output: { schema, guarantee } }, "native", undefined, "https://ollama.com")).toMatchObject(
        {
          code: "capability_ignored",
        },
      );
  });
});

describe("where nobody has looked at the model", () => {
  it("the error says how to look; with assume it is the caller's own", async () => {
    const request = { output: { schema, guarantee: "strict" } } as const;
    expect((await refused(request)).hint).toContain('assume: await ollama.inspect("qwen3:8b")');
    expect((await refused(request, "native", { tools: "native" })).hint).not.toContain("inspect");
  });
});

describe("silent options: each is on the wire, or refused", () => {
  const values: Readonly<Record<(typeof ownOptions)[number], unknown>> = {
    numCtx: 4242,
    keepAlive: "4242s",
    truncate: false,
    shift: false,
    topK: 4242,
    minP: 0.4242,
    typicalP: 0.4242,
    repeatLastN: 4242,
    repeatPenalty: 0.4242,
    presencePenalty: 0.4242,
    frequencyPenalty: 0.4242,
    numKeep: 4242,
    numBatch: 4242,
    numGpu: 4242,
    mainGpu: 4242,
    numThread: 4242,
    useMmap: false,
    logprobs: true,
    topLogprobs: 7,
  };
  const portable = { maxOutputTokens: 4242, temperature: 0.4242, topP: 0.4242, stop: ["4242"], seed: 4242 };

  for (const route of ["native", "chat"] as const) {
    it.each(Object.entries({ ...values, ...portable }))(`${route}: %s`, (option, value) => {
      const model = createOllama({ env: {} }).chat("m", { route }) as ChatModel;
      const request = { messages, ...(option === "topLogprobs" ? { logprobs: true } : {}), [option]: value };
      try {
        expect(JSON.stringify(model.prepare(request as never).body)).toContain(JSON.stringify(value));
      } catch (error) {
        if (!isDialectError(error)) throw error;
        expect(error.code).toMatch(/^capability_/);
      }
    });
  }

  it("every option has a cell, and every cell a source", () => {
    expect(Object.keys(requestCells)).toEqual(expect.arrayContaining([...ownOptions]));
    for (const rows of Object.values(models))
      for (const row of Object.values(rows))
        for (const cell of Object.values(row as Readonly<Record<string, Cell>>))
          for (const fact of [cell].flat() as readonly Fact[]) expect(Object.keys(sources)).toContain(fact.source);
  });
});

describe("types", () => {
  it("what a server drops or nobody knows does not compile; what is stated does", () => {
    const provider = createOllama({ env: {} });
    const model = provider.chat("m");
    // @ts-expect-error a tool choice is ignored
    void (() => model.prepare({ messages, tools, toolChoice: "required" }));
    // @ts-expect-error whether a schema holds is not known of any model
    void (() => model.prepare({ messages, output: { schema, guarantee: "strict" } }));
    // @ts-expect-error ignored on the OpenAI-format endpoint
    void (() => provider.chat("m", { route: "chat" }).prepare({ messages, numCtx: 8192 }));
    // @ts-expect-error there is no such route
    void (() => provider.chat("m", { route: "generate" }));
    void provider.chat("m").prepare({ messages, numCtx: 8192, keepAlive: -1 });
    void provider
      .chat("m", { assume: { outputStrict: "native" } })
      .prepare({ messages, output: { schema, guarantee: "strict" } });
    expectTypeOf(model).toExtend<ChatModel<{ readonly messages: readonly Message[] }>>();
  });
});
