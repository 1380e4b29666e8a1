import { describe, expect, it } from "vitest";
import { jsonSchema, type Message } from "@dialect/core";
import type { OpenAIRequest } from "../../index.js";
import { bodyOf, codeOf, messages, weather } from "../../../test/chat-body.js";

describe("structured output names its contract (C)", () => {
  const schema = jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] });

  it("strict: the schema goes to the server, closed as it wants it; tools stay beside it (scenario 27)", () => {
    expect(bodyOf({ output: { schema, guarantee: "strict", name: "report" }, tools: [weather] })).toMatchObject({
      response_format: {
        type: "json_schema",
        json_schema: {
          name: "report",
          strict: true,
          schema: {
            type: "object",
            properties: { city: { type: "string" } },
            required: ["city"],
            additionalProperties: false,
          },
        },
      },
      tools: [{ function: { name: "get_weather" } }],
    });
  });

  it("strict: a schema outside the subset is refused with its path, for output and for tools", () => {
    const open = jsonSchema({
      type: "object",
      properties: { city: { type: "string", minLength: 2 } },
      required: ["city"],
    });
    expect(codeOf(() => bodyOf({ output: { schema: open, guarantee: "strict" } }))).toEqual({
      code: "schema_not_supported",
      message: expect.stringContaining("#/properties/city/minLength") as string,
    });
    expect(codeOf(() => bodyOf({ tools: [{ ...weather, input: open, strict: true }] }))?.code).toBe(
      "schema_not_supported",
    );
    expect(codeOf(() => bodyOf({ tools: [{ ...weather, input: open }] }))).toBeUndefined();
  });

  it("json: JSON mode, and the word json in the messages or a refusal", () => {
    const ask: readonly Message[] = [{ role: "user", content: "Answer as JSON." }];
    expect(bodyOf({ messages: ask, output: { schema, guarantee: "json" } })).toMatchObject({
      response_format: { type: "json_object" },
      messages: ask,
    });
    expect(codeOf(() => bodyOf({ output: { schema, guarantee: "json" } }))).toEqual({
      code: "invalid_request",
      message: expect.stringContaining("the word json") as string,
    });
  });

  it("prompted: asks in words, after the caller's own instructions", () => {
    expect(
      bodyOf({
        messages: [{ role: "system", content: "Be brief." }, ...messages],
        output: { schema, guarantee: "prompted" },
      }),
    ).toMatchObject({
      messages: [
        { role: "system", content: "Be brief." },
        { role: "system", content: expect.stringContaining('"city"') as string },
        { role: "user", content: "hi" },
      ],
    });
  });
});

describe("limits of the vendor are refused before the network", () => {
  const cases: readonly (readonly [string, Partial<OpenAIRequest>])[] = [
    ["five stop texts", { stop: ["1", "2", "3", "4", "5"] }],
    ["a temperature above 2", { temperature: 2.1 }],
    ["topLogprobs without logprobs", { topLogprobs: 2 }],
    ["topLogprobs above 20", { logprobs: true, topLogprobs: 21 }],
    ["a tool name with a dot", { tools: [{ ...weather, name: "get.weather" }] }],
    ["a forced tool that is not there", { tools: [weather], toolChoice: { name: "other" } }],
    ["tool choice required without tools", { toolChoice: "required" }],
  ];
  for (const [name, request] of cases) {
    it(name, () => {
      expect(codeOf(() => bodyOf(request))?.code).toBe("invalid_request");
    });
  }
});
