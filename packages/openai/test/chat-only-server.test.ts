import { createServer, type Server } from "node:http";
import { type ChatModel, type Message } from "@dialect/core";
import { afterEach, describe, expect, it } from "vitest";
import { createOpenAI, type OpenAIRequest } from "../src/index.js";
import { weather, open, failure, responses, created, completed } from "./responses-events.js";
import { answer, delta, json, sse } from "./scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];

describe("scenario 31: a server that only has Chat Completions", () => {
  const servers: Server[] = [];
  afterEach(async () => {
    await Promise.all(
      servers.splice(0).map(
        (server) =>
          new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
          }),
      ),
    );
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
          response
            .writeHead(404, { "content-type": "application/json" })
            .end('{"error":{"message":"File Not Found","type":"not_found_error","code":404}}');
          return;
        }
        const body = JSON.parse(Buffer.concat(parts).toString()) as { stream?: boolean; messages: { role: string }[] };
        const call = {
          index: 0,
          id: "call_1",
          type: "function",
          function: { name: "get_weather", arguments: '{"city":"Paris"}' },
        };
        const [message, finish] =
          body.messages.at(-1)?.role === "tool"
            ? ([{ content: "18 degrees" }, "stop"] as const)
            : ([{ tool_calls: [call] }, "tool_calls"] as const);
        const type = body.stream === true ? "text/event-stream" : "application/json";
        response
          .writeHead(200, { "content-type": type })
          .end((body.stream === true ? sse(delta(message, finish)) : json(answer(message, finish))).chunks.join(""));
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return { baseUrl: `http://127.0.0.1:${(server.address() as { port: number }).port}/v1`, paths };
  }

  it("a tool round passes without a word about the route, in a stream and in one piece (S3.2)", async () => {
    const { baseUrl, paths } = await chatOnly();
    const model: ChatModel<OpenAIRequest> = createOpenAI({ baseUrl, apiKey: "" }).chat("local", {
      assume: { tools: "native" },
    });
    for (const way of ["stream", "generate"] as const) {
      const ask = (history: readonly Message[]) =>
        way === "stream"
          ? model.stream({ messages: history, tools: [weather] }).result()
          : model.generate({ messages: history, tools: [weather] });
      const first = await ask(messages);
      expect(first.toolCalls).toEqual([{ id: "call_1", name: "get_weather", input: { city: "Paris" } }]);
      const second = await ask([
        ...messages,
        first.message,
        { role: "tool", toolCallId: "call_1", toolName: "get_weather", content: "18" },
      ]);
      expect(second.text).toBe("18 degrees");
    }
    expect(new Set(paths)).toEqual(new Set(["/v1/chat/completions"]));
  });

  it('api: "responses" there is endpoint_not_supported after one request, and says what to do (S3.10, S3.12)', async () => {
    const { baseUrl, paths } = await chatOnly();
    const model = createOpenAI({ baseUrl, apiKey: "", api: "responses" }).chat("local", { assume: {} });
    for (const work of [() => model.stream({ messages }).result(), () => model.generate({ messages })]) {
      expect(await failure(work())).toMatchObject({
        code: "endpoint_not_supported",
        status: 404,
        retryable: false,
        attempts: 1,
        hint: expect.stringContaining('api: "chat"') as string,
      });
    }
    expect(paths).toEqual(["/v1/responses", "/v1/responses"]);
  });

  it("S3.9: a near-Responses server whose call has no id is read by its call_id, or refused with the way out", async () => {
    const item = {
      arguments: '{"city":"Paris"}',
      call_id: "call_9",
      name: "get_weather",
      status: "completed",
      type: "function_call",
    };
    const near = responses(created, { type: "response.output_item.done", output_index: 0, item }, completed([item]));
    const done = await open("responses", [near])
      .model.stream({ messages, tools: [weather] })
      .result();
    expect(done.toolCalls).toEqual([{ id: "call_9", name: "get_weather", input: { city: "Paris" } }]);
    const { call_id: _id, ...nameless } = item;
    const error = await failure(
      open("responses", [responses(created, { type: "response.output_item.done", output_index: 0, item: nameless })], {
        retry: false,
      })
        .model.stream({ messages, tools: [weather] })
        .result(),
    );
    expect(error).toMatchObject({
      code: "response_event_missing_field",
      hint: expect.stringContaining("Chat Completions") as string,
    });
  });
});
