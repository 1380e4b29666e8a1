import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { bodyOf, scripted, whole } from "../../test/scripted-transport.js";
import { answerBuiltin, createKimi, isBuiltin } from "../index.js";

const messages: readonly Message[] = [{ role: "user", content: "News?" }];
const tools: readonly Tool[] = [{ name: "read", input: jsonSchema({ type: "object" }) }];
const off = { reasoning: { effort: "none" } } as const;
const searchCall = {
  id: "$web_search:0",
  type: "builtin_function",
  function: { name: "$web_search", arguments: '{"search_result":{"id":"s-1"},"usage":{"total_tokens":13046}}' },
};

describe("quirk: $web_search runs at the vendor (platform.kimi.ai/docs/guide/use-web-search, read 2026-11-20)", () => {
  it("is declared by name beside other tools, called, and answered with its own arguments", async () => {
    const { transport, requests } = scripted(
      whole({ content: "", tool_calls: [searchCall] }, "tool_calls"),
      whole({ content: "It rains." }),
    );
    const model = createKimi({ apiKey: "k", transport }).chat("kimi-k2.6");
    const request = { messages, tools, builtinTools: ["$web_search"], ...off } as const;
    const first = await model.generate(request);
    expect(first.warnings).toEqual([]);
    expect((bodyOf(requests, 0)["tools"] as unknown[])[1]).toEqual({
      type: "builtin_function",
      function: { name: "$web_search" },
    });
    const call = first.message.content.find((part) => part.type === "tool-call");
    if (call === undefined) throw new Error("no call");
    expect(isBuiltin(call)).toBe(true);
    await model.generate({ ...request, messages: [...messages, first.message, answerBuiltin(call)] });
    expect(bodyOf(requests, 1).messages.slice(1)).toEqual([
      { role: "assistant", tool_calls: [searchCall] },
      { role: "tool", tool_call_id: "$web_search:0", content: searchCall.function.arguments },
    ]);
  });

  it("is refused while kimi-k2.6 thinks, where it is not known, and under another name", () => {
    const provider = createKimi({ apiKey: "k" });
    const ask = (model: "kimi-k2.6" | "kimi-k3", request: object): unknown =>
      provider.chat(model as "kimi-k2.6").prepare({ messages, builtinTools: ["$web_search"], ...request } as never);
    expect(() => ask("kimi-k2.6", {})).toThrow(expect.objectContaining({ code: "capability_rejected" }));
    expect(() => ask("kimi-k3", {})).toThrow(expect.objectContaining({ code: "capability_unknown" }));
    expect(() => ask("kimi-k2.6", { ...off, builtinTools: ["$crawl"] })).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });

  it("a call of one's own tool is not answered by the vendor", () => {
    expect(() => answerBuiltin({ type: "tool-call", id: "a", name: "read", arguments: "{}" })).toThrow(
      expect.objectContaining({ code: "invalid_request" }),
    );
  });
});
