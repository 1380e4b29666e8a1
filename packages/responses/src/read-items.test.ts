import type { Json } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { replayEvents, texts, withItem, withText } from "../test/replay.js";

const added = (item: Json, place = 0): Json => ({ type: "response.output_item.added", output_index: place, item });
const done = (item: Json, place = 0): Json => ({ type: "response.output_item.done", output_index: place, item });
const completed = (output: readonly Json[], more: { readonly [key: string]: Json } = {}): Json => ({
  type: "response.completed", response: { id: "resp_1", status: "completed", output, ...more },
});
const textDelta = (delta: string, id = "msg_1", place = 0): Json => ({
  type: "response.output_text.delta", item_id: id, output_index: place, content_index: 0, delta,
});
const message = (text: string, more: { readonly [key: string]: Json } = {}): Json => ({
  id: "msg_1", type: "message", role: "assistant", status: "completed", content: [{ type: "output_text", text, annotations: [] }], ...more,
});
const call = { type: "function_call", id: "fc_1", call_id: "call_1", name: "f", arguments: "" };
const argumentsDelta = (delta: string, id = "fc_1"): Json => ({ type: "response.function_call_arguments.delta", item_id: id, output_index: 0, delta });

describe("a function_call item (scenario 31: items without id, graniet/llm #121)", () => {
  it("is addressed by its call_id where it has no id", () => {
    const item = { type: "function_call", call_id: "call_1", name: "f", arguments: "", status: "in_progress" };
    const said = replayEvents([
      { type: "response.output_item.added", item },
      { type: "response.function_call_arguments.delta", item_id: "call_1", delta: '{"a":' },
      { type: "response.function_call_arguments.delta", item_id: "call_1", delta: "1}" },
      { type: "response.output_item.done", item: { ...item, arguments: '{"a":1}', status: "completed" } },
      completed([{ ...item, arguments: '{"a":1}' }]),
    ]);
    expect(said.parts).toEqual([{ type: "tool-call", id: "call_1", name: "f", text: '{"a":1}', open: false }]);
  });

  it("without id and call_id is refused, with the other route as the way out", () => {
    const item = { type: "function_call", name: "f", arguments: "{}", status: "completed" };
    for (const event of [added(item), done(item), completed([item])]) {
      expect(() => replayEvents([event])).toThrow(expect.objectContaining({
        code: "response_event_missing_field", hint: expect.stringContaining("Chat Completions"),
      }));
    }
  });

  it("in the place of an event is refused by the field that is missing", () => {
    expect(() => replayEvents([{ type: "function_call", call_id: "call_1", name: "f", arguments: "{}", status: "completed" }]))
      .toThrow(expect.objectContaining({ code: "response_event_missing_field", message: 'An event of type "function_call" has no item.' }));
  });

  it("with an id only takes that, and says so", () => {
    const said = replayEvents([done({ type: "function_call", id: "fc_1", name: "f", arguments: "{}" })]);
    expect(said.parts[0]).toMatchObject({ id: "fc_1" });
    expect(said.warnings).toMatchObject([{ code: "wire_missing_field", path: "item.call_id" }]);
  });

  it("may get its name at its end; the arguments wait for it (pain 31)", () => {
    const said = replayEvents([added({ ...call, name: "" }), argumentsDelta("{}"), done({ ...call, arguments: "{}" })]);
    expect(said.parts).toMatchObject([{ id: "call_1", name: "f", text: "{}" }]);
    expect(() => replayEvents([added({ ...call, name: "" }), argumentsDelta("{}"), completed([])])).toThrow(
      expect.objectContaining({ code: "response_event_missing_field" }),
    );
  });

  it("may be announced after its arguments", () => {
    const said = replayEvents([argumentsDelta('{"a":'), argumentsDelta("1}"), done({ ...call, arguments: '{"a":1}' })]);
    expect(said.parts).toMatchObject([{ id: "call_1", name: "f", text: '{"a":1}' }]);
  });

  it("with two others at one output_index: the id counts first", () => {
    const second = { ...call, id: "fc_2", call_id: "call_2", name: "g" };
    const said = replayEvents([
      added({ id: "msg_1", type: "message", content: [] }), textDelta("Hm"), added(call), added(second),
      argumentsDelta("{}", "fc_1"), argumentsDelta('{"b":2}', "fc_2"), textDelta("!"),
      // Never closed; the response puts the message last.
      completed([{ ...call, arguments: "{}" }, { ...second, arguments: '{"b":2}' }, message("Hm!")]),
    ]);
    expect(texts(said)).toEqual(["text=Hm!", "tool-call:f={}", 'tool-call:g={"b":2}']);
    expect(said.parts.every((part) => !part.open)).toBe(true);
  });
});

describe("text that is said more than once", () => {
  it("is delivered once, and what a closing event adds is added", () => {
    const said = replayEvents([
      added({ id: "msg_1", type: "message", content: [] }), textDelta("Hel"),
      { type: "response.output_text.done", item_id: "msg_1", output_index: 0, content_index: 0, text: "Hello" },
      { type: "response.content_part.done", item_id: "msg_1", output_index: 0, content_index: 0, part: { type: "output_text", text: "Hello" } },
      done(message("Hello, you")), completed([message("Hello, you")]),
    ]);
    expect(texts(said)).toEqual(["text=Hello, you"]);
    expect(said.log.filter((entry) => entry === "delta 0")).toHaveLength(3);
  });

  it("and differs, is malformed_event with both lengths", () => {
    expect(() => replayEvents([textDelta("Hello"), done(message("Help"))])).toThrow(expect.objectContaining({
      code: "malformed_event",
      message: "The text of the finished item has 4 characters that do not begin with the 5 characters streamed before it.",
    }));
  });

  it("an empty closing text says nothing", () => {
    expect(texts(replayEvents([textDelta("Hello"), done(message("")), completed([])]))).toEqual(["text=Hello"]);
  });

  it("a delta after the end of its item is malformed_event", () => {
    expect(() => replayEvents([textDelta("a"), done(message("a")), textDelta("b")])).toThrow(
      expect.objectContaining({ code: "malformed_event" }),
    );
  });

  it("a delta that is no text is malformed_event; an empty one opens nothing", () => {
    expect(() => replayEvents([{ type: "response.output_text.delta", item_id: "m", delta: 7 }])).toThrow(
      expect.objectContaining({ code: "malformed_event", message: "response.output_text.delta.delta is a number instead of text." }),
    );
    expect(replayEvents([textDelta("")]).parts).toEqual([]);
  });
});

describe("every event that carries content is delivered", () => {
  it("content parts of one message, refusals and reasoning of both fields, each in its place", () => {
    const said = replayEvents([
      added({ id: "rs_1", type: "reasoning", summary: [] }),
      { type: "response.reasoning_summary_text.delta", item_id: "rs_1", output_index: 0, summary_index: 0, delta: "one" },
      { type: "response.reasoning_summary_text.delta", item_id: "rs_1", output_index: 0, summary_index: 1, delta: "two" },
      done({ id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: "one" }, { type: "summary_text", text: "two" }], encrypted_content: "gAA" }),
      added({ id: "msg_1", type: "message", content: [] }, 1),
      textDelta("a", "msg_1", 1),
      { type: "response.refusal.delta", item_id: "msg_1", output_index: 1, content_index: 1, delta: "no" },
      { type: "response.refusal.done", item_id: "msg_1", output_index: 1, content_index: 1, refusal: "no!" },
      completed([]),
    ]);
    expect(texts(said)).toEqual(["reasoning:reasoning_summary_text=one", "reasoning:reasoning_summary_text=two", "text=a", "refusal=no!"]);
  });

  it("url citations are sources; every annotation stays with its text, from events or from the item", () => {
    const url = { type: "url_citation", url: "https://a.example/", title: "A", start_index: 0, end_index: 1 };
    const file = { type: "file_citation", file_id: "file-1", filename: "a.pdf", index: 1 };
    const content = [{ type: "output_text", text: "a", annotations: [url, file] }];
    const streamed = replayEvents([
      textDelta("a"),
      { type: "response.output_text.annotation.added", item_id: "msg_1", output_index: 0, content_index: 0, annotation_index: 0, annotation: url },
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
      expect(replayEvents([added(item), done(item)], description).parts).toMatchObject([{ type: "reasoning", text: "", open: false }]);
    }
  });

  it.each([
    ["web_search_call", ["response.web_search_call.in_progress", "response.web_search_call.searching", "response.web_search_call.completed"]],
    ["file_search_call", ["response.file_search_call.in_progress", "response.file_search_call.completed"]],
    ["code_interpreter_call", ["response.code_interpreter_call.interpreting", "response.code_interpreter_call_code.done"]],
    ["image_generation_call", ["response.image_generation_call.generating"]],
    ["mcp_call", ["response.mcp_call.in_progress", "response.mcp_call_arguments.done", "response.mcp_call.failed"]],
    ["mcp_list_tools", ["response.mcp_list_tools.in_progress", "response.mcp_list_tools.completed"]],
    ["computer_call", []],
    ["mcp_approval_request", []],
  ])("%s is handed over whole, in its place; its progress events count as progress", (type, events) => {
    const item = { id: "x_1", type, status: "completed", extra: { a: [1] } };
    const said = replayEvents([
      added({ id: "x_1", type }), ...events.map((name) => ({ type: name, item_id: "x_1", output_index: 0 })), done(item),
      textDelta("after", "msg_1", 1), completed([item, message("after")]),
    ]);
    expect(said.items.map(({ wire, ordinal, parts }) => [wire["type"], ordinal, parts.length])).toEqual([[type, 0, 0], ["message", 1, 1]]);
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
      added({ id: "x_1", type }), { type: event, item_id: "x_1", delta: "SELECT " }, { type: event, item_id: "x_1", delta: "1" },
      { type: "response.incomplete", response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [] } },
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
    expect(replayEvents([{ ...(textDelta("a") as object), sequence_number: 4, obfuscation: "xY", logprobs: [] }]).warnings).toEqual([]);
  });
});
