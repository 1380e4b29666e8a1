import { describe, expect, it } from "vitest";
import { added, completed, done, message, textDelta } from "../test/events.js";
import { replayEvents, texts, withItem, withText } from "../test/replay.js";

describe("every event that carries content is delivered", () => {
  it("content parts of one message, refusals and reasoning of both fields, each in its place", () => {
    const said = replayEvents([
      added({ id: "rs_1", type: "reasoning", summary: [] }),
      {
        type: "response.reasoning_summary_text.delta",
        item_id: "rs_1",
        output_index: 0,
        summary_index: 0,
        delta: "one",
      },
      {
        type: "response.reasoning_summary_text.delta",
        item_id: "rs_1",
        output_index: 0,
        summary_index: 1,
        delta: "two",
      },
      done({
        id: "rs_1",
        type: "reasoning",
        summary: [
          { type: "summary_text", text: "one" },
          { type: "summary_text", text: "two" },
        ],
        encrypted_content: "gAA",
      }),
      added({ id: "msg_1", type: "message", content: [] }, 1),
      textDelta("a", "msg_1", 1),
      { type: "response.refusal.delta", item_id: "msg_1", output_index: 1, content_index: 1, delta: "no" },
      { type: "response.refusal.done", item_id: "msg_1", output_index: 1, content_index: 1, refusal: "no!" },
      completed([]),
    ]);
    expect(texts(said)).toEqual([
      "reasoning:reasoning_summary_text=one",
      "reasoning:reasoning_summary_text=two",
      "text=a",
      "refusal=no!",
    ]);
  });

  it("url citations are sources; every annotation stays with its text, from events or from the item", () => {
    const url = { type: "url_citation", url: "https://a.example/", title: "A", start_index: 0, end_index: 1 };
    const file = { type: "file_citation", file_id: "file-1", filename: "a.pdf", index: 1 };
    const content = [{ type: "output_text", text: "a", annotations: [url, file] }];
    const streamed = replayEvents([
      textDelta("a"),
      {
        type: "response.output_text.annotation.added",
        item_id: "msg_1",
        output_index: 0,
        content_index: 0,
        annotation_index: 0,
        annotation: url,
      },
      done(message("a", { content })),
    ]);
    const whole = replayEvents([done(message("a", { content }))]);
    for (const said of [streamed, whole]) {
      expect(texts(said)).toEqual(["text=a", "source=https://a.example/"]);
      expect(said.items[0]?.parts[0]?.annotations).toEqual([url, file]);
    }
  });

  it("closed reasoning is a part although it has no text; when it opens is the vendor's", () => {
    const item = { id: "rs_1", type: "reasoning", summary: [], encrypted_content: "gAA" };
    const early = replayEvents([added(item)], withItem);
    expect(early.parts).toMatchObject([{ type: "reasoning", field: "reasoning_summary_text", open: true }]);
    expect(replayEvents([added(item)], withText).parts).toEqual([]);
    // Announced like this, it comes as content.
    expect(replayEvents([added({ ...item, status: "in_progress" })], withItem).parts).toEqual([]);
    for (const description of [withItem, withText]) {
      expect(replayEvents([added(item), done(item)], description).parts).toMatchObject([
        { type: "reasoning", text: "", open: false },
      ]);
    }
  });

  it.each([
    [
      "web_search_call",
      [
        "response.web_search_call.in_progress",
        "response.web_search_call.searching",
        "response.web_search_call.completed",
      ],
    ],
    ["file_search_call", ["response.file_search_call.in_progress", "response.file_search_call.completed"]],
    [
      "code_interpreter_call",
      ["response.code_interpreter_call.interpreting", "response.code_interpreter_call_code.done"],
    ],
    ["image_generation_call", ["response.image_generation_call.generating"]],
    ["mcp_call", ["response.mcp_call.in_progress", "response.mcp_call_arguments.done", "response.mcp_call.failed"]],
    ["mcp_list_tools", ["response.mcp_list_tools.in_progress", "response.mcp_list_tools.completed"]],
    ["computer_call", []],
    ["mcp_approval_request", []],
  ])("%s is handed over whole, in its place; its progress events count as progress", (type, events) => {
    const item = { id: "x_1", type, status: "completed", extra: { a: [1] } };
    const said = replayEvents([
      added({ id: "x_1", type }),
      ...events.map((name) => ({ type: name, item_id: "x_1", output_index: 0 })),
      done(item),
      textDelta("after", "msg_1", 1),
      completed([item, message("after")]),
    ]);
    expect(said.items.map(({ wire, ordinal, parts }) => [wire["type"], ordinal, parts.length])).toEqual([
      [type, 0, 0],
      ["message", 1, 1],
    ]);
    expect(said.items[0]?.wire).toEqual(item);
    expect(said.warnings).toEqual([]);
    expect(said.log.filter((entry) => entry === "start")).toHaveLength(events.length);
  });

  it.each([
    ["custom_tool_call", "response.custom_tool_call_input.delta", "input"],
    ["mcp_call", "response.mcp_call_arguments.delta", "arguments"],
    ["code_interpreter_call", "response.code_interpreter_call_code.delta", "code"],
  ])("%s: what was streamed of it survives when its end never comes", (type, event, field) => {
    const said = replayEvents([
      added({ id: "x_1", type }),
      { type: event, item_id: "x_1", delta: "SELECT " },
      { type: event, item_id: "x_1", delta: "1" },
      {
        type: "response.incomplete",
        response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [] },
      },
    ]);
    expect(said.items).toMatchObject([{ wire: { type, [field]: "SELECT 1" }, whole: false }]);
  });

  it("log probabilities and partial images are kept for raw", () => {
    const tokens = { ...(textDelta("a") as object), logprobs: [{ token: "a", logprob: -0.1, top_logprobs: [] }] };
    const image = { type: "response.image_generation_call.partial_image", item_id: "ig_1", partial_image_b64: "AAAA" };
    expect(replayEvents([tokens, image, textDelta("b")]).kept).toEqual([tokens, image]);
  });

  it("an unknown event, delta field or content type is warned about by name and kept (pain 13)", () => {
    const event = { type: "response.reasoning.delta", delta: "hm" };
    const delta = { ...(textDelta("a") as object), thought: "hm" };
    const said = replayEvents([event, event, delta, done(message("a", { content: [{ type: "output_hologram" }] }))]);
    expect(said.warnings.map(({ code, path }) => [code, path])).toEqual([
      ["wire_unknown_field", "response.reasoning.delta"],
      ["wire_unknown_field", "response.output_text.delta.thought"],
      ["wire_unknown_field", "item.content[].type=output_hologram"],
    ]);
    expect(said.kept).toHaveLength(4);
  });

  it("known fields cause no warning: sequence numbers, padding", () => {
    expect(
      replayEvents([{ ...(textDelta("a") as object), sequence_number: 4, obfuscation: "xY", logprobs: [] }]).warnings,
    ).toEqual([]);
  });
});
