import type { JsonObject } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { strictSchema } from "./check-strict-schema.js";

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const refused = (schema: JsonObject): string => {
  try {
    strictSchema(schema, 'tools[0] "f"');
  } catch (error) {
    const { code, message, hint } = error as { code: string; message: string; hint: string };
    expect(code).toBe("schema_not_supported");
    expect(hint).not.toBe("");
    return message;
  }
  throw new Error("was taken");
};

describe("quirk: the strict subset is checked here, with the place (platform.openai.com/docs/guides/structured-outputs#supported-schemas)", () => {
  it.each<readonly [string, JsonObject, string]>([
    [
      "a root that is no object",
      { type: "array", items: { type: "string" } },
      '#: the root has type "array" instead of "object"',
    ],
    ["a root anyOf", { anyOf: [object({})] }, "#: the root is an anyOf"],
    ["an optional property", object({ a: { type: "string" } }, { required: [] }), "#/properties/a: it is not required"],
    [
      "optional properties",
      object({ a: { type: "string" }, b: { type: "string" } }, { required: [] }),
      "#/properties/a: 2 properties, this one first, are not required",
    ],
    [
      "open objects",
      object({ a: object({}, { additionalProperties: true }) }),
      "#/properties/a/additionalProperties: it is not false",
    ],
    [
      "maps",
      object({ a: { type: "object", additionalProperties: { type: "string" } } }),
      "#/properties/a: the object has no properties",
    ],
    ["oneOf", object({ a: { oneOf: [{ type: "string" }] } }), "#/properties/a/oneOf: oneOf is not supported"],
    ["allOf", object({ a: { allOf: [{ type: "string" }] } }), "#/properties/a/allOf: allOf is not supported"],
    ["default", object({ a: { type: "string", default: "x" } }), "#/properties/a/default: default is not supported"],
    [
      "minLength",
      object({ a: { type: "array", items: { type: "string", minLength: 1 } } }),
      "#/properties/a/items/minLength: minLength is not supported",
    ],
    [
      "an untyped list",
      object({ a: { type: "array" } }),
      "#/properties/a/items: the list does not say the type of its items",
    ],
    ["a list of anything", object({ a: { type: "array", items: {} } }), "#/properties/a/items: nothing says its type"],
    ["a boolean schema", object({ a: true }), "#/properties/a: true is no schema object"],
    [
      "an unknown format",
      object({ a: { type: "string", format: "uri" } }),
      '#/properties/a/format: the format "uri" is not supported',
    ],
    [
      "lookaround",
      object({ a: { type: "string", pattern: "^(?!\\.)a" } }),
      "#/properties/a/pattern: lookaround is not supported",
    ],
    [
      "a reference beside other keywords",
      { ...object({ a: { $ref: "#/$defs/s", description: "x" } }), $defs: { s: { type: "string" } } },
      "#/properties/a: description stands beside $ref",
    ],
    [
      "a reference to nothing",
      object({ a: { $ref: "#/$defs/Shared" } }),
      '#/properties/a/$ref: "#/$defs/Shared" is not in the schema',
    ],
    ["a reference elsewhere", object({ a: { $ref: "https://a.example/s.json" } }), "does not point into the schema"],
    [
      "a fault in a definition",
      {
        ...object({ a: { $ref: "#/$defs/s" } }),
        $defs: { s: { type: "object", properties: { b: { type: "string" } } } },
      },
      "#/$defs/s/properties/b: it is not required",
    ],
    [
      "a fault in one branch",
      object({ a: { anyOf: [{ type: "null" }, { type: "string", maxLength: 2 }] } }),
      "#/properties/a/anyOf/1/maxLength",
    ],
  ])("refuses %s", (_name, schema, message) => {
    expect(refused(schema)).toContain(message);
    expect(refused(schema)).toContain('The schema of tools[0] "f" is outside the strict subset at ');
  });

  it("takes what the subset has, unchanged", () => {
    const schema = object(
      {
        text: { type: ["string", "null"], description: "nullable instead of optional" },
        kind: { type: "string", enum: ["a", "b"] },
        count: { type: "integer", minimum: 0, maximum: 10, multipleOf: 2 },
        when: { type: "string", format: "date-time", pattern: "^\\(\\?=.*$" },
        list: { type: "array", items: { $ref: "#/$defs/node" }, minItems: 1 },
        pair: { type: "array", prefixItems: [{ type: "string" }, { type: "number" }] },
        either: { anyOf: [{ const: 1 }, object({}), { $ref: "#" }] },
      },
      {
        $defs: { node: object({ next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } }) },
        $schema: "http://json-schema.org/draft-07/schema#",
      },
    );
    expect(strictSchema(schema, "output")).toEqual(schema);
  });

  it("adds additionalProperties: false where it is absent and everything is required, on a copy; nothing else", () => {
    const inner = { type: "object", properties: { b: { type: "string" } }, required: ["b"] };
    const schema = { type: "object", properties: { a: { type: "array", items: inner } }, required: ["a"] };
    const before = JSON.stringify(schema);
    expect(strictSchema(schema, "output")).toEqual(
      object({ a: { type: "array", items: { ...inner, additionalProperties: false } } }),
    );
    expect(JSON.stringify(schema)).toBe(before);
  });
});
