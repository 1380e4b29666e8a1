import { jsonSchema } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek } from "../index.js";
import { requireJsonWord } from "./require-json-word.js";

const who = { provider: "deepseek", route: "chat", model: "m" };
const output = { schema: jsonSchema({ type: "object" }), guarantee: "json" } as const;

describe("quirk: JSON mode wants the word json in the prompt (recorded 2026-09-01, 400 without it)", () => {
  it("is satisfied by any message, in any case, and by a text part", () => {
    requireJsonWord([{ role: "system", content: "Answer as JSON." }], who);
    requireJsonWord(
      [
        { role: "user", content: "x" },
        { role: "user", content: [{ type: "text", text: "a Json object" }] },
      ],
      who,
    );
  });

  it("is refused before the network without it", () => {
    const model = createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-v4-pro");
    expect(() => model.prepare({ messages: [{ role: "user", content: "Report the weather." }], output })).toThrow(
      expect.objectContaining({
        code: "invalid_request",
        message: expect.stringContaining("needs the word json") as string,
      }),
    );
    const { body } = model.prepare({ messages: [{ role: "user", content: "Report the weather as json." }], output });
    expect(body).toMatchObject({ response_format: { type: "json_object" } });
  });
});
