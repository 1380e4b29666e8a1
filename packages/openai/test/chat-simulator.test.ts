import { afterEach, describe, expect, it } from "vitest";
import { closeTurn, type DialectError, isDialectError, jsonSchema, type Message } from "@dialect/core";
import type { ScriptedTurn } from "@dialect/simulator";
import { createOpenAI, type ModelId, type OpenAIRequest, tokenLogprobs } from "../src/index.js";
import { startSimulator } from "../src/simulator/index.js";

type Simulator = Awaited<ReturnType<typeof startSimulator>>;
const open: Simulator[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function connect(id: ModelId, ...turns: readonly ScriptedTurn[]) {
  const simulator = await startSimulator({});
  open.push(simulator);
  simulator.script(...turns);
  const provider = createOpenAI({ baseUrl: simulator.baseUrl, apiKey: "sk-test-key" });
  return { simulator, provider, model: provider.chat(id, { route: "chat", assume: { like: id } }) };
}
async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}

const ask: readonly Message[] = [{ role: "user", content: "hi" }];
const weather = {
  name: "get_weather",
  input: jsonSchema({
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  }),
};

describe("the Chat Completions route against the vendor's rules", () => {
  for (const how of ["stream", "generate"] as const) {
    it(`${how}: three turns with parallel calls, through JSON each time (S0.23)`, async () => {
      const { simulator, model } = await connect(
        "gpt-4.1",
        {
          text: "Looking.",
          toolCalls: [
            { name: "get_weather", arguments: { city: "Paris" } },
            { name: "get_weather", arguments: { city: "Rome" } },
          ],
        },
        { toolCalls: [{ name: "get_weather", arguments: { city: "Oslo" } }] },
        { text: "Sunny everywhere." },
      );
      const history: Message[] = [{ role: "system", content: "Be brief." }, ...ask];
      const cities: unknown[] = [];
      for (let round = 0; round < 3; round++) {
        const request = {
          messages: JSON.parse(JSON.stringify(history)) as Message[],
          tools: [{ ...weather, strict: true }],
        };
        const done = await (how === "stream" ? model.stream(request).result() : model.generate(request));
        expect(done.warnings).toEqual([]);
        history.push(
          done.message,
          ...done.toolCalls.map(({ id, name }): Message => ({
            role: "tool",
            toolCallId: id,
            toolName: name,
            content: "sunny",
          })),
        );
        cities.push(...done.toolCalls.map(({ input }) => input["city"]));
        if (round === 2) expect(done.text).toBe("Sunny everywhere.");
      }
      expect(cities).toEqual(["Paris", "Rome", "Oslo"]);
      expect(simulator.requests).toHaveLength(3);
    });
  }

  const models: readonly (readonly [ModelId, Partial<OpenAIRequest>])[] = [
    ["gpt-5", { reasoning: { effort: "low" } }],
    ["gpt-5.4", {}],
    ["gpt-5.6-sol", { reasoning: { effort: "none" }, temperature: 0.5 }],
    ["gpt-6-sol", { reasoning: { effort: "none" } }],
    ["o3", { reasoning: { effort: "high" } }],
    ["gpt-4o", { temperature: 0, seed: 1, stop: ["x"] }],
  ];
  for (const [id, options] of models) {
    it(`${id}: what its row takes is taken: instructions, tools, a limit, ${Object.keys(options).join(", ") || "no options"}`, async () => {
      const { model } = await connect(id, { toolCalls: [{ name: "get_weather", arguments: { city: "Paris" } }] });
      const messages: readonly Message[] = [{ role: "system", content: "Be brief." }, ...ask];
      const done = await model
        .stream({ messages, tools: [weather], toolChoice: "required", maxOutputTokens: 500, ...options } as never)
        .result();
      expect(done.toolCalls.map(({ input }) => input)).toEqual([{ city: "Paris" }]);
      expect(done.usage?.output?.total).toBeGreaterThan(0);
    });
  }

  it("strict output with tools beside it, validated here too; a refusal and a limit have no output", async () => {
    const { model } = await connect(
      "gpt-4.1",
      { text: '{"city":"Paris"}' },
      { refusal: "I can't." },
      { text: '{"city":', finish: "length" },
    );
    const output = { schema: weather.input, guarantee: "strict" } as const;
    const done = await model.generate({ messages: ask, output, tools: [weather] });
    expect({ output: done.output, guarantee: done.guarantee }).toEqual({
      output: { city: "Paris" },
      guarantee: "strict",
    });
    const refused = await model.stream({ messages: ask, output }).result();
    expect({ finish: refused.finish.reason, output: refused.output }).toEqual({ finish: "refusal", output: undefined });
    const cut = await model.generate({ messages: ask, output });
    expect(cut.finish.reason).toBe("length");
    expect(() => cut.output).toThrow(/no whole output/);
  });

  it("log probabilities come back token by token", async () => {
    const { model } = await connect("gpt-4.1", { text: "Hello there." }, { text: "Hello there." });
    for (const done of [
      await model.stream({ messages: ask, logprobs: true, topLogprobs: 2 }).result(),
      await model.generate({ messages: ask, logprobs: true, topLogprobs: 2 }),
    ]) {
      const tokens = tokenLogprobs(done);
      expect(tokens.map(({ token }) => token).join("")).toBe("Hello there.");
      expect(tokens[0]?.top.length).toBeGreaterThan(0);
    }
  });

  it("request id and rate limits are on results and errors", async () => {
    const { simulator, model } = await connect("gpt-4.1", { text: "a" });
    const done = await model.stream({ messages: ask }).result();
    expect(done.response.requestId).toMatch(/^req_/);
    expect(done.response.rateLimits.requests?.limit).toBeGreaterThan(0);
    expect(done.response.rateLimits.tokens?.remaining).toBeGreaterThan(0);
    simulator.script({ error: { status: 400, message: "no", type: "invalid_request_error" } });
    expect((await failure(model.generate({ messages: ask }))).requestId).toMatch(/^req_/);
  });

  it("scenario 31: a server without /responses takes the Chat route by itself, and says what to do when told otherwise", async () => {
    const { simulator, provider, model } = await connect("gpt-4.1", {
      toolCalls: [{ name: "get_weather", arguments: { city: "Paris" } }],
    });
    simulator.fault(
      {
        kind: "status",
        status: 404,
        body: { error: { message: "File Not Found", type: "not_found_error", code: 404 } },
      },
      { path: /\/responses$/, times: Infinity },
    );
    expect((await model.stream({ messages: ask, tools: [weather] }).result()).toolCalls).toHaveLength(1);
    const error = await failure(
      provider.chat("gpt-4.1", { route: "responses", assume: { like: "gpt-4.1" } }).generate({ messages: ask }),
    );
    expect(error).toMatchObject({
      code: "endpoint_not_supported",
      retryable: false,
      attempts: 1,
      hint: expect.stringContaining('api: "chat"') as string,
    });
  });

  it("a closed partial turn can be sent again", async () => {
    const { simulator, model } = await connect(
      "gpt-4.1",
      { text: "Let me look.", toolCalls: [{ name: "get_weather", arguments: "{city" }] },
      { text: "Sorry." },
    );
    const error = await failure(model.stream({ messages: ask, tools: [weather] }).result());
    expect(error.code).toBe("malformed_tool_arguments");
    const { message } = closeTurn(error.partial?.message ?? { role: "assistant", content: [] });
    expect(message?.content).toEqual([{ type: "text", text: "Let me look." }]);
    const messages: readonly Message[] = [
      ...ask,
      ...(message === undefined ? [] : [message]),
      { role: "user", content: "Try without." },
    ];
    const again = await model.generate({ messages, tools: [weather] });
    expect(again.text).toBe("Sorry.");
    expect(simulator.requests).toHaveLength(2);
  });
});

describe("retry: one more request for what may pass, none for what cannot (S1.30–33, S3.12)", () => {
  const cases: readonly (readonly [string, number, object, string, number])[] = [
    ["429", 429, { error: { message: "Rate limit", code: "rate_limit_exceeded" } }, "rate_limited", 2],
    ["500", 500, { error: { message: "oops", type: "server_error" } }, "provider_error", 2],
    ["503", 503, { error: { message: "busy", code: "server_is_overloaded" } }, "overloaded", 2],
    ["spent quota", 429, { error: { message: "quota", code: "insufficient_quota" } }, "insufficient_quota", 1],
    ["400", 400, { error: { message: "bad" } }, "invalid_request", 1],
    ["401", 401, { error: { message: "key" } }, "authentication_failed", 1],
    ["403", 403, { error: { message: "no" } }, "permission_denied", 1],
    [
      "404 of a model",
      404,
      { error: { message: "The model `x` does not exist", code: "model_not_found" } },
      "model_not_found",
      1,
    ],
    ["422", 422, { detail: "no" }, "invalid_request", 1],
  ];
  for (const [name, status, body, code, requests] of cases) {
    for (const how of ["stream", "generate"] as const) {
      it(`${name}, ${how} → ${code}, ${requests} request${requests === 1 ? "" : "s"}`, async () => {
        const { simulator, model } = await connect("gpt-4.1");
        simulator.fault(
          { kind: "status", status, body, headers: { "content-type": "application/json", "retry-after-ms": "1" } },
          { times: Infinity },
        );
        const error = await failure(
          how === "stream" ? model.stream({ messages: ask }).result() : model.generate({ messages: ask }),
        );
        expect(error).toMatchObject({
          code,
          status,
          attempts: requests,
          retryable: requests === 2,
          provider: "openai",
          route: "chat",
          model: "gpt-4.1",
        });
        expect(simulator.requests).toHaveLength(requests);
      });
    }
  }

  it("a reset before the first content is retried once and leaves no trace; after it there is one request and the partial", async () => {
    const { simulator, model } = await connect("gpt-4.1", { text: "Hello." }, { text: "Hello again, at length." });
    simulator.fault({ kind: "reset", at: "before-headers" });
    expect((await model.stream({ messages: ask }).result()).text).toBe("Hello.");
    expect(simulator.requests).toHaveLength(2);
    simulator.fault({ kind: "reset", at: { events: 3 } });
    const error = await failure(model.stream({ messages: ask }).result());
    expect(error).toMatchObject({ code: "stream_truncated", retryable: true, phase: "after-output", attempts: 1 });
    expect(error.partial?.message.content).toMatchObject([{ type: "text", complete: false }]);
    expect(simulator.requests).toHaveLength(3);
  });
});

describe("beside chat", () => {
  it("models, one model, embeddings, and a file that is uploaded, used and deleted", async () => {
    const { simulator, provider, model } = await connect("gpt-4.1", { text: "A report." });
    expect((await provider.models()).map(({ id }) => id)).toContain("gpt-4.1");
    expect((await provider.checkModel("gpt-4.1")).id).toBe("gpt-4.1");
    expect((await failure(provider.checkModel("gpt-9"))).code).toBe("model_not_found");
    expect((await provider.embed({ model: "text-embedding-3-small", input: ["a", "b"] })).vectors).toHaveLength(2);
    const file = await provider.files.upload(new TextEncoder().encode("%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"), {
      name: "report",
    });
    expect(file).toMatchObject({ mediaType: "application/pdf", name: "report.pdf" });
    const fileId = "fileId" in file.source ? file.source.fileId : "";
    expect((await provider.files.get(fileId))["filename"]).toBe("report.pdf");
    expect(
      (await model.stream({ messages: [{ role: "user", content: [{ type: "text", text: "Read:" }, file] }] }).result())
        .text,
    ).toBe("A report.");
    await provider.files.delete(fileId);
    expect((await failure(provider.files.get(fileId))).status).toBe(404);
    expect(simulator.requests.every(({ headers }) => headers["user-agent"]?.startsWith("dialect-openai/"))).toBe(true);
  });
});
