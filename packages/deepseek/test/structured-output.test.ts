import { jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { failure, open } from "./open-model.js";
import { sse, usage, whole } from "./scripted-transport.js";

const messages: readonly Message[] = [{ role: "user", content: "Where? Answer as JSON." }];
const schema = jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] });
const output = { schema, guarantee: "json" } as const;
const streamed = (text: string, finish = "stop") => ({
  chunks: [sse([{ delta: { content: text } }, { finish_reason: finish, usage }])],
});

describe("S0.10, pains 55: JSON mode promises JSON, so the schema is checked here and the result says what was promised", () => {
  it.each([
    ["{city: Paris}", "invalid_json"],
    ['Sure!\n{"city":"Paris"}', "text_around_json"],
    ['{"town":"Paris"}', "schema_mismatch"],
    ["   ", "empty_content"],
  ])("%j → %s, by stream and by generate", async (text, reason) => {
    const { model, requests } = open(streamed(text), whole({ content: text }));
    const expected = { code: "structured_output_invalid", reason, provider: "deepseek", attempts: 1 };
    expect(await failure(model.stream({ messages, output }).result())).toMatchObject(expected);
    expect(await failure(model.generate({ messages, output }))).toMatchObject(expected);
    expect(requests).toHaveLength(2);
  });

  it("what fits is the value, and the guarantee is named", async () => {
    const { model, requests } = open(streamed('{"city":"Paris"}'), whole({ content: '{"city":"Paris"}' }));
    const results = [await model.stream({ messages, output }).result(), await model.generate({ messages, output })];
    for (const result of results) {
      expect(result).toMatchObject({ output: { city: "Paris" }, guarantee: "json" });
      expect(result).not.toHaveProperty("repaired");
    }
    expect(requests[0]?.json).toMatchObject({ response_format: { type: "json_object" } });
  });

  it("a turn that was cut has no output: reading it is output_truncated", async () => {
    const result = await open(streamed('{"ci', "length")).model.stream({ messages, output }).result();
    expect(() => result.output).toThrow(expect.objectContaining({ code: "output_truncated" }));
  });
});
