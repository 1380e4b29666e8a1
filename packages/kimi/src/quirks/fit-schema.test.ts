import { jsonSchema, type JsonObject } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";
import { fitSchema } from "./fit-schema.js";

const who = { provider: "kimi", route: "chat", model: "m" };
const fit = (schema: JsonObject, strict = false): JsonObject =>
  fitSchema("the tool f", schema, { loose: false, strict }, who);
const object = (properties: JsonObject, rest: JsonObject = {}): JsonObject => ({ type: "object", properties, ...rest });

describe("quirk: schemas are a subset (MoonshotAI/walle docs, opencode issue 37496; read 2026-11-20)", () => {
  it("a schema inside the subset is sent as it is", () => {
    const schema = object(
      {
        type: { type: "string", enum: ["a"] },
        either: { anyOf: [{ type: "string" }, { type: "null" }] },
        list: { type: "array", items: object({ $schema: { type: "string" } }) },
        ref: { $ref: "#/$defs/x" },
      },
      { required: ["type"], additionalProperties: false, $defs: { x: { type: "integer", minimum: 1 } } },
    );
    expect(fit(schema)).toEqual(schema);
  });

  it.each<[string, JsonObject, JsonObject]>([
    ["a root without a type is an object", {}, { type: "object" }],
    [
      "pains 64: $schema is left out, at any depth",
      { $schema: "https://json-schema.org/draft/2020-12/schema", ...object({ a: { $schema: "x", type: "string" } }) },
      object({ a: { type: "string" } }),
    ],
    [
      "S1.27: values name their type",
      object({ a: { enum: ["x", "y"] } }),
      object({ a: { enum: ["x", "y"], type: "string" } }),
    ],
    ["a constant is a list of one", object({ a: { const: 3 } }), object({ a: { enum: [3], type: "number" } })],
    [
      "a type beside anyOf moves into the branches",
      object({
        a: { type: "string", anyOf: [{ format: "date" }, { type: "string", maxLength: 3 }], description: "d" },
      }),
      object({
        a: {
          anyOf: [
            { type: "string", format: "date" },
            { type: "string", maxLength: 3 },
          ],
          description: "d",
        },
      }),
    ],
    [
      "what stands beside a $ref goes into a copy",
      object({ a: { $ref: "#/$defs/x", description: "d" } }, { $defs: { x: { type: "string", description: "old" } } }),
      object({ a: { type: "string", description: "d" } }, { $defs: { x: { type: "string", description: "old" } } }),
    ],
  ])("lossless: %s", (_name, given, sent) => {
    const before = JSON.stringify(given);
    expect(fit(given)).toEqual(sent);
    expect(JSON.stringify(given)).toBe(before);
  });

  it.each<[string, JsonObject, string]>([
    ["a root that is no object", { type: "string" }, "$.type is"],
    ["a union at the root", { anyOf: [object({})] }, "$.anyOf stands"],
    ["a union beside the root's type", object({}, { oneOf: [{ required: ["a"] }] }), "$.oneOf stands"],
    ["a reference at the root", { $ref: "#/$defs/x", $defs: { x: object({}) } }, "$.$ref stands"],
    ["a property without a type", object({ a: { description: "anything" } }), "$.properties.a has no type"],
    ["a property that is true", object({ a: true }), "$.properties.a is true"],
    ["an item without a type", object({ a: { type: "array", items: {} } }), "$.properties.a.items has no type"],
    ["values of two types", object({ a: { enum: ["x", 1] } }), "$.properties.a has values of string and number"],
    ["a nested one", object({ a: object({ b: {} }) }), "$.properties.a.properties.b has no type"],
    ["a tuple", object({ a: { type: "array", items: [{ type: "string" }] } }), "$.properties.a.items is a tuple"],
    [
      "a tuple, new spelling",
      object({ a: { type: "array", prefixItems: [] } }),
      "$.properties.a.prefixItems is a tuple",
    ],
    [
      "a branch of another type",
      object({ a: { type: "string", anyOf: [{ type: "number" }] } }),
      '$.properties.a.anyOf[0].type is "number"',
    ],
    [
      "a branch that is a reference",
      object({ a: { type: "string", anyOf: [{ $ref: "#/$defs/x" }] } }, { $defs: { x: { type: "string" } } }),
      "$.properties.a.anyOf[0] is a $ref",
    ],
    [
      "something else beside a $ref",
      object({ a: { $ref: "#/$defs/x", type: "number" } }, { $defs: { x: { type: "string" } } }),
      "$.properties.a.type stands beside a $ref",
    ],
    ["a $ref to nothing", object({ a: { $ref: "#/$defs/x", description: "d" } }), "$.properties.a.$ref names"],
    ["a reserved name", object({ required: { type: "string" } }), "$.properties.required is a property"],
    [
      "definitions below the root",
      object({ a: object({}, { $defs: { x: { type: "string" } } }) }),
      "$.properties.a.$defs stands below",
    ],
    ["a definition", object({}, { $defs: { x: {} } }), "$.$defs.x has no type"],
  ])("refuses %s with its path", (_name, schema, place) => {
    expect(() => fit(schema)).toThrow(
      expect.objectContaining({ code: "schema_not_supported", message: expect.stringContaining(place) as string }),
    );
  });

  it.each<[string, JsonObject, string]>([
    ["a pattern", object({ a: { type: "string", pattern: "x" } }), "$.properties.a.pattern"],
    ["a format", object({ a: { type: "string", format: "date" } }), "$.properties.a.format"],
    ["oneOf", object({ a: { oneOf: [{ type: "string" }] } }), "$.properties.a.oneOf"],
  ])("%s is sent where nothing is promised, and refused where the schema is to be enforced", (_name, schema, place) => {
    expect(fit(schema)).toEqual(schema);
    expect(() => fit(schema, true)).toThrow(
      expect.objectContaining({
        code: "schema_not_supported",
        message: expect.stringContaining(`${place} is not enforced`) as string,
      }),
    );
  });

  it("pains 63: an endpoint that takes properties without a type is stated as such", () => {
    const request = {
      messages: [{ role: "user", content: "hi" }] as const,
      tools: [{ name: "f", input: jsonSchema(object({ a: {} })) }],
    };
    const provider = createKimi({ apiKey: "k" });
    expect(() => provider.chat("kimi-k2.6").prepare(request)).toThrow(
      expect.objectContaining({ code: "schema_not_supported" }),
    );
    const stated = provider.chat("kimi-k2.6", { assume: { like: "kimi-k2.6", looseSchema: "native" } });
    expect((stated.prepare(request as never).body as { tools: unknown }).tools).toMatchObject([
      { function: { parameters: object({ a: {} }) } },
    ]);
  });
});
