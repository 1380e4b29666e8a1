import { type DialectError, isDialectError, jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createOpenAI } from "../src/index.js";
import { completed, created, failure, messageItem, open, responses, textDelta } from "./responses-events.js";
import { answer, delta, json, scripted, sse } from "./scripted.js";

const messages: readonly Message[] = [{ role: "user", content: "Where?" }];
const schema = jsonSchema({
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
});
const output = { schema, guarantee: "strict" } as const;
const fenced = '```json\n{"city":"Paris"}\n```';

/** The same text as an answer of each route, streamed and in one piece. */
const ways = (text: string, finish = "stop") =>
  [
    ["chat", sse(delta({ content: text }), delta({}, finish)), "stream"],
    ["chat", json(answer({ content: text }, finish)), "generate"],
    ["responses", responses(created, textDelta(text), completed([messageItem(text)])), "stream"],
  ] as const;

describe("S0.10, S0.11: an answer that does not fit is structured_output_invalid with its reason and the text", () => {
  it.each([
    ['The user says "\n\n ', "invalid_json"],
    [`We need JSON.\n{"city":"Paris"}`, "text_around_json"],
    ['{"town":"Paris"}', "schema_mismatch"],
    [fenced, "text_around_json"],
  ])("%j → %s, on both routes", async (text, reason) => {
    for (const [route, wire, way] of ways(text)) {
      const { model, transport } = open(route, [wire]);
      const request = { messages, output };
      const error: DialectError = await failure(
        way === "stream" ? model.stream(request).result() : model.generate(request),
      );
      expect(error).toMatchObject({ code: "structured_output_invalid", reason, attempts: 1 });
      expect(JSON.stringify(error.partial?.message.content)).toContain(JSON.stringify(text).slice(1, -1));
      expect(transport.sent).toHaveLength(1);
    }
  });

  it("no finish event is released before the answer was validated", async () => {
    for (const [text, ends] of [
      ['{"town":1}', []],
      ['{"city":"Paris"}', ["finish"]],
    ] as const) {
      const types: string[] = [];
      const stream = open("chat", [sse(delta({ content: text }), delta({}, "stop"))]).model.stream({
        messages,
        output,
      });
      await (async () => {
        for await (const event of stream) types.push(event.type);
      })().catch((error: unknown) => expect(isDialectError(error)).toBe(true));
      expect(types.filter((type) => type === "finish")).toEqual(ends);
    }
  });

  it("S0.14: fences come off only when asked, and the result names the repair and the guarantee", async () => {
    for (const [route, wire, way] of ways(fenced)) {
      const request = { messages, output: { ...output, repair: "fences" } } as const;
      const { model } = open(route, [wire]);
      const result = way === "stream" ? await model.stream(request).result() : await model.generate(request);
      expect(result).toMatchObject({ output: { city: "Paris" }, repaired: "fences", guarantee: "strict" });
    }
  });

  it("a turn that was cut has no output: reading it is output_truncated", async () => {
    const result = await open("chat", [sse(delta({ content: '{"ci' }), delta({}, "length"))])
      .model.stream({ messages, output })
      .result();
    expect(result.finish.reason).toBe("length");
    expect(() => result.output).toThrow(expect.objectContaining({ code: "output_truncated" }));
  });
});

describe("types: what a row forbids does not compile, and is refused at run time", () => {
  it("ids, options, values and routes", () => {
    const provider = createOpenAI({ apiKey: "k", transport: scripted() });
    const gpt5 = provider.chat("gpt-5", { route: "chat" });
    const gpt41 = provider.chat("gpt-4.1", { route: "responses" });
    // @ts-expect-error a typo in an id
    expect(() => provider.chat("gpt-4.l")).toThrow("no row");
    // @ts-expect-error gpt-5 refuses a temperature
    expect(() => gpt5.prepare({ messages, temperature: 0 })).toThrow("temperature");
    // @ts-expect-error the Responses route has no seed
    expect(() => gpt41.prepare({ messages, seed: 1 })).toThrow("seed");
    // @ts-expect-error gpt-4.1 does not reason
    expect(() => gpt41.prepare({ messages, reasoning: { effort: "low" } })).toThrow("reasoning");
    // @ts-expect-error the efforts of gpt-5 are listed
    expect(() => gpt5.prepare({ messages, reasoning: { effort: "none" } })).toThrow("effort");
    expect(gpt41.prepare({ messages, temperature: 0 }).body).toMatchObject({ temperature: 0 });
  });
});
