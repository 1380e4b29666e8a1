import { jsonSchema } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { promptSchema } from "./prompt-schema.js";

const schema = { type: "object", properties: { city: { type: "string" } } } as const;

describe('quirk: guarantee "prompted" asks in words, "strict" does not exist (llm-exe issue 662, read 2026-11-20)', () => {
  it("one system message with name and schema, before the rest", () => {
    expect(promptSchema(schema, "report")["content"]).toContain(JSON.stringify(schema));
    const model = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro");
    const { body } = model.prepare({
      messages: [{ role: "user", content: "Paris?" }],
      output: { schema: jsonSchema(schema), guarantee: "prompted", name: "report" },
    });
    const { messages, ...rest } = body as unknown as {
      messages: { role: string; content: string }[];
      response_format?: unknown;
    };
    expect(messages.map((message) => message.role)).toEqual(["system", "user"]);
    expect(messages[0]?.content).toContain('named "report"');
    expect(rest).not.toHaveProperty("response_format");
  });

  it("strict is refused with its source and the weaker guarantees", () => {
    const model = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro", {
      assume: { like: "deepseek-v4-pro" },
    });
    const output = { schema: jsonSchema(schema), guarantee: "strict" } as never;
    expect(() => model.prepare({ messages: [{ role: "user", content: "json" }], output })).toThrow(
      expect.objectContaining({
        code: "capability_rejected",
        message: expect.stringContaining("llm-exe/issues/662") as string,
        hint: expect.stringContaining('"json"') as string,
      }),
    );
  });
});
