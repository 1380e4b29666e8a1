import { describe, expect, it } from "vitest";
import type { JsonObject } from "../contract/json.js";
import { jsonSchema } from "./json-schema.js";
import { schemaOf } from "./schema-of.js";

const person: JsonObject = {
  type: "object",
  properties: {
    name: { type: "string" },
    age: { type: "integer", minimum: 0 },
    tags: { type: "array", items: { $ref: "#/$defs/tag" } },
  },
  required: ["name"],
  additionalProperties: false,
  $defs: { tag: { enum: ["a", "b"] } },
};
const check = async (raw: JsonObject, value: unknown) => jsonSchema(raw)["~standard"].validate(value);
const paths = async (raw: JsonObject, value: unknown) =>
  (await check(raw, value)).issues?.map((issue) => (issue.path ?? []).join("/"));

describe("jsonSchema(raw): a Standard Schema from plain JSON Schema", () => {
  it("prints the very schema that it was given", () => expect(schemaOf(jsonSchema(person))).toBe(person));

  it("takes a value that fits, unchanged", async () => {
    const value = { name: "Ada", age: 36, tags: ["a"] };
    expect(await check(person, value)).toEqual({ value });
  });

  it.each([
    [{ age: 1 }, [""]],
    [{ name: 5 }, ["name"]],
    [{ name: "Ada", age: -1 }, ["age"]],
    [{ name: "Ada", tags: ["a", "c"] }, ["tags/1"]],
    ["Ada", [""]],
  ])("refuses %j at %j", async (value, expected) => expect(await paths(person, value)).toEqual(expected));

  it("refuses keys beyond additionalProperties: false", async () => {
    expect(await paths(person, { name: "Ada", extra: 1 })).toEqual(expect.arrayContaining(["extra"]));
  });

  it("says keys with slashes and per cent signs as they are", async () => {
    expect(await paths({ properties: { "a/b~c d%": { type: "string" } } }, { "a/b~c d%": 1 })).toEqual(["a/b~c d%"]);
  });

  it("reports a failed anyOf", async () => {
    expect((await check({ anyOf: [{ type: "string" }, { type: "number" }] }, true)).issues?.length).toBeGreaterThan(0);
  });

  it("keeps to the draft that $schema names: `items` as a list is draft 7", async () => {
    const tuple = { items: [{ type: "string" }] };
    expect((await check({ ...tuple, $schema: "http://json-schema.org/draft-07/schema#" }, [1])).issues).toBeDefined();
    expect((await check({ prefixItems: [{ type: "string" }] }, [1])).issues).toBeDefined();
  });

  it("names a schema that is none, or that points nowhere", async () => {
    for (const raw of [null, [], "x", true])
      expect(() => jsonSchema(raw as unknown as JsonObject)).toThrow(
        expect.objectContaining({ code: "schema_not_supported" }),
      );
    await expect(check({ $ref: "#/$defs/nowhere" }, 1)).rejects.toMatchObject({ code: "schema_not_supported" });
  });
});
