import { describe, expect, it } from "vitest";
import { failure, messages, open, result } from "../../../test/chat-turn.js";
import { answer, delta, json, sse } from "../../../test/scripted.js";

describe("reasoning of custom servers (S1.11, S0.4, scenarios 19 and 20)", () => {
  for (const field of ["reasoning_content", "reasoning"] as const) {
    it(`${field}: delivered in front of the text, with the name of the field`, async () => {
      const streamed = await result(
        sse(delta({ [field]: "Let me " }), delta({ [field]: "see." }), delta({ content: "42" }), delta({}, "stop")),
      );
      const whole = await open([json(answer({ content: "42", [field]: "Let me see." }))]).model.generate({ messages });
      for (const done of [streamed, whole]) {
        expect(done.message.content).toEqual([
          { type: "reasoning", text: "Let me see.", field },
          { type: "text", text: "42" },
        ]);
        expect(done.reasoningCharacters).toEqual({ received: 11, delivered: 11 });
        expect(done.warnings.filter(({ code }) => code === "wire_unknown_field")).toEqual([]);
      }
    });
  }

  it("both names with the same text (vLLM 0.11.1–0.15) are one reasoning", async () => {
    const done = await result(
      sse(
        delta({ reasoning: "a", reasoning_content: "a" }),
        delta({ reasoning: "b", reasoning_content: "b" }),
        delta({ content: "c" }, "stop"),
      ),
    );
    expect(done.reasoning).toBe("ab");
    expect(done.warnings.map(({ code }) => code)).toEqual(["usage_missing"]);
  });

  it("a second name with other text is warned about and kept, not joined", async () => {
    const done = await result(sse(delta({ reasoning: "a", reasoning_content: "b" }), delta({ content: "c" }, "stop")));
    expect(done.reasoning).toBe("b");
    expect(done.warnings.map(({ code }) => code)).toContain("wire_unknown_field");
    expect(JSON.stringify(done.raw)).toContain('"reasoning":"a"');
  });

  it("a field that nobody reads is warned about once with its path, and kept", async () => {
    const done = await result(sse(delta({ thought: "x" }), delta({ thought: "y", content: "a" }), delta({}, "stop")));
    expect(done.warnings.filter(({ code }) => code === "wire_unknown_field")).toEqual([
      { code: "wire_unknown_field", message: expect.any(String) as string, path: "choices[0].delta.thought" },
    ]);
    expect(JSON.stringify(done.raw)).toContain('"thought":"x"');
  });

  it("scenario 21: reasoning and nothing else is reasoning_only_response, nothing at all empty_model_response", async () => {
    expect((await failure(result(sse(delta({ reasoning: "hm" }), delta({}, "stop"))))).code).toBe(
      "reasoning_only_response",
    );
    expect((await failure(result(sse(delta({ content: "" }), delta({}, "stop"))))).code).toBe("empty_model_response");
  });
});
