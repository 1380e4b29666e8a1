import { expect, it } from "vitest";
import { jsonSchema, type Message } from "@dialect/core";
import { promptSchema } from "./prompt-schema.js";

const schema = { type: "object", properties: { city: { type: "string" } } } as const;
const output = { schema: jsonSchema(schema), guarantee: "prompted" } as const;

it("the instruction with the schema stands behind the caller's own and in front of the rest", () => {
  const messages: readonly Message[] = [
    { role: "system", content: "Be brief." },
    { role: "user", content: "hi" },
    { role: "system", content: "later" },
  ];
  const written = promptSchema(messages, output, schema);
  expect(written.map(({ role }) => role)).toEqual(["system", "system", "user", "system"]);
  expect(written[1]?.content).toContain(JSON.stringify(schema));
});

it("without instructions, or with nothing else, it is where they would be", () => {
  expect(promptSchema([{ role: "user", content: "hi" }], output, schema).map(({ role }) => role)).toEqual([
    "system",
    "user",
  ]);
  expect(promptSchema([{ role: "system", content: "a" }], { ...output, name: "report" }, schema)[1]?.content).toContain(
    '"report"',
  );
});
