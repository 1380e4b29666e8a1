import { expect, it } from "vitest";
import { isDialectError, jsonSchema } from "@dialect/core";
import type { OpenAIRequest } from "../request-types.js";
import { checkChatLimits } from "./check-chat-limits.js";

const tool = { name: "f", input: jsonSchema({ type: "object" }) };
const refusal = (request: Partial<OpenAIRequest>): string | undefined => {
  try {
    checkChatLimits({ messages: [], ...request });
    return undefined;
  } catch (error) {
    return isDialectError(error) ? error.message : String(error);
  }
};

it("names option, value and limit of what is outside", () => {
  expect(refusal({ temperature: 3 })).toBe("temperature is 3; OpenAI takes 0 to 2.");
  expect(refusal({ stop: ["1", "2", "3", "4", "5"] })).toBe("stop is 5 texts; OpenAI takes at most 4.");
  expect(refusal({ topLogprobs: 1 })).toContain("logprobs: true");
  expect(refusal({ presencePenalty: -3 })).toContain("-2 to 2");
  expect(refusal({ tools: [{ ...tool, name: "a b" }] })).toContain('"a b"');
  expect(refusal({ output: { schema: tool.input, guarantee: "strict", name: "a.b" } })).toContain("output.name");
  expect(refusal({ tools: Array.from({ length: 129 }, () => tool) })).toContain("at most 128");
});

it("takes what is inside", () => {
  expect(
    refusal({
      temperature: 2,
      topP: 0,
      frequencyPenalty: 2,
      stop: ["1", "2", "3", "4"],
      logprobs: true,
      topLogprobs: 20,
      tools: [tool],
    }),
  ).toBeUndefined();
});
