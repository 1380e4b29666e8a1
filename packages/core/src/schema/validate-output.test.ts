import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { OutputRequest } from "../contract/request.js";
import { jsonSchema } from "./json-schema.js";
import { readOutput } from "./validate-output.js";

const schema = z.object({ city: z.string(), days: z.array(z.object({ high: z.number() })) });
const output: OutputRequest<z.infer<typeof schema>> = { schema, guarantee: "json" };
const good = { city: "Oslo", days: [{ high: 3 }] };
const text = JSON.stringify(good);
const fenced = `\`\`\`json\n${text}\n\`\`\``;
const fails = async (answer: string, reason: string, more: object = {}, request = output) =>
  expect(await readOutput(answer, request).catch((error: unknown) => error)).toMatchObject({
    code: "structured_output_invalid",
    reason,
    raw: answer,
    ...more,
  });

describe("structured output is the validated value or a named failure with the raw text (requirement S0.10)", () => {
  it("reads JSON, with white space around it", async () => {
    expect(await readOutput(` \n${text}\n`, output)).toEqual({ value: good });
  });
  it("takes null, a number and a list where the schema does", async () => {
    expect(await readOutput("null", { schema: jsonSchema({ type: "null" }), guarantee: "json" })).toEqual({
      value: null,
    });
    expect(await readOutput("[1]", { schema: jsonSchema({ type: "array" }), guarantee: "json" })).toEqual({
      value: [1],
    });
  });
  it("empty content (ollama #11867)", async () => {
    await fails("", "empty_content");
    await fails(" \n", "empty_content");
  });
  it("thinking instead of JSON (ollama #11691)", () => fails('The user says "\n\n    \t}', "invalid_json"));
  it("cut JSON", () => fails(text.slice(0, -3), "invalid_json"));
  it("nearly JSON is not repaired", async () => {
    await fails("{city: 'Oslo', days: []}", "invalid_json");
    await fails(`{"city":"Oslo","days":[],}`, "invalid_json");
  });
  it("thinking before the JSON (requirement S0.11)", () => fails(`We need to answer.\n${text}`, "text_around_json"));
  it("text after the JSON", () => fails(`${text}\nHope this helps!`, "text_around_json"));
  it("two answers", () => fails(`${text}\n${text}`, "invalid_json"));
  it("the wrong shape, with the path of the first fault", () =>
    fails('{"city":"Oslo","days":[{"high":"3"}]}', "schema_mismatch", {
      message: expect.stringContaining("/days/0/high") as string,
    }));
  it("the wrong shape, found by a plain JSON Schema", () =>
    fails(
      '{"a":[1,"x"]}',
      "schema_mismatch",
      { message: expect.stringContaining("/a/1") as string },
      {
        schema: jsonSchema({ properties: { a: { items: { type: "number" } } } }) as never,
        guarantee: "strict",
      },
    ));
  it("gives what the schema makes of the value", async () => {
    const upper = z.string().transform((value) => value.toUpperCase());
    expect(await readOutput('"a"', { schema: upper, guarantee: "prompted" })).toEqual({ value: "A" });
  });
  it("a schema whose validation throws", async () => {
    const broken = {
      "~standard": {
        ...schema["~standard"],
        validate: () => {
          throw new Error("boom");
        },
      },
    } as unknown as typeof output.schema;
    await fails(
      text,
      "schema_mismatch",
      { message: expect.stringContaining("boom") as string },
      { schema: broken, guarantee: "json" },
    );
  });
});

describe("Markdown fences are taken out only when asked, and the result says so (requirement S0.14)", () => {
  const repairing = { ...output, repair: "fences" } as const;
  it("not by default, but the hint names the way", () =>
    fails(fenced, "text_around_json", { hint: expect.stringContaining('repair: "fences"') as string }));
  it.each([fenced, `\`\`\`\n${text}\n\`\`\``, `\n~~~json\r\n${text}\r\n~~~\n`, `\`\`\`\`JSON\n${text}\n\`\`\`\``])(
    "takes out %j",
    async (answer) => {
      expect(await readOutput(answer, repairing)).toEqual({ value: good, repaired: "fences" });
    },
  );
  it("says nothing of a repair that was not needed", async () =>
    expect(await readOutput(text, repairing)).toEqual({ value: good }));
  it.each([`Here it is:\n${fenced}`, `${fenced}\nDone.`, `${fenced}\n${fenced}`])(
    "repairs nothing else: %j",
    async (answer) => {
      expect(await readOutput(answer, repairing).catch((error: unknown) => error)).toMatchObject({
        code: "structured_output_invalid",
        raw: answer,
      });
    },
  );
  it("validates what was inside", () => fails("```json\n{}\n```", "schema_mismatch", {}, repairing));
});
