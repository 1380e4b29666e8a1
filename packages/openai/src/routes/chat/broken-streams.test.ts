import { describe, expect, it } from "vitest";
import { failure, messages, open, result } from "../../../test/chat-turn.js";
import { type Answer, cut, delta, json, sse } from "../../../test/scripted.js";

describe("streams that lie (pains 42–54, scenarios 5, 7, 11, 12, 15)", () => {
  it("5: EOF after text is stream_truncated with the text", async () => {
    const error = await failure(result(cut(delta({ content: "half an ans" }))));
    expect(error.code).toBe("stream_truncated");
    expect(error.partial?.message.content).toMatchObject([{ type: "text", text: "half an ans", complete: false }]);
  });

  it("[DONE] without a finish reason is no end", async () => {
    expect((await failure(result(sse(delta({ content: "a" }))))).code).toBe("stream_truncated");
  });

  it("a finish reason without [DONE] is a success with a warning", async () => {
    const done = await result(cut(delta({ content: "a" }), delta({}, "stop")));
    expect(done.warnings.map(({ code }) => code)).toContain("terminator_missing");
  });

  it("43: the last event without its blank line counts", async () => {
    const done = await result({ chunks: [`data: ${JSON.stringify(delta({ content: "a" }, "stop"))}`] });
    expect(done.text).toBe("a");
  });

  it("6, 45: an error frame after output, followed by [DONE], is provider_stream_error with the partial", async () => {
    const error = await failure(
      result(
        sse(delta({ content: "Hel" }), {
          error: { message: "EngineCore encountered an issue.", type: "InternalServerError", param: null, code: 500 },
        }),
      ),
    );
    expect(error).toMatchObject({ code: "provider_stream_error", retryable: true, phase: "after-output" });
    expect(error.partial?.message.content).toMatchObject([{ type: "text", text: "Hel" }]);
  });

  it("7: an error frame before output is tried once more; after output it is not", async () => {
    const frame = { choices: [], error: { code: 502, message: "bad gateway" } };
    const before = open([sse(frame), sse(delta({ content: "a" }, "stop"))], { retry: undefined });
    expect((await before.model.stream({ messages }).result()).text).toBe("a");
    expect(before.transport.sent).toHaveLength(2);
    const after = open([sse(delta({ content: "a" }), frame)], { retry: undefined });
    expect((await failure(after.model.stream({ messages }).result())).code).toBe("provider_stream_error");
    expect(after.transport.sent).toHaveLength(1);
  });

  it("an event named error, and the error object of older servers", async () => {
    expect((await failure(result({ chunks: ['event: error\ndata: {"message":"boom"}\n\n'] }))).code).toBe(
      "provider_stream_error",
    );
    expect(
      (await failure(result(sse({ object: "error", message: "boom", type: "BadRequestError", code: 400 })))).code,
    ).toBe("invalid_request");
  });

  it("12: an event that is no JSON is malformed_event with its place", async () => {
    const error = await failure(
      result({ chunks: [`data: ${JSON.stringify(delta({ content: "a" }))}\n\ndata: {bad\n\n`] }),
    );
    expect(error.code).toBe("malformed_event");
    expect(error.message).toMatch(/Event 2/);
  });

  it("15, 44: 200 with a page is unexpected_content_type, 200 with a JSON error is that error", async () => {
    const page = open([
      { headers: { "content-type": "text/html" }, chunks: ["<!doctype html><title>Welcome</title>"] },
    ]);
    expect(await failure(page.model.stream({ messages }).result())).toMatchObject({
      code: "unexpected_content_type",
      hint: expect.stringContaining("/v1") as string,
    });
    expect(page.transport.sent).toHaveLength(1);
    const quota = json({ error: { message: "You exceeded your current quota", code: "insufficient_quota" } });
    expect((await failure(open([quota]).model.stream({ messages }).result())).code).toBe("insufficient_quota");
    expect((await failure(open([quota]).model.generate({ messages }))).code).toBe("insufficient_quota");
  });

  it('51, 52, S0.7: odd but harmless shapes: role "", null choices, a chunk without choices, extra members', async () => {
    const done = await result(
      sse(
        { id: "x", object: "chat.completion.chunk", choices: null },
        { id: "x", provider: "p" },
        delta({ role: "", content: null }),
        delta({ content: "a" }),
        delta({}, "stop"),
      ),
    );
    expect(done.text).toBe("a");
  });

  it("S0.7: an answer without choices or finish reason is named", async () => {
    for (const body of [
      { id: "x", choices: null },
      { id: "x", choices: [] },
      { choices: [{ index: 0, message: null, finish_reason: null }] },
    ]) {
      expect((await failure(open([json(body)]).model.generate({ messages }))).code).toBe(
        "response_event_missing_field",
      );
    }
    expect(
      (
        await failure(
          open([
            json({ choices: [{ index: 0, message: { content: { a: 1 } }, finish_reason: "stop" }] }),
          ]).model.generate({ messages }),
        )
      ).code,
    ).toBe("malformed_event");
  });

  it("incident: a stalled stream ends by name (10, 48)", async () => {
    const stalled: Answer = { chunks: [`data: ${JSON.stringify(delta({ content: "a" }))}\n\n`], stall: true };
    const error = await failure(
      open([stalled], { timeouts: { idleMs: 20 } })
        .model.stream({ messages })
        .result(),
    );
    expect(error).toMatchObject({
      code: "timeout_idle",
      phase: "after-output",
      message: expect.stringContaining("timeouts.idleMs, set by settings") as string,
    });
  });

  it("57, 58: usage in the choice counts, usage that is missing is a warning and never 0", async () => {
    const inChoice = await result(
      sse({
        ...delta({ content: "a" }),
        choices: [
          {
            index: 0,
            delta: { content: "a" },
            finish_reason: "stop",
            usage: { prompt_tokens: 3, completion_tokens: 2 },
          },
        ],
      }),
    );
    expect(inChoice.usage).toMatchObject({ input: { total: 3 }, output: { total: 2 } });
    const none = await result(sse(delta({ content: "a" }, "stop")));
    expect(none.usage).toBeUndefined();
    expect(none.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
  });
});
