import { describe, expect, it } from "vitest";
import { jsonSchema } from "../schema/json-schema.js";
import { checkOptions } from "./check-options.js";

const schema = jsonSchema({});
const who = { provider: "acme", model: "m" };
const messages = [{ role: "user", content: "hi" }];

describe("an unknown option throws (design, law 3)", () => {
  it.each([
    [{ temprature: 1 }, 'Unknown option "temprature". Did you mean "temperature"'],
    [{ max_tokens: 5 }, 'Did you mean "maxOutputTokens"'],
    [{ tool_choice: "none" }, 'Did you mean "toolChoice"'],
    [{ providerOptions: {} }, 'Unknown option "providerOptions".'],
    [{ output: { schema, guarantee: "json", strict: true } }, 'Unknown option "output.strict".'],
    [{ reasoning: { effort: "low", budget: 5 } }, 'Unknown option "reasoning.budget".'],
    [{ toolChoice: { name: "x", type: "function" } }, 'Unknown option "toolChoice.type".'],
    [
      {
        tools: [
          { name: "a", input: schema },
          { name: "b", parameters: {} },
        ],
      },
      'Unknown option "tools[1].parameters".',
    ],
    [{ media: { whenunsupported: "alt-text" } }, 'Did you mean "whenUnsupported"'],
  ])("%j: %s", (options, text) => {
    expect(() => checkOptions({ messages, ...options }, ["topK"], who)).toThrow(
      expect.objectContaining({ code: "unknown_option", ...who, message: expect.stringContaining(text) as string }),
    );
  });

  it.each([undefined, null, "hi", [{ role: "user", content: "hi" }]])("no request at all: %j", (request) => {
    expect(() => checkOptions(request as unknown as object, [], who)).toThrow(
      expect.objectContaining({ code: "invalid_request", ...who }),
    );
  });

  it("takes portable options, the provider's own and its fields inside portable ones", () => {
    checkOptions(
      {
        messages,
        temperature: 1,
        topK: 3,
        reasoning: { effort: "low", summary: "auto" },
        toolChoice: "none",
        absent: undefined,
      },
      ["topK", "reasoning.summary"],
      who,
    );
  });
});
