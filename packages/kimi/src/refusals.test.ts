import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { scripted } from "../test/scripted-transport.js";
import { createKimi, type KimiRequest, type RouteId } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const weather: Tool = { name: "weather", input: jsonSchema({ type: "object" }) };
const assistant: Message = { role: "assistant", content: [{ type: "text", text: "a" }] };
const schema = jsonSchema({ type: "object" });

describe("what is refused before the network", () => {
  it.each<[string, Partial<KimiRequest> | Record<string, unknown>, string, string]>([
    [
      "a named tool while thinking",
      { tools: [weather], toolChoice: { name: "weather" } },
      "capability_rejected",
      "toolChoiceNamed",
    ],
    [
      "a forced tool while thinking",
      { tools: [weather], toolChoice: "required" },
      "capability_rejected",
      "toolChoiceRequired",
    ],
    ["temperature 0", { temperature: 0 }, "capability_rejected", "temperature"],
    ["parallel_tool_calls", { tools: [weather], parallelToolCalls: false }, "capability_unknown", "parallelTools"],
    ["a seed", { seed: 1 }, "capability_unknown", "seed"],
    [
      "scenario 27: tools beside JSON",
      { tools: [weather], output: { schema, guarantee: "json" } },
      "capability_unknown",
      "outputWithTools",
    ],
    ["an unknown option", { max_tokens: 5 }, "unknown_option", "max_tokens"],
    ["n", { n: 2 }, "unknown_option", '"n"'],
    ["thinking by its wire name", { thinking: { type: "disabled" } }, "unknown_option", "thinking"],
    ["a tool name that starts with a digit", { tools: [{ ...weather, name: "1st" }] }, "invalid_request", "1st"],
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
    ["prefill while thinking", { messages: [...messages, assistant] }, "capability_unknown", "prefill"],
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
      "capability_rejected",
      "pdfInput",
    ],
    [
      "an image by URL",
      {
        messages: [
          {
            role: "user",
            content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } }],
          },
        ],
      },
      "unsupported_content",
      "does not fetch",
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
    ["empty text", { messages: [{ role: "user", content: "" }] }, "invalid_history", "messages[0]"],
  ])("%s", async (_name, request, code, said) => {
    const { transport, requests } = scripted();
    const model = createKimi({ apiKey: "sk-test", transport, env: {} }).chat("kimi-k2.6");
    const whole = { messages, ...request } as never;
    expect(() => model.prepare(whole)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(said) as string }),
    );
    await expect(model.stream(whole).result()).rejects.toMatchObject({ code, phase: "request", attempts: 0 });
    await expect(model.generate(whole)).rejects.toMatchObject({ code });
    expect(requests).toHaveLength(0);
  });

  // Measured on both hosts 2026-09-01 and on Kimi Code 2026-09-22 (akz142857/Halro docs/verification).
  it.each<[string, RouteId, "on" | "off", string, string]>([
    ["kimi-k3", "chat", "on", "sent", "capability_rejected"],
    ["kimi-k2.6", "chat", "on", "capability_rejected", "capability_rejected"],
    ["kimi-k2.6", "chat", "off", "sent", "capability_unknown"],
    ["kimi-k2.7-code", "chat", "on", "capability_rejected", "capability_rejected"],
    ["k3", "code", "on", "sent", "capability_rejected"],
    ["kimi-for-coding", "code", "on", "sent", "capability_rejected"],
    ["moonshot-v1-8k", "chat", "on", "capability_unknown", "capability_unknown"],
  ])(
    "tool choice × thinking: %s (%s), thinking %s: required %s, named %s",
    (model, route, thinking, required, named) => {
      const ask = (toolChoice: KimiRequest["toolChoice"]): string => {
        const request = {
          messages,
          tools: [weather],
          toolChoice,
          ...(thinking === "off" ? { reasoning: { effort: "none" } } : {}),
        };
        try {
          createKimi({ apiKey: "k" })
            .chat(model as "kimi-k3", { route: route as "chat" })
            .prepare(request as never);
          return "sent";
        } catch (error) {
          return (error as { code: string }).code;
        }
      };
      expect([ask("required"), ask({ name: "weather" }), ask("auto")]).toEqual([required, named, "sent"]);
    },
  );

  it("evidence weaker than asked for is refused", () => {
    const model = createKimi({ apiKey: "k" }).chat("kimi-k3", { evidence: { atLeast: "recorded" } });
    expect(() => model.prepare({ messages, maxOutputTokens: 5 })).toThrow(
      expect.objectContaining({ code: "capability_unknown", message: expect.stringContaining("documented") as string }),
    );
  });
});
