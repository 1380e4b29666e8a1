import { jsonSchema, type JsonObject } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { checkStrictSchema } from "./check-strict-schema.js";

const who = { provider: "deepseek", route: "beta", model: "m" };
const closed = (properties: JsonObject): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

describe("quirk: strict tools take a subset of JSON Schema (api-docs.deepseek.com/guides/tool_calls, read 2026-11-20)", () => {
  it("takes closed objects with every property required, nested and in lists", () => {
    checkStrictSchema(
      "f",
      closed({ a: { type: "string" }, b: { type: "array", items: closed({ required: { type: "number" } }) } }),
      who,
    );
    checkStrictSchema("f", closed({ enum: { enum: [{ type: "object" }] }, minLength: { type: "integer" } }), who);
  });

  it.each<[string, JsonObject, string]>([
    ["an open object", { type: "object", properties: {} }, "$.additionalProperties must be false"],
    ["an optional property", { ...closed({ a: {}, b: {} }), required: ["a"] }, '$.required does not list "b"'],
    ["a nested open object", closed({ a: { type: "object" } }), "$.properties.a.additionalProperties"],
    ["a length limit", closed({ a: { type: "string", maxLength: 3 } }), "$.properties.a.maxLength is outside"],
    [
      "a list limit in anyOf",
      closed({ a: { anyOf: [{ type: "array", minItems: 1 }] } }),
      "$.properties.a.anyOf[0].minItems",
    ],
    ["a definition", { ...closed({}), $defs: { x: { type: "object" } } }, "$.$defs.x.additionalProperties"],
  ])("refuses %s with its place", (_name, schema, place) => {
    expect(() => checkStrictSchema("f", schema, who)).toThrow(
      expect.objectContaining({ code: "schema_not_supported", message: expect.stringContaining(place) as string }),
    );
  });

  it("is sent on the beta route only; on the chat route it is not known whether strict is enforced", () => {
    const provider = createDeepSeek({ apiKey: "sk-test" });
    const request = {
      messages: [{ role: "user", content: "hi" }] as const,
      tools: [{ name: "f", input: jsonSchema(closed({})), strict: true }],
    };
    expect(provider.chat("deepseek-v4-pro", { route: "beta" }).prepare(request).body).toMatchObject({
      tools: [{ function: { name: "f", strict: true } }],
    });
    expect(() => provider.chat("deepseek-v4-pro").prepare(request)).toThrow(
      expect.objectContaining({ code: "capability_unknown" }),
    );
  });
});
