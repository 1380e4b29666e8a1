import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Schema } from "../contract/json.js";
import { schemaOf } from "./schema-of.js";

const printing = (printed: () => unknown) =>
  ({
    "~standard": {
      version: 1,
      vendor: "made-up",
      validate: (value: unknown) => ({ value }),
      jsonSchema: { input: printed },
    },
  }) as unknown as Schema;
const refused = (text: string) =>
  expect.objectContaining({ code: "schema_not_supported", message: expect.stringContaining(text) as string });

describe("JSON Schema of a Standard Schema", () => {
  it("of zod, with nothing stripped", () => {
    expect(schemaOf(z.object({ city: z.string().describe("where"), days: z.int().optional() }))).toEqual({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      type: "object",
      properties: {
        city: { type: "string", description: "where" },
        days: expect.objectContaining({ type: "integer" }) as unknown,
      },
      required: ["city"],
    });
  });

  it("asks for draft 2020-12", () => {
    let asked: unknown;
    schemaOf(printing(((options: unknown) => ((asked = options), {})) as () => unknown));
    expect(asked).toEqual({ target: "draft-2020-12" });
  });

  it("names a type that JSON cannot say", () => {
    expect(() => schemaOf(z.object({ when: z.date() }))).toThrow(refused("Date cannot be represented"));
    expect(() => schemaOf(z.object({ n: z.bigint() }))).toThrow(refused('vendor "zod"'));
  });

  it("names a plain JSON Schema and a schema that cannot print itself", () => {
    expect(() => schemaOf({ type: "object" } as unknown as Schema)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("jsonSchema(raw)") as string }),
    );
    expect(() =>
      schemaOf({ "~standard": { version: 1, vendor: "old", validate: () => ({ value: 1 }) } } as unknown as Schema),
    ).toThrow(refused('vendor "old"'));
    expect(() => schemaOf(undefined as unknown as Schema)).toThrow(refused("not a Standard Schema"));
  });

  it.each<[string, () => unknown, string]>([
    ["a list", () => [], "printed a list"],
    ["true", () => true, "printed boolean"],
    ["a function inside", () => ({ properties: { a: { check: () => 1 } } }), "#/properties/a/check"],
    ["NaN", () => ({ minimum: Number.NaN }), "#/minimum"],
    ["a date", () => ({ default: new Date(0) }), "#/default"],
    ["undefined in a list", () => ({ enum: [undefined] }), "#/enum/0"],
  ])("refuses %s, which JSON would drop or change", (_name, printed, text) => {
    expect(() => schemaOf(printing(printed))).toThrow(refused(text));
  });
});
