import type { Json } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { recorder } from "../test/replay.js";
import {
  createReading,
  createRunningPart,
  keepUsage,
  type OwnFields,
  readAnswer,
  readChunk,
  type Reading,
  readUsage,
  ownFields,
  watchFields,
} from "./index.js";

function read(
  chunk: unknown,
  own: OwnFields = ownFields({}),
): { reading: Reading; said: ReturnType<typeof recorder>["said"] } {
  const { out, said } = recorder();
  const fields = watchFields(out, own);
  const reading = createReading();
  readChunk(chunk as Json, reading, fields);
  return { reading, said };
}
const delta = (message: Json, choice: { readonly [key: string]: Json } = {}): Json => ({
  choices: [{ index: 0, delta: message, ...choice }],
});

describe("readChunk", () => {
  it("scenario 14: an empty finish_reason is not the end, a word is", () => {
    expect(read(delta({ content: "a" }, { finish_reason: "" })).reading.finish).toBeUndefined();
    expect(read(delta({}, { finish_reason: null })).reading.finish).toBeUndefined();
    expect(read(delta({}, { finish_reason: "tool_calls" })).reading.finish).toBe("tool_calls");
  });

  it('pains 51 and 52: role "" and an absent or null choices list disturb nothing', () => {
    expect(read(delta({ role: "", content: "x" })).reading.content).toBe("x");
    for (const chunk of [{}, { choices: null }, { choices: [] }, { id: "1", model: "lg" }]) {
      const { reading, said } = read(chunk);
      expect(reading.choice).toBeUndefined();
      expect(said.warnings).toEqual([]);
    }
  });

  it("null content, refusal, tool_calls, usage and delta open nothing", () => {
    const { reading } = read({ usage: null, choices: [{ delta: { content: null, refusal: null, tool_calls: null } }] });
    expect(reading).toMatchObject({ content: "", refusal: "", toolCalls: undefined, usage: undefined });
    expect(read({ choices: [{ index: 0, delta: null, finish_reason: "stop" }] }).reading.finish).toBe("stop");
  });

  it("id and model stay when a later chunk leaves them empty", () => {
    const { out } = recorder();
    const fields = watchFields(out, ownFields({}));
    const reading = createReading();
    readChunk({ id: "1", model: "m" }, reading, fields);
    readChunk({ id: null, model: "" }, reading, fields);
    expect(reading).toMatchObject({ id: "1", model: "m" });
  });

  it("nothing of the chunk before is left in the reading", () => {
    const { out } = recorder();
    const fields = watchFields(out, ownFields({}));
    const reading = createReading();
    readChunk(
      { usage: { prompt_tokens: 1 }, choices: [{ delta: { content: "a", tool_calls: [{}] }, finish_reason: "stop" }] },
      reading,
      fields,
    );
    readChunk({ choices: [] }, reading, fields);
    expect(reading).toMatchObject({
      content: "",
      toolCalls: undefined,
      finish: undefined,
      usage: undefined,
      choice: undefined,
    });
  });

  it.each([
    ["chunk", { thought: 1 }, "thought"],
    ["choice", { choices: [{ native_finish: "x", delta: {} }] }, "choices[0].native_finish"],
    ["delta", delta({ thought: "hm" }), "choices[0].delta.thought"],
    ["message in a stream", { choices: [{ delta: {}, message: { content: "again" } }] }, "choices[0].message"],
    ["second choice", { choices: [{ index: 1, delta: { content: "b" } }] }, "choices[1]"],
  ] as const)("pains 11: an unknown %s field is warned about with its path and kept", (_where, chunk, path) => {
    const { said } = read(chunk);
    expect(said.warnings.map((warning) => [warning.code, warning.path])).toEqual([["wire_unknown_field", path]]);
    expect(said.kept).toEqual([chunk]);
  });

  it("a field that the provider reads itself, and an unknown one that is null, are not reported", () => {
    expect(read(delta({ thought: "hm" }), ownFields({ message: ["thought"] })).said.warnings).toEqual([]);
    expect(read({ extra: null, choices: [] }).said.warnings).toEqual([]);
  });

  it("kept are the first, each with something unread, and those with the finish word or usage", () => {
    const { out, said } = recorder();
    const fields = watchFields(out, ownFields({}));
    const reading = createReading();
    const chunks: Json[] = [
      delta({ content: "1" }),
      delta({ content: "2" }),
      delta({ odd: 1 }),
      delta({ content: "4" }),
      delta({ content: "5" }, { finish_reason: "stop" }),
    ];
    for (const chunk of chunks) readChunk(chunk, reading, fields);
    expect(said.kept).toEqual([chunks[0], chunks[2], chunks[4]]);
  });

  it.each([
    [5, "The event is a number instead of an object."],
    [[], "The event is a list instead of an object."],
    [{ choices: {} }, "choices is an object instead of a list."],
    [{ choices: [null] }, "choices[0] is null instead of an object."],
    [delta("x"), "choices[0].delta is a string instead of an object."],
    [delta({ content: 5 }), "choices[0].delta.content is a number instead of text or null."],
    [delta({ tool_calls: {} }), "choices[0].delta.tool_calls is an object instead of a list."],
    [delta({}, { finish_reason: 1 }), "choices[0].finish_reason is a number instead of text or null."],
  ] as const)("a type that would lose content is malformed_event: %j", (chunk, message) => {
    expect(() => read(chunk)).toThrow(expect.objectContaining({ code: "malformed_event", message }));
  });

  it("readAnswer reads `message` and names paths by it", () => {
    const { out, said } = recorder();
    const reading = createReading();
    readAnswer(
      { choices: [{ message: { role: "assistant", content: "hi", odd: 1 }, finish_reason: "stop" }] },
      reading,
      watchFields(out, ownFields({})),
    );
    expect(reading).toMatchObject({ content: "hi", finish: "stop" });
    expect(said.warnings[0]?.path).toBe("choices[0].message.odd");
  });
});

describe("usage", () => {
  it("sits in the chunk or in the choice", () => {
    expect(read({ choices: [{ delta: {}, usage: { prompt_tokens: 8 } }] }).reading.usage).toEqual({ prompt_tokens: 8 });
  });

  it("unknown counts are absent, never 0, and nothing is added up", () => {
    expect(readUsage({})).toEqual({ raw: {} });
    expect(readUsage({ prompt_tokens: null, completion_tokens: "7", prompt_tokens_details: null })).toEqual({
      raw: { prompt_tokens: null, completion_tokens: "7", prompt_tokens_details: null },
    });
    const raw = {
      prompt_tokens: 10,
      completion_tokens: 5,
      prompt_tokens_details: { cached_tokens: 0, cache_write_tokens: 2 },
      completion_tokens_details: { reasoning_tokens: 9 },
    };
    expect(readUsage(raw)).toEqual({
      input: { total: 10, cached: 0, cacheWrite: 2 },
      output: { total: 5, reasoning: 9 },
      raw,
    });
  });

  it("the last one wins and is reported once", () => {
    const { out, said } = recorder();
    const usage = keepUsage(out, readUsage);
    usage.report();
    expect(said.usage).toBeUndefined();
    usage.take({ prompt_tokens: 1, completion_tokens: 1 });
    usage.take({ prompt_tokens: 1, completion_tokens: 2 });
    usage.report();
    expect(said.usage).toMatchObject({ output: { total: 2 } });
  });
});

describe("createRunningPart", () => {
  it("joins deltas of one kind and opens a part for each change; an empty delta opens nothing", () => {
    const { out, said } = recorder();
    const running = createRunningPart(out);
    for (const [kind, text] of [
      ["text", ""],
      ["reasoning", "a"],
      ["reasoning", "b"],
      ["reasoning", ""],
      ["text", "c"],
    ] as const)
      running.write(kind, text);
    running.end();
    running.end();
    running.write("text", "d");
    expect(said.parts.map((part) => [part.kind, part.text])).toEqual([
      ["reasoning", "ab"],
      ["text", "c"],
      ["text", "d"],
    ]);
  });
});
