import { describe, expect, it } from "vitest";
import type { ChatRequest } from "../contract/request.js";
import { jsonSchema } from "../schema/json-schema.js";
import { checkValues } from "./check-values.js";

const schema = jsonSchema({});
const check = (options: object) =>
  checkValues({ messages: [], ...options } as unknown as ChatRequest, { provider: "acme" });

describe("values that JSON would change or no server can mean are refused before the network", () => {
  it.each([
    [{ temperature: Number.NaN }, "temperature is NaN"],
    [{ topP: Infinity }, "topP is Infinity"],
    [{ temperature: "1" }, 'temperature is "1"'],
    [{ maxOutputTokens: 0 }, "maxOutputTokens is 0"],
    [{ maxOutputTokens: 1.5 }, "maxOutputTokens is 1.5"],
    [{ seed: 0.5 }, "seed is 0.5"],
    [{ stop: "x" }, 'stop is "x"'],
    [{ stop: [""] }, "stop is"],
    [{ parallelToolCalls: "no" }, "parallelToolCalls"],
    [{ reasoning: {} }, "reasoning.effort is undefined"],
    [{ output: { schema } }, "output.guarantee is undefined"],
    [{ output: { schema, guarantee: "stict" } }, 'output.guarantee is "stict"'],
    [{ output: { schema, guarantee: "json", repair: true } }, "output.repair is true"],
    [{ media: {} }, "media.whenUnsupported"],
    [{ tools: {} }, "tools is {}"],
    [{ tools: [{ input: schema }] }, "tools[0].name is undefined"],
    [
      {
        tools: [
          { name: "a", input: schema },
          { name: "a", input: schema },
        ],
      },
      'tools[1].name is "a"',
    ],
    [{ toolChoice: "any" }, 'toolChoice is "any"'],
    [{ toolChoice: "required" }, "where there are no tools"],
    [{ toolChoice: { name: "b" }, tools: [{ name: "a", input: schema }] }, "one of the tools (a)"],
    [{ toolChoice: { name: "b" } }, "there are none"],
  ])("%j: %s", (options, text) => {
    expect(() => check(options)).toThrow(
      expect.objectContaining({ code: "invalid_request", message: expect.stringContaining(text) as string }),
    );
  });

  it("takes sound values", () => {
    check({
      temperature: 0,
      topP: 1,
      maxOutputTokens: 1,
      seed: -1,
      stop: ["a"],
      reasoning: { effort: "x" },
      output: { schema, guarantee: "json", repair: "fences" },
      tools: [{ name: "a", input: schema }],
      toolChoice: { name: "a" },
      media: { whenUnsupported: "alt-text" },
      parallelToolCalls: false,
    });
  });
});
