import type { Json } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { added, argumentsDelta, call, completed, done, message, textDelta } from "../test/events.js";
import { follow, recorder, replayEvents, texts, withItem } from "../test/replay.js";
import { createItemReader } from "./read-items.js";

describe("ends", () => {
  it.each([
    [{ status: "completed" }, { reason: "stop", raw: "completed" }],
    [
      { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
      { reason: "length", raw: "max_output_tokens" },
    ],
    [
      { status: "incomplete", incomplete_details: { reason: "content_filter" } },
      { reason: "content-filter", raw: "content_filter" },
    ],
    [
      { status: "incomplete", incomplete_details: { reason: "max_lightyears" } },
      { reason: "other", raw: "max_lightyears" },
    ],
    [
      { status: "incomplete", incomplete_details: null },
      { reason: "other", raw: "incomplete" },
    ],
  ])("%j: the status decides, whatever the event is called (pain 53)", (response, finish) => {
    for (const type of ["response.completed", "response.incomplete"]) {
      expect(replayEvents([added(call), argumentsDelta("{"), { type, response }]).finish).toEqual(
        response.status === "completed" ? { reason: "tool-calls", raw: "completed" } : finish,
      );
      expect(replayEvents([textDelta("a"), { type, response }]).finish).toEqual(finish);
    }
  });

  it("a response without a status ends as its event says", () => {
    expect(replayEvents([{ type: "response.incomplete", response: {} }]).finish?.raw).toBe("incomplete");
    expect(replayEvents([textDelta("a"), { type: "response.completed", response: {} }]).finish?.raw).toBe("completed");
  });

  it("a turn whose last item waits for the caller is neither over nor a function call", () => {
    expect(
      replayEvents([
        completed([{ type: "custom_tool_call", id: "ctc_1", call_id: "call_1", name: "sql", input: "SELECT 1" }]),
      ]).finish,
    ).toEqual({ reason: "other", raw: "completed" });
  });

  it("an item that is incomplete is not whole; what was open when a turn was cut is not either", () => {
    const cut = { status: "incomplete", incomplete_details: { reason: "max_output_tokens" }, output: [] };
    const said = replayEvents([
      textDelta("a"),
      done(message("a", { status: "incomplete" })),
      added(call, 1),
      argumentsDelta("{"),
      { type: "response.incomplete", response: cut },
    ]);
    expect(said.items.map((item) => item.whole)).toEqual([false, false]);
    expect(said.parts.map((part) => part.open)).toEqual([true, true]);
  });

  it.each([
    [
      "nested",
      {
        type: "error",
        sequence_number: 2,
        error: { type: "insufficient_quota", code: "insufficient_quota", message: "You exceeded…" },
      },
    ],
    ["flat", { type: "error", sequence_number: 2, code: "insufficient_quota", message: "You exceeded…", param: null }],
    [
      "failed",
      {
        type: "response.failed",
        response: { status: "failed", error: { code: "insufficient_quota", message: "You exceeded…" } },
      },
    ],
    [
      "failed, called completed",
      {
        type: "response.completed",
        response: { status: "failed", error: { code: "insufficient_quota", message: "You exceeded…" } },
      },
    ],
    ["bare", { error: { code: "insufficient_quota", message: "You exceeded…" } }],
  ])("an error frame, %s, is an error (pain 45)", (_form, event) => {
    expect(replayEvents([event as Json]).error).toMatchObject({ code: "insufficient_quota", message: "You exceeded…" });
  });

  it("a failure without an error still is one", () => {
    expect(replayEvents([{ type: "response.failed", response: { status: "failed", error: null } }]).error).toEqual({
      message: "The server ended the response with response.failed.",
    });
    expect(replayEvents([{ type: "response.completed", response: { status: "cancelled" } }]).error).toEqual({
      message: "The response ended with the status cancelled.",
    });
  });

  it("events of another format are refused by name", () => {
    expect(() => replayEvents([{ id: "chatcmpl-1", object: "chat.completion.chunk", choices: [] }])).toThrow(
      expect.objectContaining({ code: "response_event_missing_field", message: "The event has no type." }),
    );
    expect(() => replayEvents([{ type: "response.completed" }])).toThrow(
      expect.objectContaining({ code: "response_event_missing_field" }),
    );
    expect(() => replayEvents([["response.completed"]])).toThrow(expect.objectContaining({ code: "malformed_event" }));
  });

  it("the name of the event stands in for a missing type", () => {
    const { type: _type, ...data } = textDelta("a") as { readonly [key: string]: Json };
    expect(texts(replayEvents([{ name: "response.output_text.delta", data }]))).toEqual(["text=a"]);
  });
});

describe("a whole response", () => {
  const read = (body: Json): ReturnType<typeof recorder>["said"] => {
    const { out, said } = recorder();
    follow(createItemReader(out, withItem).response(body), out, said);
    return said;
  };

  it("goes through the same fold as its events", () => {
    const output = [
      { id: "rs_1", type: "reasoning", summary: [{ type: "summary_text", text: "hm" }], encrypted_content: "gAA" },
      { id: "ws_1", type: "web_search_call", status: "completed" },
      message("a"),
      { ...call, arguments: "{}" },
    ];
    const whole = read({ id: "resp_1", status: "completed", output });
    const streamed = replayEvents([...output.map((item, place) => done(item, place)), completed(output)]);
    expect(texts(whole)).toEqual(texts(streamed));
    expect(whole.items).toEqual(streamed.items);
    expect(whole.finish).toEqual({ reason: "tool-calls", raw: "completed" });
  });

  it("without output is an error frame, or no response at all", () => {
    expect(read({ error: { message: "no" } }).error).toEqual({ message: "no" });
    expect(read({ status: "failed", error: { code: "server_error", message: "no" }, output: [] }).error).toMatchObject({
      code: "server_error",
    });
    expect(read({ status: "completed", output: null }).items).toEqual([]);
    expect(() => read({ choices: [] })).toThrow(expect.objectContaining({ code: "response_event_missing_field" }));
    expect(() => read({ output: "text" })).toThrow(expect.objectContaining({ code: "malformed_event" }));
  });
});
