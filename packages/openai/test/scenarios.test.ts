// Failures of other clients, by the numbers that the project gives them, through the whole provider.
import { createServer, type Server } from "node:http";
import { type ChatEvent, type ChatModel, type DialectError, isDialectError, jsonSchema, type Message } from "@dialect/core";
import { afterEach, describe, expect, it } from "vitest";
import { createOpenAI, type OpenAIRequest, type RouteId } from "../src/index.js";
import { type Answer, answer, cut, delta, json, scripted, sse } from "./scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const local = "http://127.0.0.1:9/v1";
const weather = {
  name: "get_weather",
  description: "Weather of a city",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false }),
};

function open(route: RouteId, answers: readonly Answer[], settings: object = {}) {
  const transport = scripted(...answers);
  const model = createOpenAI({ baseUrl: local, apiKey: "", transport, ...settings }).chat("m-1", { route, assume: { like: "gpt-4.1" } });
  return { transport, model };
}
async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}

/** Responses events in the vendor's frame: named, without a terminator of their own. */
function responses(...events: readonly { readonly type: string; readonly [member: string]: unknown }[]): Answer {
  return { chunks: events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`) };
}
const created = { type: "response.created", response: { id: "resp_1", model: "m-1", status: "in_progress" } };
const textDelta = (text: string): { type: string } & Record<string, unknown> => ({ type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: text });
const messageItem = (text: string): object => ({ id: "msg_1", type: "message", role: "assistant", status: "completed", content: [{ type: "output_text", text, annotations: [] }] });
const completed = (output: readonly object[], usage: object | null = { input_tokens: 1, output_tokens: 2 }): { type: string } & Record<string, unknown> => ({
  type: "response.completed", response: { id: "resp_1", model: "m-1", status: "completed", output, usage },
});
const whole = (output: readonly object[]): Answer => json({ id: "resp_1", object: "response", model: "m-1", status: "completed", output, usage: { input_tokens: 1, output_tokens: 2 } });
const good = responses(created, textDelta("ok"), completed([messageItem("ok")]));

describe("scenario 9: the server breaks off after HTTP 200 (Responses)", () => {
  const breaks: readonly (readonly [string, readonly { readonly type: string; readonly [member: string]: unknown }[], string])[] = [
    ["an error event", [{ type: "error", error: { type: "server_error", code: "server_is_overloaded", message: "Overloaded." } }], "overloaded"],
    ["response.failed", [{ type: "response.failed", response: { id: "resp_1", status: "failed", error: { code: "server_error", message: "The server had an error." } } }], "provider_stream_error"],
  ];
  for (const [name, events, code] of breaks) {
    it(`${name} before any delta: tried once more, and nobody sees the first try`, async () => {
      const { model, transport } = open("responses", [responses(created, ...events), good]);
      const types: string[] = [];
      for await (const event of model.stream({ messages })) types.push(event.type);
      expect(types.filter((type) => type === "start" || type === "finish")).toEqual(["start", "finish"]);
      expect(transport.sent).toHaveLength(2);
    });

    it(`${name} after a delta: one request, ${code} with the partial, retryable for the caller`, async () => {
      const { model, transport } = open("responses", [responses(created, textDelta("Half"), ...events), good]);
      expect(await failure(model.stream({ messages }).result())).toMatchObject({
        code, retryable: true, phase: "after-output", attempts: 1,
        partial: { message: { content: [{ type: "text", text: "Half", complete: false }], origin: { complete: false } } },
      });
      expect(transport.sent).toHaveLength(1);
    });
  }
});

describe("the other stream scenarios on Responses", () => {
  it("scenario 5: the end of the connection after text is stream_truncated, one request", async () => {
    const { model, transport } = open("responses", [responses(created, textDelta("half an ans")), good]);
    expect(await failure(model.stream({ messages }).result())).toMatchObject({
      code: "stream_truncated", retryable: true, partial: { message: { content: [{ type: "text", text: "half an ans", complete: false }] } },
    });
    expect(transport.sent).toHaveLength(1);
  });

  it("scenario 1: a call that is cut inside its arguments is not executable and not retried", async () => {
    const item = { id: "fc_1", type: "function_call", call_id: "call_1", name: "get_weather", arguments: "", status: "in_progress" };
    const events = [
      created, { type: "response.output_item.added", output_index: 0, item },
      { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta: '{"city": "Par' },
    ];
    const { model, transport } = open("responses", [responses(...events), good]);
    const error = await failure(model.stream({ messages, tools: [weather] }).result());
    expect(error).toMatchObject({ code: "stream_truncated", phase: "after-output" });
    expect(error.partial?.message.content).toMatchObject([{ type: "tool-call", arguments: '{"city": "Par', complete: false }]);
    expect(transport.sent).toHaveLength(1);
  });

  it("scenario 10: a stall ends by timer", async () => {
    const stalled: Answer = { ...responses(created, textDelta("a")), stall: true };
    expect(await failure(open("responses", [stalled], { timeouts: { idleMs: 20 } }).model.stream({ messages }).result())).toMatchObject({ code: "timeout_idle", phase: "after-output" });
  });

  for (const route of ["chat", "responses"] as const) {
    it(`scenario 11: comments are no events and no progress (${route})`, async () => {
      const comments: Answer = { chunks: Array.from({ length: 5 }, () => ": keep-alive\n\n"), stall: true };
      expect(await failure(open(route, [comments], { timeouts: { firstEventMs: 20, idleMs: 60_000 } }).model.stream({ messages }).result())).toMatchObject({ code: "timeout_first_event", phase: "before-output" });
      const text = route === "chat" ? sse(delta({ content: "ok" }, "stop")) : good;
      expect((await open(route, [{ chunks: [": keep-alive\n\n", ...text.chunks.flatMap((chunk) => [chunk, ": keep-alive\n\n"])] }]).model.stream({ messages }).result()).text).toBe("ok");
    });
  }

  it("scenario 12: an event that is no JSON is malformed_event with its place", async () => {
    const { chunks } = responses(created, textDelta("a"));
    const error = await failure(open("responses", [{ chunks: [...chunks, "data: {bad\n\n", ...good.chunks] }]).model.stream({ messages }).result());
    expect(error).toMatchObject({ code: "malformed_event", message: expect.stringMatching(/Event 3\b/) as string });
  });

  it("scenario 13: CRLF, no space after the colon and data over several lines", async () => {
    const text = good.chunks.join("").replaceAll("data: ", "data:").replaceAll(',"output"', ',\ndata:"output"').replaceAll("\n", "\r\n");
    expect((await open("responses", [{ chunks: [`\uFEFF${text}`] }]).model.stream({ messages }).result()).text).toBe("ok");
  });

  it("scenario 15, pains 44: a page is unexpected_content_type, a JSON error is that error; one request", async () => {
    const page = open("responses", [{ headers: { "content-type": "text/html" }, chunks: ["<!doctype html>"] }]);
    expect(await failure(page.model.stream({ messages }).result())).toMatchObject({ code: "unexpected_content_type", hint: expect.stringContaining("/v1") as string });
    expect(page.transport.sent).toHaveLength(1);
    const quota = open("responses", [json({ error: { message: "You exceeded your current quota", code: "insufficient_quota" } })]);
    expect((await failure(quota.model.stream({ messages }).result())).code).toBe("insufficient_quota");
  });

  it("pains 43: the last event without its blank line counts", async () => {
    const text = good.chunks.join("").trimEnd();
    expect((await open("responses", [{ chunks: [text] }]).model.stream({ messages }).result()).text).toBe("ok");
  });

  it("pains 57: usage that is missing is a warning and never 0", async () => {
    const done = await open("responses", [responses(created, textDelta("ok"), completed([messageItem("ok")], null))]).model.stream({ messages }).result();
    expect(done.usage).toBeUndefined();
    expect(done.warnings.map(({ code }) => code)).toContain("usage_missing");
  });

  it("pains 59: reasoning is inside the output total, and nothing is added up", async () => {
    const usage = { input_tokens: 5, output_tokens: 30, output_tokens_details: { reasoning_tokens: 12 }, total_tokens: 35 };
    const onResponses = await open("responses", [responses(created, textDelta("ok"), completed([messageItem("ok")], usage))]).model.stream({ messages }).result();
    const onChat = await open("chat", [json({ ...answer({ content: "ok" }), usage: { prompt_tokens: 5, completion_tokens: 30, completion_tokens_details: { reasoning_tokens: 12 } } })]).model.generate({ messages });
    for (const { usage: counted } of [onResponses, onChat]) expect(counted).toMatchObject({ input: { total: 5 }, output: { total: 30, reasoning: 12 } });
  });
});

describe("scenario 35 (the provider's part): an empty answer has a name, a provider and a model, and costs one request", () => {
  const empty: Readonly<Record<RouteId, { readonly stream: Answer; readonly generate: Answer }>> = {
    chat: { stream: sse(delta({ content: "" }), delta({}, "stop")), generate: json(answer({ content: "" })) },
    responses: { stream: responses(created, completed([])), generate: whole([]) },
  };
  for (const route of ["chat", "responses"] as const) {
    for (const way of ["stream", "generate"] as const) {
      it(`${route}, ${way}`, async () => {
        const { model, transport } = open(route, [empty[route][way]]);
        const error = await failure(way === "stream" ? model.stream({ messages }).result() : model.generate({ messages }));
        expect(error).toMatchObject({ code: "empty_model_response", provider: "openai", route, model: "m-1", attempts: 1 });
        expect(transport.sent).toHaveLength(1);
      });
    }

    it(`${route}: an answer of one character is none (the other side)`, async () => {
      const text = route === "chat" ? sse(delta({ content: "." }, "stop")) : responses(created, textDelta("."), completed([messageItem(".")]));
      expect((await open(route, [text]).model.stream({ messages }).result()).text).toBe(".");
    });
  }
});

describe("scenario 31: a server that only has Chat Completions", () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    })));
  });

  /** Answers a tool round on /v1/chat/completions and 404 elsewhere. */
  async function chatOnly(): Promise<{ readonly baseUrl: string; readonly paths: readonly string[] }> {
    const paths: string[] = [];
    const server = createServer((request, response) => {
      paths.push(request.url ?? "");
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        if (request.url !== "/v1/chat/completions") {
          response.writeHead(404, { "content-type": "application/json" }).end('{"error":{"message":"File Not Found","type":"not_found_error","code":404}}');
          return;
        }
        const body = JSON.parse(Buffer.concat(parts).toString()) as { stream?: boolean; messages: { role: string }[] };
        const call = { index: 0, id: "call_1", type: "function", function: { name: "get_weather", arguments: '{"city":"Paris"}' } };
        const [message, finish] = body.messages.at(-1)?.role === "tool" ? [{ content: "18 degrees" }, "stop"] as const : [{ tool_calls: [call] }, "tool_calls"] as const;
        const type = body.stream === true ? "text/event-stream" : "application/json";
        response.writeHead(200, { "content-type": type }).end((body.stream === true ? sse(delta(message, finish)) : json(answer(message, finish))).chunks.join(""));
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { baseUrl: `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`, paths };
  }

  it("a tool round passes without a word about the route, in a stream and in one piece (S3.2)", async () => {
    const { baseUrl, paths } = await chatOnly();
    const model: ChatModel<OpenAIRequest> = createOpenAI({ baseUrl, apiKey: "" }).chat("local", { assume: { tools: "native" } });
    for (const way of ["stream", "generate"] as const) {
      const ask = (history: readonly Message[]) => way === "stream" ? model.stream({ messages: history, tools: [weather] }).result() : model.generate({ messages: history, tools: [weather] });
      const first = await ask(messages);
      expect(first.toolCalls).toEqual([{ id: "call_1", name: "get_weather", input: { city: "Paris" } }]);
      const second = await ask([...messages, first.message, { role: "tool", toolCallId: "call_1", toolName: "get_weather", content: "18" }]);
      expect(second.text).toBe("18 degrees");
    }
    expect(new Set(paths)).toEqual(new Set(["/v1/chat/completions"]));
  });

  it('api: "responses" there is endpoint_not_supported after one request, and says what to do (S3.10, S3.12)', async () => {
    const { baseUrl, paths } = await chatOnly();
    const model = createOpenAI({ baseUrl, apiKey: "", api: "responses" }).chat("local", { assume: {} });
    for (const work of [() => model.stream({ messages }).result(), () => model.generate({ messages })]) {
      expect(await failure(work())).toMatchObject({ code: "endpoint_not_supported", status: 404, retryable: false, attempts: 1, hint: expect.stringContaining('api: "chat"') as string });
    }
    expect(paths).toEqual(["/v1/responses", "/v1/responses"]);
  });

  it("S3.9: a near-Responses server whose call has no id is read by its call_id, or refused with the way out", async () => {
    const item = { arguments: '{"city":"Paris"}', call_id: "call_9", name: "get_weather", status: "completed", type: "function_call" };
    const near = responses(created, { type: "response.output_item.done", output_index: 0, item }, completed([item]));
    const done = await open("responses", [near]).model.stream({ messages, tools: [weather] }).result();
    expect(done.toolCalls).toEqual([{ id: "call_9", name: "get_weather", input: { city: "Paris" } }]);
    const { call_id: _id, ...nameless } = item;
    const error = await failure(open("responses", [responses(created, { type: "response.output_item.done", output_index: 0, item: nameless })], { retry: false }).model.stream({ messages, tools: [weather] }).result());
    expect(error).toMatchObject({ code: "response_event_missing_field", hint: expect.stringContaining("Chat Completions") as string });
  });
});

describe("nothing is guessed from a name, and nothing is said behind the caller's back", () => {
  it('S2.2: "vision" in a model\'s name is no eye: only a row or the caller says that it sees', () => {
    const look = [{ role: "user", content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.example/a.png" } }] }] as const;
    const chat = (assume: object) => createOpenAI({ baseUrl: local, apiKey: "" }).chat("super-vision-vl-gpt-4o", { assume });
    expect(() => chat({}).prepare({ messages: look } as never)).toThrow(expect.objectContaining({ code: "capability_unknown" }));
    expect(chat({ imageInput: "native" }).prepare({ messages: look } as never).body).toMatchObject({ messages: [{ role: "user" }] });
  });

  it("pains 24: reasoning is never written into the text, of a custom server either", async () => {
    const done = await open("chat", [sse(delta({ reasoning: "secret plan" }), delta({ content: "42" }, "stop"))]).model.stream({ messages }).result();
    expect(done.text).toBe("42");
    const body = JSON.stringify(open("chat", []).model.prepare({ messages: [...messages, done.message, ...messages] }).body);
    expect(body).not.toContain("secret plan");
  });

  for (const route of ["chat", "responses"] as const) {
    it(`pains 66: 10,000 deltas are kept once: no event repeats the text, raw stays small (${route})`, async () => {
      const piece = "0123456789";
      const stream = route === "chat"
        ? sse(...Array.from({ length: 10_000 }, () => delta({ content: piece })), delta({}, "stop"))
        : responses(created, ...Array.from({ length: 10_000 }, () => textDelta(piece)), completed([messageItem(piece.repeat(10_000))]));
      const reading = open(route, [stream]).model.stream({ messages });
      let longest = 0;
      for await (const event of reading as AsyncIterable<ChatEvent>) if (event.type === "text-delta") longest = Math.max(longest, JSON.stringify(event).length);
      const done = await reading.result();
      expect(done.text).toHaveLength(100_000);
      expect(longest).toBeLessThan(100);
      // The last object of Responses says the whole text once more, because the server sent it so.
      expect(JSON.stringify(done.raw).length).toBeLessThan(route === "chat" ? 2_000 : 102_000);
    });
  }

  it("every result and error has request and raw: chat, models and files", async () => {
    const refused = json({ error: { message: "no", type: "invalid_request_error" } }, 400);
    for (const route of ["chat", "responses"] as const) {
      for (const way of ["stream", "generate"] as const) {
        const { model } = open(route, [refused]);
        const error = await failure(way === "stream" ? model.stream({ messages }).result() : model.generate({ messages }));
        expect(error).toMatchObject({ request: { method: "POST", route, body: { model: "m-1" } }, raw: { error: { message: "no" } } });
      }
    }
    const provider = createOpenAI({ apiKey: "sk-canary-1234", transport: scripted(refused, refused) });
    const errors = [await failure(provider.models()), await failure(provider.files.upload(new TextEncoder().encode("hello"), { name: "a.txt" }))];
    expect(errors).toMatchObject([
      { request: { method: "GET", url: "https://api.openai.com/v1/models" }, raw: { error: { message: "no" } } },
      { request: { method: "POST", url: "https://api.openai.com/v1/files" }, raw: { error: { message: "no" } } },
    ]);
    expect(JSON.stringify(errors)).not.toContain("canary");
    const done = await open("chat", [cut(delta({ content: "a" }, "stop"))]).model.stream({ messages }).result();
    expect(done).toMatchObject({ request: { url: `${local}/chat/completions` }, raw: [{ object: "chat.completion.chunk" }] });
  });
});
