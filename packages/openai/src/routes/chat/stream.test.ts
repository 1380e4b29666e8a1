import { describe, expect, it } from "vitest";
import type { ChatEvent } from "@dialect/core";
import { tokenLogprobs } from "../../index.js";
import { messages, open, result } from "../../../test/chat-turn.js";
import { answer, delta, json, sse } from "../../../test/scripted.js";

describe("OpenAI's own stream (github.com/vercel/ai ed857f50f1, openai-text.chunks.txt)", () => {
  const frame = {
    id: "chatcmpl-9",
    object: "chat.completion.chunk",
    created: 1,
    model: "gpt-4.1-nano-2025-04-14",
    service_tier: "default",
    system_fingerprint: "fp_1",
  };
  const own = [
    {
      ...frame,
      choices: [
        { index: 0, delta: { role: "assistant", content: "", refusal: null }, logprobs: null, finish_reason: null },
      ],
      usage: null,
      obfuscation: "Qup1BsQ3",
    },
    {
      ...frame,
      choices: [{ index: 0, delta: { content: "Holi" }, logprobs: null, finish_reason: null }],
      usage: null,
      obfuscation: "x",
    },
    {
      ...frame,
      choices: [{ index: 0, delta: { content: "day" }, logprobs: null, finish_reason: null }],
      usage: null,
      obfuscation: "xy",
    },
    {
      ...frame,
      choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: "stop" }],
      usage: null,
      obfuscation: "xyz",
    },
    {
      ...frame,
      choices: [],
      obfuscation: "h9RiQLL",
      usage: {
        prompt_tokens: 16,
        completion_tokens: 300,
        total_tokens: 316,
        prompt_tokens_details: { cached_tokens: 4, audio_tokens: 0 },
        completion_tokens_details: {
          reasoning_tokens: 7,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
    },
  ];
  const headers = {
    "content-type": "text/event-stream",
    "x-request-id": "req_1",
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-remaining-requests": "499",
    "x-ratelimit-reset-requests": "120ms",
    "x-ratelimit-limit-tokens": "30000",
    "x-ratelimit-remaining-tokens": "29990",
    "x-ratelimit-reset-tokens": "6m0s",
  };

  it("events, usage of the trailing chunk, request id and rate limits; padding is no unknown field", async () => {
    const events: ChatEvent[] = [];
    const stream = open([{ ...sse(...own), headers }]).model.stream({ messages });
    for await (const event of stream) events.push(event);
    expect(events).toEqual([
      {
        type: "start",
        response: {
          route: "chat",
          status: 200,
          attempt: 1,
          id: "chatcmpl-9",
          model: "gpt-4.1-nano-2025-04-14",
          requestId: "req_1",
          rateLimits: {
            requests: { limit: 500, remaining: 499, resetMs: 120 },
            tokens: { limit: 30_000, remaining: 29_990, resetMs: 360_000 },
            raw: expect.any(Object) as object,
          },
        },
      },
      { type: "text-start", index: 0 },
      { type: "text-delta", index: 0, text: "Holi" },
      { type: "text-delta", index: 0, text: "day" },
      { type: "text-end", index: 0, part: { type: "text", text: "Holiday" } },
      {
        type: "usage",
        usage: { input: { total: 16, cached: 4 }, output: { total: 300, reasoning: 7 }, raw: own[4]?.usage },
      },
      { type: "finish", finish: { reason: "stop", raw: "stop" } },
    ]);
    expect((await stream.result()).warnings).toEqual([]);
  });

  it("any split of the bytes gives the same turn; comments, CRLF and no space after the colon too (scenario 13)", async () => {
    const text = sse(...own).chunks.join("");
    const whole = await result({ chunks: [text], headers });
    for (const size of [1, 2, 3, 7, 64]) {
      const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      expect((await result({ chunks, headers })).message).toEqual(whole.message);
    }
    const odd = `: keep-alive\r\n\r\n${text.replaceAll("\n", "\r\n").replaceAll("data: ", "data:")}`;
    expect((await result({ chunks: [odd], headers })).message).toEqual(whole.message);
  });

  it("a whole answer says the same as the stream (S1.8)", async () => {
    const usage = own[4]?.usage;
    const body = {
      ...frame,
      object: "chat.completion",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Holiday", refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage,
    };
    const { model } = open([sse(...own), json(body)]);
    const streamed = await model.stream({ messages }).result();
    const whole = await model.generate({ messages });
    for (const key of ["message", "text", "finish", "usage", "toolCalls", "warnings"] as const)
      expect(whole[key]).toEqual(streamed[key]);
  });

  it("a refusal is a part of its own and ends the turn as refusal", async () => {
    const streamed = await result(sse(delta({ refusal: "I'm " }), delta({ refusal: "sorry" }), delta({}, "stop")));
    expect(streamed.message.content).toEqual([{ type: "refusal", text: "I'm sorry" }]);
    expect(streamed.finish).toEqual({ reason: "refusal", raw: "stop" });
    expect(
      (await open([json(answer({ content: null, refusal: "I'm sorry" }))]).model.generate({ messages })).finish.reason,
    ).toBe("refusal");
  });

  it("log probabilities are read from raw, of a stream and of an answer", async () => {
    const logprobs = (token: string) => ({
      content: [{ token, logprob: -0.5, bytes: [97], top_logprobs: [{ token, logprob: -0.5, bytes: [97] }] }],
      refusal: null,
    });
    const chunk = (token: string) => ({
      ...frame,
      choices: [{ index: 0, delta: { content: token }, logprobs: logprobs(token), finish_reason: null }],
    });
    const { model } = open([
      sse(chunk("a"), chunk("b"), delta({}, "stop")),
      json({
        ...answer({ content: "a" }),
        choices: [{ index: 0, message: { content: "a" }, logprobs: logprobs("a"), finish_reason: "stop" }],
      }),
    ]);
    const token = (name: string) => ({
      token: name,
      logprob: -0.5,
      bytes: [97],
      top: [{ token: name, logprob: -0.5, bytes: [97] }],
    });
    expect(tokenLogprobs(await model.stream({ messages, logprobs: true }).result())).toEqual([token("a"), token("b")]);
    expect(tokenLogprobs(await model.generate({ messages, logprobs: true }))).toEqual([token("a")]);
    expect(tokenLogprobs({ raw: null })).toEqual([]);
  });

  it("citations of a searching model become sources behind the text", async () => {
    const annotations = [
      { type: "url_citation", url_citation: { start_index: 0, end_index: 1, url: "https://x.example/", title: "X" } },
    ];
    const whole = await open([json(answer({ content: "See X.", annotations }))]).model.generate({ messages });
    expect(whole.message.content).toEqual([
      { type: "text", text: "See X." },
      { type: "source", url: "https://x.example/", title: "X" },
    ]);
  });

  it("annotations of another kind are warned about and kept", async () => {
    const annotations = [{ type: "file_citation", file_id: "file-1" }];
    const whole = await open([json(answer({ content: "a", annotations }))]).model.generate({ messages });
    expect(whole.warnings).toMatchObject([{ code: "wire_unknown_field", path: "choices[0].annotations" }]);
    expect(JSON.stringify(whole.raw)).toContain("file-1");
  });

  it("Azure's filter results are kept for raw without a warning", async () => {
    const first = {
      ...frame,
      model: "",
      choices: [],
      prompt_filter_results: [{ prompt_index: 0, content_filter_results: { hate: { filtered: false } } }],
    };
    const done = await result(sse(first, delta({ content: "a" }), delta({}, "stop")));
    expect(done.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
    expect(JSON.stringify(done.raw)).toContain("prompt_filter_results");
  });
});
