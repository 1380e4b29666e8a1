// Failures of other clients, by the numbers that the project gives them, through the whole provider.
import { type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { type RouteId } from "../src/index.js";
import {
  weather,
  open,
  failure,
  responses,
  created,
  textDelta,
  messageItem,
  completed,
  whole,
  good,
} from "./responses-events.js";
import { type Answer, answer, delta, json, sse } from "./scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];

describe("scenario 9: the server breaks off after HTTP 200 (Responses)", () => {
  const breaks: readonly (readonly [
    string,
    readonly { readonly type: string; readonly [member: string]: unknown }[],
    string,
  ])[] = [
    [
      "an error event",
      [{ type: "error", error: { type: "server_error", code: "server_is_overloaded", message: "Overloaded." } }],
      "overloaded",
    ],
    [
      "response.failed",
      [
        {
          type: "response.failed",
          response: {
            id: "resp_1",
            status: "failed",
            error: { code: "server_error", message: "The server had an error." },
          },
        },
      ],
      "provider_stream_error",
    ],
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
        code,
        retryable: true,
        phase: "after-output",
        attempts: 1,
        partial: {
          message: { content: [{ type: "text", text: "Half", complete: false }], origin: { complete: false } },
        },
      });
      expect(transport.sent).toHaveLength(1);
    });
  }
});

describe("the other stream scenarios on Responses", () => {
  it("scenario 5: the end of the connection after text is stream_truncated, one request", async () => {
    const { model, transport } = open("responses", [responses(created, textDelta("half an ans")), good]);
    expect(await failure(model.stream({ messages }).result())).toMatchObject({
      code: "stream_truncated",
      retryable: true,
      partial: { message: { content: [{ type: "text", text: "half an ans", complete: false }] } },
    });
    expect(transport.sent).toHaveLength(1);
  });

  it("scenario 1: a call that is cut inside its arguments is not executable and not retried", async () => {
    const item = {
      id: "fc_1",
      type: "function_call",
      call_id: "call_1",
      name: "get_weather",
      arguments: "",
      status: "in_progress",
    };
    const events = [
      created,
      { type: "response.output_item.added", output_index: 0, item },
      { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta: '{"city": "Par' },
    ];
    const { model, transport } = open("responses", [responses(...events), good]);
    const error = await failure(model.stream({ messages, tools: [weather] }).result());
    expect(error).toMatchObject({ code: "stream_truncated", phase: "after-output" });
    expect(error.partial?.message.content).toMatchObject([
      { type: "tool-call", arguments: '{"city": "Par', complete: false },
    ]);
    expect(transport.sent).toHaveLength(1);
  });

  it("scenario 10: a stall ends by timer", async () => {
    const stalled: Answer = { ...responses(created, textDelta("a")), stall: true };
    expect(
      await failure(
        open("responses", [stalled], { timeouts: { idleMs: 20 } })
          .model.stream({ messages })
          .result(),
      ),
    ).toMatchObject({ code: "timeout_idle", phase: "after-output" });
  });

  for (const route of ["chat", "responses"] as const) {
    it(`scenario 11: comments are no events and no progress (${route})`, async () => {
      const comments: Answer = { chunks: Array.from({ length: 5 }, () => ": keep-alive\n\n"), stall: true };
      expect(
        await failure(
          open(route, [comments], { timeouts: { firstEventMs: 20, idleMs: 60_000 } })
            .model.stream({ messages })
            .result(),
        ),
      ).toMatchObject({ code: "timeout_first_event", phase: "before-output" });
      const text = route === "chat" ? sse(delta({ content: "ok" }, "stop")) : good;
      expect(
        (
          await open(route, [
            { chunks: [": keep-alive\n\n", ...text.chunks.flatMap((chunk) => [chunk, ": keep-alive\n\n"])] },
          ])
            .model.stream({ messages })
            .result()
        ).text,
      ).toBe("ok");
    });
  }

  it("scenario 12: an event that is no JSON is malformed_event with its place", async () => {
    const { chunks } = responses(created, textDelta("a"));
    const error = await failure(
      open("responses", [{ chunks: [...chunks, "data: {bad\n\n", ...good.chunks] }])
        .model.stream({ messages })
        .result(),
    );
    expect(error).toMatchObject({ code: "malformed_event", message: expect.stringMatching(/Event 3\b/) as string });
  });

  it("scenario 13: CRLF, no space after the colon and data over several lines", async () => {
    const text = good.chunks
      .join("")
      .replaceAll("data: ", "data:")
      .replaceAll(',"output"', ',\ndata:"output"')
      .replaceAll("\n", "\r\n");
    expect(
      (
        await open("responses", [{ chunks: [`\uFEFF${text}`] }])
          .model.stream({ messages })
          .result()
      ).text,
    ).toBe("ok");
  });

  it("scenario 15, pains 44: a page is unexpected_content_type, a JSON error is that error; one request", async () => {
    const page = open("responses", [{ headers: { "content-type": "text/html" }, chunks: ["<!doctype html>"] }]);
    expect(await failure(page.model.stream({ messages }).result())).toMatchObject({
      code: "unexpected_content_type",
      hint: expect.stringContaining("/v1") as string,
    });
    expect(page.transport.sent).toHaveLength(1);
    const quota = open("responses", [
      json({ error: { message: "You exceeded your current quota", code: "insufficient_quota" } }),
    ]);
    expect((await failure(quota.model.stream({ messages }).result())).code).toBe("insufficient_quota");
  });

  it("pains 43: the last event without its blank line counts", async () => {
    const text = good.chunks.join("").trimEnd();
    expect(
      (
        await open("responses", [{ chunks: [text] }])
          .model.stream({ messages })
          .result()
      ).text,
    ).toBe("ok");
  });

  it("pains 57: usage that is missing is a warning and never 0", async () => {
    const done = await open("responses", [responses(created, textDelta("ok"), completed([messageItem("ok")], null))])
      .model.stream({ messages })
      .result();
    expect(done.usage).toBeUndefined();
    expect(done.warnings.map(({ code }) => code)).toContain("usage_missing");
  });

  it("pains 59: reasoning is inside the output total, and nothing is added up", async () => {
    const usage = {
      input_tokens: 5,
      output_tokens: 30,
      output_tokens_details: { reasoning_tokens: 12 },
      total_tokens: 35,
    };
    const onResponses = await open("responses", [
      responses(created, textDelta("ok"), completed([messageItem("ok")], usage)),
    ])
      .model.stream({ messages })
      .result();
    const onChat = await open("chat", [
      json({
        ...answer({ content: "ok" }),
        usage: { prompt_tokens: 5, completion_tokens: 30, completion_tokens_details: { reasoning_tokens: 12 } },
      }),
    ]).model.generate({ messages });
    for (const { usage: counted } of [onResponses, onChat])
      expect(counted).toMatchObject({ input: { total: 5 }, output: { total: 30, reasoning: 12 } });
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
        const error = await failure(
          way === "stream" ? model.stream({ messages }).result() : model.generate({ messages }),
        );
        expect(error).toMatchObject({
          code: "empty_model_response",
          provider: "openai",
          route,
          model: "m-1",
          attempts: 1,
        });
        expect(transport.sent).toHaveLength(1);
      });
    }

    it(`${route}: an answer of one character is none (the other side)`, async () => {
      const text =
        route === "chat"
          ? sse(delta({ content: "." }, "stop"))
          : responses(created, textDelta("."), completed([messageItem(".")]));
      expect((await open(route, [text]).model.stream({ messages }).result()).text).toBe(".");
    });
  }
});
