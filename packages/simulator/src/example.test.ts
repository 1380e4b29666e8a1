import { z } from "zod";
import { describe, expect, it } from "vitest";
import { exampleOf } from "./example.js";

describe("exampleOf", () => {
  it.each<[string, z.ZodType]>([
    [
      "an object of everything",
      z.object({
        text: z.string().min(8),
        short: z.string().max(2),
        url: z.url(),
        mail: z.email(),
        when: z.iso.datetime(),
        id: z.uuid(),
        whole: z.int().min(3),
        share: z.number().gt(0).lt(1),
        step: z.number().multipleOf(5).min(7),
        below: z.number().max(-3),
        flag: z.boolean(),
        word: z.enum(["a", "b"]),
        one: z.literal("x"),
        none: z.null(),
        maybe: z.string().nullable(),
        left: z.string().optional(),
      }),
    ],
    [
      "arrays and tuples",
      z.object({
        list: z.array(z.int()).min(2),
        none: z.array(z.string()).max(0),
        pair: z.tuple([z.string(), z.int()]),
      }),
    ],
    [
      "unions",
      z.object({
        either: z.union([z.object({ a: z.int() }), z.string()]),
        kind: z.discriminatedUnion("type", [z.object({ type: z.literal("x"), v: z.int() })]),
      }),
    ],
    ["intersections", z.intersection(z.object({ a: z.string() }), z.object({ b: z.int() }))],
  ])("fits: %s", (_, schema) => {
    const made = exampleOf(z.toJSONSchema(schema));
    expect(schema.safeParse(made).error).toBeUndefined();
  });

  it("ends on a schema that refers to itself", () => {
    const schema = {
      $ref: "#/$defs/node",
      $defs: {
        node: {
          type: "object",
          properties: {
            value: { type: "integer" },
            next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] },
            children: { type: "array", items: { $ref: "#/$defs/node" } },
          },
          required: ["value", "next"],
        },
      },
    };
    const made = JSON.stringify(exampleOf(schema));
    expect(made.length).toBeLessThan(5_000);
    expect(made).toContain('"next":null');
  });

  it("prefers const, enum, examples and default to inventing", () => {
    expect([
      exampleOf({ const: 7 }),
      exampleOf({ enum: ["e"] }),
      exampleOf({ type: "string", examples: ["x"] }),
      exampleOf({ type: "string", default: "d" }),
    ]).toEqual([7, "e", "x", "d"]);
  });

  it.each([true, null, 5, "x", [], {}, { type: "unheard" }, { $ref: "#/nowhere" }, { $ref: "https://example.com/x" }])(
    "is something for %j",
    (schema) => {
      expect(exampleOf(schema)).toBe("value");
    },
  );
});
