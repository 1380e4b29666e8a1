import { describe, expect, it } from "vitest";
import { readStream, sse } from "../../../test/responses-driver.js";

describe("a generated image", () => {
  const image = {
    id: "ig_1",
    type: "image_generation_call",
    status: "completed",
    output_format: "webp",
    result: "UklGRg==",
    revised_prompt: "A cat",
  };

  it("is a file part with its type; partial images are kept in raw", async () => {
    const partial = {
      type: "response.image_generation_call.partial_image",
      item_id: "ig_1",
      output_index: 0,
      partial_image_index: 0,
      partial_image_b64: "AAAA",
    };
    const { result } = await readStream(
      sse([
        {
          type: "response.output_item.added",
          output_index: 0,
          item: { id: "ig_1", type: "image_generation_call", status: "in_progress" },
        },
        partial,
        { type: "response.output_item.done", output_index: 0, item: image },
        { type: "response.completed", response: { id: "resp_1", status: "completed", output: [image] } },
      ]),
    );
    const { result: _result, ...wire } = image;
    expect(result?.message.content).toEqual([
      {
        type: "file",
        mediaType: "image/webp",
        source: { base64: "UklGRg==" },
        opaque: { provider: "openai", data: { v: 1, kind: "item", wire } },
      },
    ]);
    expect(result?.raw).toContainEqual(partial);
  });
});

describe("refusals and limits", () => {
  it("a refusal is no answer: finish refusal, the text as a part", async () => {
    const item = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      status: "completed",
      content: [{ type: "refusal", refusal: "I can't help with that." }],
    };
    const { result } = await readStream(
      sse([
        { type: "response.refusal.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: "I can't " },
        { type: "response.output_item.done", output_index: 0, item },
        { type: "response.completed", response: { status: "completed", output: [item] } },
      ]),
    );
    expect(result?.finish).toEqual({ reason: "refusal", raw: "completed" });
    expect(result?.message.content).toMatchObject([{ type: "refusal", text: "I can't help with that." }]);
  });

  it("pain 53: a turn cut inside its arguments is length, its call is no call to run", async () => {
    const item = {
      id: "fc_1",
      type: "function_call",
      call_id: "call_1",
      name: "f",
      arguments: '{"a":',
      status: "incomplete",
    };
    const { result } = await readStream(
      sse([
        { type: "response.output_item.added", output_index: 0, item: { ...item, arguments: "" } },
        { type: "response.function_call_arguments.delta", item_id: "fc_1", output_index: 0, delta: '{"a":' },
        { type: "response.output_item.done", output_index: 0, item },
        {
          type: "response.incomplete",
          response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [item] },
        },
      ]),
    );
    expect(result?.finish).toEqual({ reason: "length", raw: "max_output_tokens" });
    expect(result?.toolCalls).toEqual([]);
    expect(result?.message.content).toEqual([
      { type: "tool-call", id: "call_1", name: "f", arguments: '{"a":', complete: false },
    ]);
  });

  it("pain 53: cut in its reasoning, the part is marked and carries no state that would stand for the whole", async () => {
    const item = {
      id: "rs_1",
      type: "reasoning",
      summary: [{ type: "summary_text", text: "Hm" }],
      encrypted_content: "gAA",
      status: "incomplete",
    };
    const { result } = await readStream(
      sse([
        { type: "response.output_item.added", output_index: 0, item: { ...item, summary: [] } },
        {
          type: "response.reasoning_summary_text.delta",
          item_id: "rs_1",
          output_index: 0,
          summary_index: 0,
          delta: "Hm",
        },
        { type: "response.output_item.done", output_index: 0, item },
        {
          type: "response.incomplete",
          response: { status: "incomplete", incomplete_details: { reason: "content_filter" }, output: [item] },
        },
      ]),
    );
    expect(result?.finish).toEqual({ reason: "content-filter", raw: "content_filter" });
    expect(result?.message.content).toEqual([
      { type: "reasoning", text: "Hm", field: "reasoning_summary_text", complete: false },
    ]);
  });
});
