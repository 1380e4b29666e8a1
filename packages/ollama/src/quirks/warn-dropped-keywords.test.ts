import { expect, it } from "vitest";
import { warnDroppedKeywords } from "./warn-dropped-keywords.js";

it("names what the model will not see, with its path", () => {
  const warning = warnDroppedKeywords("pay", {
    type: "object",
    properties: {
      amount: { type: "integer", minimum: 1 },
      to: { anyOf: [{ type: "string", pattern: "^x" }, { const: "me" }] },
      list: { type: "array", items: { type: "string", maxLength: 3 } },
    },
  });
  expect(warning).toMatchObject({ code: "schema_keywords_dropped" });
  expect(warning?.message).toContain(
    "properties.amount.minimum, properties.to.anyOf[0].pattern, properties.to.anyOf[1].const, properties.list.items.maxLength",
  );
});

it("says nothing of a schema that arrives, closed or not; a property may be called like a keyword", () => {
  const schema = {
    type: "object",
    properties: { pattern: { type: "string", enum: ["a"] } },
    required: ["pattern"],
    additionalProperties: false,
  };
  expect(warnDroppedKeywords("grep", schema)).toBeUndefined();
});
