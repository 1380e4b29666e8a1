import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { scripted } from "../test/scripted-transport.js";
import { createDeepSeek, type DeepSeekRequest } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const weather: Tool = {
  name: "weather",
  description: "Weather of a city",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }),
};
const provider = createDeepSeek({ apiKey: "sk-test", userAgent: "my-app/1.0" });
/** Any request at run time, whatever the types say. */
const prepare = (
  request: Partial<DeepSeekRequest>,
  model: "deepseek-v4-pro" | "deepseek-flash" = "deepseek-v4-pro",
): ReturnType<ReturnType<typeof provider.chat>["prepare"]> =>
  provider.chat(model).prepare({ messages, ...request } as never);

describe("what is refused before the network", () => {
  it.each<[string, Partial<DeepSeekRequest>, string, string]>([
    [
      "a forced tool while thinking",
      { tools: [weather], toolChoice: "required" },
      "capability_rejected",
      "litellm/issues/37470",
    ],
    [
      "a named tool while thinking",
      { tools: [weather], toolChoice: { name: "weather" } },
      "capability_rejected",
      "toolChoiceNamed",
    ],
    ["temperature while thinking", { temperature: 0 }, "capability_ignored", "thinking_mode"],
    ["top_p while thinking", { topP: 0.5 }, "capability_ignored", "topP"],
    ["frequency penalty while thinking", { frequencyPenalty: 0 }, "capability_ignored", "frequencyPenalty"],
    ["presence penalty while thinking", { presencePenalty: 1 }, "capability_ignored", "presencePenalty"],
    [
      "temperature with an effort",
      { temperature: 1, reasoning: { effort: "max" } },
      "capability_ignored",
      "temperature",
    ],
    ["parallel_tool_calls", { tools: [weather], parallelToolCalls: false }, "capability_ignored", "parallelTools"],
    ["a seed", { seed: 1 }, "capability_ignored", "seed"],
    [
      "an enforced schema",
      { output: { schema: jsonSchema({}), guarantee: "strict" } },
      "capability_rejected",
      "outputStrict",
    ],
    [
      "scenario 27: tools beside a JSON answer",
      { tools: [weather], output: { schema: jsonSchema({}), guarantee: "json" } },
      "capability_unknown",
      "outputWithTools",
    ],
    ["an unknown option", { max_tokens: 5 } as never, "unknown_option", "max_tokens"],
    ["n", { n: 2 } as never, "unknown_option", '"n"'],
    ["a lower-case typo", { temprature: 1 } as never, "unknown_option", "temperature"],
    ["no messages", { messages: [] }, "invalid_history", "empty"],
    [
      "an orphan result",
      { messages: [...messages, { role: "tool", toolCallId: "x", toolName: "f", content: "1" }] },
      "invalid_history",
      '"x"',
    ],
    [
      "foreign state",
      {
        messages: [
          ...messages,
          { role: "assistant", content: [{ type: "text", text: "a", opaque: { provider: "acme", data: 1 } }] },
        ],
      },
      "invalid_history",
      "acme",
    ],
    [
      "a history that ends with the assistant",
      { messages: [...messages, { role: "assistant", content: [{ type: "text", text: "a" }] }] },
      "capability_rejected",
      "prefill",
    ],
    [
      "an image to a text model",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } }],
          },
        ],
      },
      "capability_rejected",
      "imageInput",
    ],
    [
      "a PDF",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "application/pdf", source: { url: "https://x.test/a.pdf" } }],
          },
        ],
      },
      "capability_unknown",
      "pdfInput",
    ],
    [
      "a file in an assistant turn",
      {
        messages: [
          ...messages,
          {
            role: "assistant",
            content: [
              { type: "text", text: "x" },
              { type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } },
            ],
          },
          ...messages,
        ],
      },
      "unsupported_content",
      "messages[1]",
    ],
  ])("%s", async (_name, request, code, said) => {
    expect(() => prepare(request)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(said) as string }),
    );
    const { transport, requests } = scripted();
    const model = createDeepSeek({ apiKey: "sk-test", transport }).chat("deepseek-v4-pro");
    await expect(model.stream({ messages, ...request } as never).result()).rejects.toMatchObject({
      code,
      phase: "request",
      attempts: 0,
    });
    await expect(model.generate({ messages, ...request } as never)).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(0);
  });

  it("with thinking off, forced tools and sampling pass (the other side)", () => {
    const off = { reasoning: { effort: "none" as const } };
    expect(prepare({ ...off, tools: [weather], toolChoice: "required" }).body).toMatchObject({
      tool_choice: "required",
    });
    expect(prepare({ ...off, temperature: 0.2, topP: 0.5 }).body).toMatchObject({ temperature: 0.2, top_p: 0.5 });
  });

  it("pains 61: top_p on flash never has the value that was asked for, and is refused in both modes", () => {
    for (const reasoning of [{ effort: "none" }, { effort: "high" }]) {
      expect(() => prepare({ topP: 0.5, reasoning }, "deepseek-flash")).toThrow(
        expect.objectContaining({ code: "capability_ignored" }),
      );
    }
  });

  it("evidence weaker than asked for is refused", () => {
    const model = provider.chat("deepseek-v4-pro", { evidence: { atLeast: "recorded" } });
    expect(() => model.prepare({ messages, maxOutputTokens: 5 })).toThrow(
      expect.objectContaining({ code: "capability_unknown", message: expect.stringContaining("documented") as string }),
    );
  });
});
