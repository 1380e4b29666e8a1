import { describe, expect, it } from "vitest";
import { capture, wireFile } from "../../test/capture.js";
import { scripted, sse, tail, usage } from "../../test/scripted-transport.js";
import { createKimi } from "../index.js";
import { countChoiceUsage } from "./count-choice-usage.js";

async function counted(...chunks: readonly (string | Uint8Array)[]): Promise<readonly unknown[]> {
  const { transport } = scripted({ chunks });
  const { events, result } = await capture(
    createKimi({ apiKey: "k", transport })
      .chat("kimi-k2.6")
      .stream({ messages: [{ role: "user", content: "hi" }] }),
  );
  const told = events.flatMap((event) => (event.type === "usage" ? [event.usage] : []));
  expect(told).toHaveLength(1);
  expect(told[0]).toEqual(result?.usage);
  return told;
}

describe("quirk: usage sits in the choice, and again in the last chunk (kosong test_kimi_stream_usage.py, read 2026-11-20)", () => {
  it("pains 58: in the choice alone, with flat cached tokens", async () => {
    expect(await counted(wireFile("kimi-k2.6.usage-in-choice.sse"))).toMatchObject([
      { input: { total: 8, cached: 8 }, output: { total: 11 } },
    ]);
  });

  it("in both places it is told once, and not added up", async () => {
    expect(await counted(wireFile("kimi-k2.6.thinking-text.sse"))).toMatchObject([
      { input: { total: 93, cached: 93 }, output: { total: 54, reasoning: 38 } },
    ]);
  });

  it("where they differ the last one counts; in the tail chunk alone it counts too", async () => {
    const later = { prompt_tokens: 93, completion_tokens: 60 };
    const text = { delta: { content: "a" } };
    expect(
      await counted(sse([text, { finish_reason: "stop", usage }], "nothing"), tail(later), "data: [DONE]\n\n"),
    ).toMatchObject([{ output: { total: 60 } }]);
    expect(
      await counted(sse([text, { finish_reason: "stop" }], "nothing"), tail(later), "data: [DONE]\n\n"),
    ).toMatchObject([{ output: { total: 60 } }]);
  });

  it("absent cached tokens stay absent, and zero is zero", () => {
    expect(countChoiceUsage({ prompt_tokens: 5, completion_tokens: 1 }).input).toEqual({ total: 5 });
    expect(countChoiceUsage({ prompt_tokens: 5, cached_tokens: 0 }).input).toEqual({ total: 5, cached: 0 });
    expect(countChoiceUsage({ cached_tokens: 3 }).input).toBeUndefined();
  });
});
