import { jsonSchema } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";

const messages = [{ role: "user", content: "hi" }] as const;
const schema = jsonSchema({ type: "object", properties: { a: { type: "string" } } });
const model = createKimi({ apiKey: "k" }).chat("kimi-k2.6");

describe("quirk: a schema is asked for in words (vercel/ai packages/moonshotai at ed857f50f1, read 2026-11-20)", () => {
  it("prompted: one system message before the rest, no response_format", () => {
    const { body } = model.prepare({ messages, output: { schema, guarantee: "prompted", name: "answer" } });
    expect(body).not.toHaveProperty("response_format");
    expect((body as { messages: readonly unknown[] }).messages).toMatchObject([
      { role: "system", content: expect.stringContaining('"answer"') as string },
      { role: "user", content: "hi" },
    ]);
  });

  it("json: JSON mode as it is", () => {
    expect(model.prepare({ messages, output: { schema, guarantee: "json" } }).body).toMatchObject({
      messages,
      response_format: { type: "json_object" },
    });
  });

  it("strict: documented for kimi-k2.6 (platform.kimi.com/docs/api/chat), not known elsewhere", () => {
    const strict = { messages, output: { schema, guarantee: "strict" } } as const;
    expect(model.prepare(strict).body).toMatchObject({
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "output",
          strict: true,
          schema: { type: "object", properties: { a: { type: "string" } } },
        },
      },
    });
    const pattern = jsonSchema({ type: "object", properties: { a: { type: "string", pattern: "x" } } });
    expect(() => model.prepare({ messages, output: { schema: pattern, guarantee: "strict" } })).toThrow(
      expect.objectContaining({ code: "schema_not_supported" }),
    );
    expect(() =>
      createKimi({ apiKey: "k" })
        .chat("kimi-k3")
        .prepare(strict as never),
    ).toThrow(
      expect.objectContaining({
        code: "capability_unknown",
        hint: expect.stringContaining('guarantee "json" or "prompted"') as string,
      }),
    );
  });
});
