import { jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createKimi } from "../index.js";

const messages: readonly Message[] = [
  { role: "user", content: "List them as JSON." },
  { role: "assistant", content: [{ type: "text", text: "{" }] },
];
const provider = createKimi({ apiKey: "k" });
const off = { reasoning: { effort: "none" } } as const;

describe("quirk: partial mode (platform.kimi.ai/docs/guide/use-partial-mode-feature-of-kimi-api, read 2026-11-20)", () => {
  it("marks the last message, if it is the assistant's, and no other", () => {
    expect(provider.chat("kimi-k2.6").prepare({ messages, ...off }).body).toMatchObject({
      messages: [{ role: "user" }, { role: "assistant", content: "{", partial: true }],
    });
    const { body } = provider.chat("moonshot-v1-8k").prepare({ messages: [...messages, ...messages.slice(0, 1)] });
    expect(JSON.stringify(body)).not.toContain("partial");
  });

  it("is not known while the model thinks, nor on K3 and Kimi Code: refused", () => {
    for (const model of [provider.chat("kimi-k2.6"), provider.chat("kimi-k3"), provider.chat("k3", { route: "code" })])
      expect(() => model.prepare({ messages })).toThrow(
        expect.objectContaining({
          code: "capability_unknown",
          message: expect.stringContaining('"prefill"') as string,
        }),
      );
  });

  it("is refused beside JSON mode", () => {
    const output = { schema: jsonSchema({ type: "object" }), guarantee: "json" } as const;
    expect(() => provider.chat("kimi-k2.6").prepare({ messages, output, ...off })).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });
});
