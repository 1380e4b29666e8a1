import { describe, expect, it } from "vitest";
import { eventsOf, replay, replayEvents, type Replayed, texts, wireFile, withText } from "../test/replay.js";

const plain = (said: Replayed): unknown =>
  said.parts.map(({ type, name, text }) => ({ type, name, text: text.replaceAll(/^\s+/g, "") }));

describe("recorded responses of three servers (test/wire/README.md)", () => {
  it.each([
    ["a.text.sse", ["reasoning:reasoning_text=\nOkay, simple.\n", "text=\n\nHello! I am a scripted model."]],
    ["b.text.sse", ["reasoning:reasoning_text=Okay, simple.\n", "text=Hello! I am a scripted model."]],
    ["c.text.sse", ["reasoning:reasoning_summary_text=Okay, simple.\n", "text=Hello! I am a scripted model."]],
    ["a.text.json", ["reasoning:reasoning_text=\nOkay, simple.\n", "text=\n\nHello! I am a scripted model."]],
    ["b.text.json", ["reasoning:reasoning_text=Okay, simple.\n", "text=Hello! I am a scripted model."]],
    ["c.text.json", ["reasoning:reasoning_summary_text=Okay, simple.\n", "text=Hello! I am a scripted model."]],
    ["a.reasoning-none.json", ["text=Hello! I am a scripted model."]],
    ["b.reasoning-none.json", ["text=Hello! I am a scripted model."]],
    ["c.reasoning-none.json", ["text=Hello! I am a scripted model."]],
  ])("%s: reasoning and text, each once, ended, without a warning", (file, expected) => {
    const said = replay(wireFile(file));
    expect(texts(said)).toEqual(expected);
    expect(said.parts.every((part) => !part.open)).toBe(true);
    expect(said.warnings).toEqual([]);
    expect(said.finish).toEqual({ reason: "stop", raw: "completed" });
    expect(said.usage?.output?.total).toBe(file.includes("none") ? 9 : 16);
  });

  it.each([
    ["a.tools.sse", "chatcmpl-tool-8c7be899cf904a2a", '{"city": "Paris"}', ["reasoning", "text", "tool-call"]],
    ["b.tools.sse", "call_rAV80iM7oQpWGFCEpk1tJqyWrIwueUy9", '{"city": "Paris"}', ["reasoning", "tool-call"]],
    ["c.tools.sse", "65GjD5oBiZUKvRVqKLzqvAygj0LFmDcW", '{"city":"Paris"}', ["reasoning", "tool-call"]],
    ["a.tools.json", "chatcmpl-tool-b1e51001b90273d2", '{"city": "Paris"}', ["reasoning", "tool-call"]],
    ["b.tools.json", "call_NuMH7aQQO", '{"city": "Paris"}', ["reasoning", "tool-call"]],
    ["c.tools.json", "5ranzyaTlwKjNWqTnOew4mbCsGmTCCqV", '{"city":"Paris"}', ["reasoning", "tool-call"]],
  ])("%s: one call under its call_id, not its item id", (file, id, callArguments, types) => {
    const said = replay(wireFile(file));
    expect(said.parts.map((part) => part.type)).toEqual(types);
    const call = said.parts.at(-1);
    expect(call).toMatchObject({ name: "get_weather", text: callArguments, open: false });
    expect(call?.id?.startsWith(id)).toBe(true);
    expect(said.finish).toEqual({ reason: "tool-calls", raw: "completed" });
    expect(said.warnings).toEqual([]);
  });

  it.each(["a", "b", "c"])("%s.tools-parallel.sse: two calls, each with its own arguments", (prefix) => {
    const calls = replay(wireFile(`${prefix}.tools-parallel.sse`)).parts.filter((part) => part.type === "tool-call");
    expect(calls.map((call) => [call.name, JSON.parse(call.text), call.open])).toEqual([
      ["get_weather", { city: "Paris" }, false],
      ["get_time", { tz: "CET" }, false],
    ]);
    expect(new Set(calls.map((call) => call.id)).size).toBe(2);
  });

  it("b.tools-parallel.sse: an item that is done after later items ends there and keeps its place", () => {
    const said = replay(wireFile("b.tools-parallel.sse"));
    expect(said.parts.map((part) => part.type)).toEqual(["reasoning", "tool-call", "tool-call"]);
    expect(said.log.filter((entry) => entry.startsWith("end"))).toEqual(["end 0", "end 1", "end 2"]);
    expect(said.log.indexOf("end 0")).toBeGreaterThan(said.log.indexOf("begin 2"));
  });

  it("a.max-output-tokens: incomplete is said by the status, in an event named response.completed", () => {
    for (const file of ["a.max-output-tokens.sse", "a.max-output-tokens.json"]) {
      const said = replay(wireFile(file));
      expect(said.finish).toEqual({ reason: "length", raw: "max_output_tokens" });
      // Its items call themselves completed.
      expect(said.items.map((item) => item.whole)).toEqual([true, true]);
    }
    expect(eventsOf(wireFile("a.max-output-tokens.sse")).at(-1)?.name).toBe("response.completed");
  });

  it.each([
    "b.max-output-tokens.sse",
    "b.max-output-tokens.json",
    "c.max-output-tokens.sse",
    "c.max-output-tokens.json",
  ])("%s: a server that calls a cut turn completed is believed; only the numbers show it", (file) => {
    const said = replay(wireFile(file));
    expect(said.finish).toEqual({ reason: "stop", raw: "completed" });
    expect(said.usage?.output?.total).toBe(20);
  });

  it.each([
    ["a", "tool-call"],
    ["b", "text"],
    ["c", "text"],
  ])("%s.tools-required.json: what came is what counts", (prefix, last) => {
    const said = replay(wireFile(`${prefix}.tools-required.json`));
    expect(said.parts.at(-1)?.type).toBe(last);
    expect(said.finish?.reason).toBe(last === "text" ? "stop" : "tool-calls");
  });

  it.each(["a", "c"])("%s.json-schema.json: the text is JSON, byte for byte", (prefix) => {
    const said = replay(wireFile(`${prefix}.json-schema.json`));
    expect(Object.keys(JSON.parse(said.parts.at(-1)?.text ?? "") as object).toSorted()).toEqual([
      "age",
      "kind",
      "name",
    ]);
  });

  it.each([
    ["a.bad-model.json", "The model `no-such-model` does not exist. Valid aliases: scripted-qwen3."],
    ["a.background.json", "does not support `store=True`"],
    ["a.previous-missing.json", "Response with id 'resp_nope' not found."],
    ["a.over-long.json", "This model's maximum context length is 1024 tokens."],
    ["b.over-long.json", "request (15019 tokens) exceeds the available context size (1024 tokens)"],
    ["b.previous-missing.json", "does not support 'previous_response_id'."],
    ["b.reasoning-replay.json", "item['content'] is not an array"],
    ["c.bad-model.json", "model 'no-such-model' not found"],
    ["c.over-long.json", '{"error":{"code":400,"message":"request (15019 tokens) exceeds'],
  ])("%s: the error as the server put it", (file, message) => {
    const error = replay(wireFile(file)).error as { message: string };
    expect(error.message).toContain(message);
  });

  it.each(["a", "b", "c"])("%s: a stream and a whole answer say the same", (prefix) => {
    for (const [stream, whole] of [
      ["text.sse", "text.json"],
      ["max-output-tokens.sse", "max-output-tokens.json"],
    ]) {
      const streamed = replay(wireFile(`${prefix}.${stream ?? ""}`));
      const answered = replay(wireFile(`${prefix}.${whole ?? ""}`));
      expect(plain(streamed)).toEqual(plain(answered));
      expect(streamed.finish).toEqual(answered.finish);
      const counts = ({ input, output }: NonNullable<Replayed["usage"]>): unknown => [input?.total, output];
      expect(counts(streamed.usage ?? { raw: null })).toEqual(counts(answered.usage ?? { raw: null }));
    }
  });

  it.each([
    "a.text.sse",
    "a.tools-parallel.sse",
    "b.text.sse",
    "b.tools-parallel.sse",
    "c.text.sse",
    "c.tools-parallel.sse",
  ])("%s: without its closing events the response at the end fills in what they would have said", (file) => {
    const events = eventsOf(wireFile(file));
    const whole = replay(wireFile(file));
    const doneless = replayEvents(
      events.filter((event) => !event.name.endsWith(".done")),
      withText,
    );
    expect(texts(doneless)).toEqual(texts(whole));
    expect(doneless.parts.every((part) => !part.open)).toBe(true);
    const deltaless = replayEvents(
      events.filter((event) => !event.name.endsWith(".delta")),
      withText,
    );
    expect(texts(deltaless).toSorted()).toEqual(texts(whole).toSorted());
    expect(deltaless.parts.every((part) => !part.open)).toBe(true);
    const last = replayEvents(events.slice(-1), withText);
    expect(texts(last)).toEqual(texts(whole));
  });

  it.each(["a.tools-parallel.sse", "c.tools-parallel.sse"])(
    "%s: item ids that change in every event fall back to output_index",
    (file) => {
      let next = 0;
      const rotated = wireFile(file)
        .replaceAll(/"item_id":"[^"]*"/g, () => `"item_id":"rotated-${next++}"`)
        .replaceAll(/"id":"(?:rs|msg|fc)_[^"]*"/g, () => `"id":"rotated-${next++}"`);
      expect(texts(replay(rotated))).toEqual(texts(replay(wireFile(file))));
    },
  );
});
