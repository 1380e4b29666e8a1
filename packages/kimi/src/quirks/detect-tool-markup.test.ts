import { jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { capture, wireFile } from "../../test/capture.js";
import { scripted } from "../../test/scripted-transport.js";
import { createKimi } from "../index.js";
import { guardAgainstMarkup, watchForMarkup } from "./detect-tool-markup.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const tools: readonly Tool[] = [{ name: "get_weather", input: jsonSchema({ type: "object" }) }];
const run = (file: string, request: object): ReturnType<typeof capture> => {
  const { transport } = scripted({ chunks: [wireFile(file)] });
  return capture(
    createKimi({ apiKey: "k", transport })
      .chat("kimi-k2.6")
      .stream({ messages, ...request }),
  );
};

describe("quirk: tool tokens leak (Kimi-K2 issue 89, read 2026-11-20)", () => {
  it("into the text: with tools the turn ends as tool_markup_in_text, the text before is kept", async () => {
    const { error } = await run("kimi-k2.6.tokens-in-text.sse", { tools });
    expect(error).toMatchObject({
      code: "tool_markup_in_text",
      partial: { message: { content: [{ type: "text", text: "I look. " }] } },
    });
  });

  it("into the reasoning, with nothing else: the same name", async () => {
    const { error } = await run("kimi-k2.6.tokens-in-reasoning.sse", { tools });
    expect(error).toMatchObject({
      code: "tool_markup_in_text",
      message: expect.stringContaining("reasoning") as string,
    });
  });

  it("without tools it is text, whole", async () => {
    const { result } = await run("kimi-k2.6.tokens-in-text.sse", {});
    expect(result?.text).toContain("I look. <|tool_calls_section_begin|><|tool_call_begin|>");
  });

  it("any split is found, and other text passes unchanged", () => {
    const token = "a <|tool_call_begin|>";
    for (let at = 0; at <= token.length; at++) {
      const guard = guardAgainstMarkup();
      const passed = guard.pass(token.slice(0, at)) + (guard.found ? "" : guard.pass(token.slice(at)));
      expect([passed, guard.found]).toEqual(["a ", true]);
      const watch = watchForMarkup();
      watch.see(token.slice(0, at));
      watch.see(token.slice(at));
      expect(watch.found).toBe(true);
    }
    const guard = guardAgainstMarkup();
    const texts = ["if a <", "|b| then <|tool_", "box|> <|", ""];
    expect(texts.map((text) => guard.pass(text)).join("") + guard.rest()).toBe(texts.join(""));
    expect(guard.found).toBe(false);
  });
});
