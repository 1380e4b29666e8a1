import { ownFields } from "./index.js";
import { describe, expect, it } from "vitest";
import { type Replayed, replay, type Speaker, wireFile } from "../test/replay.js";

const a: Speaker = {
  reasoningField: "reasoning",
  own: ownFields({
    chunk: ["prompt_token_ids", "prompt_text"],
    choice: ["token_ids", "stop_reason"],
    message: ["reasoning"],
  }),
  callIdentity: "id-then-index",
};
const b: Speaker = {
  reasoningField: "reasoning_content",
  own: ownFields({ chunk: ["timings"], message: ["reasoning_content"] }),
  callIdentity: "index",
};
const c: Speaker = {
  reasoningField: "reasoning",
  own: ownFields({ message: ["reasoning"] }),
  callIdentity: "id-then-index",
};

const texts = (said: Replayed): readonly string[] =>
  said.parts.map((part) => `${part.kind}:${part.name ?? ""}:${part.text}`);

describe("recorded streams of three servers (test/wire/README.md)", () => {
  it("a.tools.sse: two entries of one index in one delta, the first without arguments", () => {
    const said = replay(wireFile("a.tools.sse"), a);
    expect(texts(said)).toEqual([
      "reasoning::\nOkay, simple.\n",
      "text::\n\n",
      'tool-call:get_weather:{"city": "Paris"}',
    ]);
    expect(said.parts[2]?.id).toBe("chatcmpl-tool-9db5b3da1cc12a5e");
    expect(said).toMatchObject({ finish: "tool_calls", done: true, model: "scripted-qwen3", warnings: [] });
    expect(said.usage).toMatchObject({ input: { total: 684 }, output: { total: 17 } });
  });

  it.each([
    ["a.tools-parallel.sse", a, ["chatcmpl-tool-8b6ea12ca3e032f6", "chatcmpl-tool-a982834e866b68d6"]],
    ["b.tools-parallel.sse", b, ["5iLVJ2v3gY8NPzusIEEMJkkJtjjBAuAb", "KdO0rshOTKVG1Oe0dgXm8pIpmxtIelPa"]],
    ["c.tools-parallel.sse", c, ["oTeOsFJRnOmnMDrZYeIQG6BLC4h8kMDQ", "trpFSJHIEDTCCHJhkMsQlmuwVlpIoCJW"]],
  ] as const)("%s: two calls, in pieces or whole in one delta", (file, speaker, ids) => {
    for (const callIdentity of ["index", "id-then-index"] as const) {
      const calls = replay(wireFile(file), { ...speaker, callIdentity }).parts.filter(
        (part) => part.kind === "tool-call",
      );
      expect(calls.map((call) => call.id)).toEqual(ids);
      expect(calls.map((call) => [call.name, JSON.parse(call.text)])).toEqual([
        ["get_weather", { city: "Paris" }],
        ["get_time", { tz: "CET" }],
      ]);
    }
  });

  it.each([
    ["a.tools.json", a],
    ["b.tools.json", b],
    ["c.tools.json", c],
  ] as const)("%s: a whole answer with one call", (file, speaker) => {
    const said = replay(wireFile(file), speaker);
    expect(said.parts.map((part) => part.kind)).toEqual(["reasoning", "tool-call"]);
    expect(JSON.parse(said.parts[1]?.text ?? "")).toEqual({ city: "Paris" });
    expect(said.finish).toBe("tool_calls");
    expect(said.usage).toMatchObject({ input: { total: 684 }, output: { total: 17 } });
  });

  it.each([
    ["a.tools-parallel.json", a],
    ["b.tools-parallel.json", b],
    ["c.tools-parallel.json", c],
  ] as const)("%s: a whole answer with two calls", (file, speaker) => {
    const calls = replay(wireFile(file), speaker).parts.filter((part) => part.kind === "tool-call");
    expect(calls.map((call) => call.name)).toEqual(["get_weather", "get_time"]);
    expect(new Set(calls.map((call) => call.id)).size).toBe(2);
  });

  it.each([
    ["a.chat-usage.sse", a, { input: { total: 21 }, output: { total: 16, reasoning: 4 } }],
    ["b.chat-usage.sse", b, { input: { total: 21, cached: 20 }, output: { total: 16 } }],
    ["c.chat-usage.sse", c, { input: { total: 21 }, output: { total: 16 } }],
  ] as const)("%s: usage in a chunk of its own after the finish word", (file, speaker, usage) => {
    const said = replay(wireFile(file), speaker);
    const { raw, ...counts } = said.usage ?? { raw: null };
    expect(counts).toEqual(usage);
    expect(raw).not.toBeNull();
    expect(said).toMatchObject({ finish: "stop", done: true });
    expect(said.parts.map((part) => part.kind)).toEqual(["reasoning", "text"]);
  });

  it("a.tools-badjson.sse: arguments that break off under finish_reason tool_calls stay as they came", () => {
    const said = replay(wireFile("a.tools-badjson.sse"), a);
    expect(said.parts.at(-1)).toMatchObject({ name: "get_weather", text: '{"city": "Lond' });
    expect(said.finish).toBe("tool_calls");
  });

  it("tools-cut-by-max-tokens: the finish word, or its absence, is passed on as it is", () => {
    expect(replay(wireFile("a.tools-cut-by-max-tokens.sse"), a)).toMatchObject({ finish: "length", done: true });
    expect(replay(wireFile("b.tools-cut-by-max-tokens.sse"), b)).toMatchObject({ finish: "length", done: true });
    const silent = replay(wireFile("c.tools-cut-by-max-tokens.sse"), c);
    expect(silent.finish).toBeUndefined();
    expect(silent.done).toBe(false);
  });

  it("a.kill-engine-mid.sse: an error frame is left to the provider, named and kept", () => {
    const said = replay(wireFile("a.kill-engine-mid.sse"), a);
    expect(said.warnings).toEqual([
      { code: "wire_unknown_field", path: "error", message: "The answer has a field that is not read: error." },
    ]);
    expect(said.finish).toBeUndefined();
    expect(said.kept.some((wire) => typeof wire === "object" && wire !== null && "error" in wire)).toBe(true);
  });

  it("chat-n2: a second choice is named and kept, never mixed into the first", () => {
    for (const [file, speaker] of [
      ["a.chat-n2.json", a],
      ["b.chat-n2.json", b],
    ] as const) {
      const said = replay(wireFile(file), speaker);
      expect(said.parts.map((part) => part.kind)).toEqual(["reasoning", "text"]);
      expect(said.parts[1]?.text.trim()).toBe("Hello! I am a scripted model.");
      expect(said.warnings.map((warning) => warning.path)).toContain("choices[1]");
    }
  });

  it("b.chat-logprobs.sse: log probabilities are the provider's and disturb nothing", () => {
    const said = replay(wireFile("b.chat-logprobs.sse"), b);
    expect(said.parts.map((part) => part.text)).toEqual(["Okay, simple.\n", "Hello! I am a scripted model."]);
    expect(said.warnings).toEqual([]);
  });

  it("c.chat-utf8-split.sse: text outside ASCII is whole", () => {
    expect(replay(wireFile("c.chat-utf8-split.sse"), c).parts.at(-1)?.text).toBe("Grüße, 世界! 🙂");
  });

  it("an undeclared field is named once with its path (refusing side of the lists above)", () => {
    const said = replay(wireFile("b.tools-parallel.sse"), { ...b, own: ownFields({}) });
    expect(said.warnings.map((warning) => [warning.code, warning.path])).toEqual([
      ["wire_unknown_field", "choices[0].delta.reasoning_content"],
      ["wire_unknown_field", "timings"],
    ]);
  });
});
