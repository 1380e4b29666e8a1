import type { Json } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { readAnswer, readStream, sse } from "../../../test/responses-driver.js";
import { streamedTurn } from "../../../test/responses-turn.js";

describe("scenario 9 and pain 45: errors after HTTP 200", () => {
  const begun = [
    { type: "response.created", response: { id: "resp_1", model: "gpt-5.6-sol", status: "in_progress" } },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "Half an ans" },
  ];
  const nested = {
    type: "error",
    sequence_number: 2,
    error: { type: "server_error", code: null, message: "Sorry, something went wrong.", param: null },
  };
  const flat = {
    type: "error",
    sequence_number: 2,
    code: "rate_limit_exceeded",
    message: "Rate limit reached.",
    param: null,
  };
  const failed = (code: string, message: string): Json => ({
    type: "response.failed",
    response: { id: "resp_1", status: "failed", error: { code, message }, usage: null },
  });

  it.each([
    [
      "nested, then response.failed",
      [nested, failed("server_error", "Sorry, something went wrong.")],
      "provider_stream_error",
      true,
    ],
    ["flat", [flat], "rate_limited", true],
    ["response.failed alone", [failed("server_error", "The server had an error.")], "provider_stream_error", true],
    [
      "insufficient_quota",
      [
        {
          type: "error",
          error: {
            type: "insufficient_quota",
            code: "insufficient_quota",
            message: "You exceeded your current quota.",
          },
        },
      ],
      "insufficient_quota",
      false,
    ],
    [
      "context_length_exceeded",
      [failed("context_length_exceeded", "Your input exceeds the context window of this model.")],
      "context_length_exceeded",
      false,
    ],
    [
      "invalid_encrypted_content (O5)",
      [flatten("invalid_encrypted_content", "The encrypted content could not be verified.")],
      "invalid_request",
      false,
    ],
    [
      "invalid_json_schema",
      [failed("invalid_json_schema", "Invalid schema for response_format 'output'")],
      "provider_stream_error",
      false,
    ],
  ])("%s: one named error with the partial turn", async (_name, events, code, retryable) => {
    const { error, events: seen, result } = await readStream(sse([...begun, ...events]), { cuts: [sse(begun).length] });
    expect(result).toBeUndefined();
    expect(error).toMatchObject({ code, retryable, phase: "after-output", requestId: "req_1" });
    expect(error?.partial?.message.content).toEqual([{ type: "text", text: "Half an ans", complete: false }]);
    expect(error?.partial?.response?.id).toBe("resp_1");
    expect(seen.some((event) => event.type === "finish")).toBe(false);
  });

  it("before any output the phase says so", async () => {
    const { error } = await readStream(sse([begun[0] as Json, flat]));
    expect(error).toMatchObject({ code: "rate_limited", phase: "before-output" });
  });

  it("a whole answer that failed is the same error", async () => {
    const { error } = await readAnswer(
      JSON.stringify({
        id: "resp_1",
        status: "failed",
        output: [],
        error: { code: "rate_limit_exceeded", message: "Rate limit reached." },
      }),
    );
    expect(error).toMatchObject({ code: "rate_limited", retryable: true });
    expect(
      (await readAnswer(JSON.stringify({ error: { message: "no", type: "invalid_request_error" } }))).error?.message,
    ).toContain("no");
  });

  function flatten(code: string, message: string): Json {
    return { type: "error", code, message, param: null };
  }
});

describe("other servers", () => {
  it("scenario 31: a call without id and call_id is named, with the way out", async () => {
    const { error } = await readStream(
      sse([
        {
          type: "response.output_item.added",
          item: { arguments: "", name: "get_weather", status: "in_progress", type: "function_call" },
        },
        {
          type: "response.output_item.done",
          item: { arguments: "{}", name: "get_weather", status: "completed", type: "function_call" },
        },
      ]),
      { context: { official: false } },
    );
    expect(error).toMatchObject({
      code: "response_event_missing_field",
      hint: expect.stringContaining("Chat Completions"),
    });
  });

  it("state of a custom base URL is marked as such", async () => {
    const { result } = await readStream(sse(streamedTurn), { context: { official: false } });
    for (const part of result?.message.content ?? []) {
      if ("opaque" in part && part.opaque !== undefined) expect(part.opaque.data).toMatchObject({ host: "custom" });
    }
  });

  it("a terminator that a proxy adds is no event; text that is no JSON is malformed_event", async () => {
    expect((await readStream(`data: [DONE]\n\n${sse(streamedTurn)}data: [DONE]\n\n`)).result?.finish.reason).toBe(
      "tool-calls",
    );
    const { error } = await readStream(`${sse(streamedTurn.slice(0, 5))}data: {bad\n\n${sse(streamedTurn.slice(5))}`);
    expect(error).toMatchObject({ code: "malformed_event", message: expect.stringContaining("{bad") });
  });

  it("chat chunks on this route are named", async () => {
    const { error } = await readStream('data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[]}\n\n');
    expect(error).toMatchObject({ code: "response_event_missing_field" });
    expect((await readAnswer('{"id":"chatcmpl-1","choices":[]}')).error?.code).toBe("response_event_missing_field");
  });
});
