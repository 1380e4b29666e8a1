import type { Message } from "@dialect/core";
import type { Transport } from "@dialect/core/provider";
import { createDeepSeek } from "@dialect/deepseek";
import { startSimulator as startDeepSeek } from "@dialect/deepseek/simulator";
import { createOpenAI } from "@dialect/openai";
import { startSimulator as startOpenAI } from "@dialect/openai/simulator";
import { describe, expect, it } from "vitest";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const keys = { OPENAI_API_KEY: "sk-canary-of-openai", DEEPSEEK_API_KEY: "sk-canary-of-deepseek" };

describe("S1.3: two providers in one process share nothing", () => {
  it("concurrent calls: each host hears its own key, user agent and options, and the environment stays as it was", async () => {
    await using openai = await startOpenAI();
    await using deepseek = await startDeepSeek();
    const before = JSON.stringify(process.env);
    const first = createOpenAI({
      env: { ...keys, OPENAI_BASE_URL: openai.baseUrl },
      api: "chat",
      headers: { "x-team": "first" },
      retry: false,
      timeouts: { idleMs: 5_000 },
    });
    const second = createDeepSeek({ env: { ...keys, DEEPSEEK_BASE_URL: deepseek.baseUrl } });
    const one = first.chat("gpt-4.1", { assume: { like: "gpt-4.1" } });
    const two = second.chat("deepseek-v4-pro", { assume: { like: "deepseek-v4-pro" } });
    // What the first refuses to retry, the second does, at the same time.
    openai.fault({ kind: "status", status: 503, body: "{}", headers: { "retry-after": "0" } });
    deepseek.fault({ kind: "status", status: 503, body: "{}", headers: { "retry-after": "0" } });
    const turns = await Promise.allSettled([
      one.stream({ messages, temperature: 0.5 }).result(),
      two.stream({ messages, reasoning: { effort: "max" } }).result(),
    ]);
    expect(turns.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    await Promise.all(
      [1, 2, 3].flatMap(() => [one.generate({ messages, temperature: 0.5 }), two.generate({ messages })]),
    );

    expect(openai.requests).toHaveLength(4);
    expect(deepseek.requests).toHaveLength(5);
    for (const request of openai.requests) {
      expect(request.headers).toMatchObject({
        authorization: `Bearer ${keys.OPENAI_API_KEY}`,
        "x-team": "first",
        "user-agent": expect.stringMatching(/^dialect-openai\//),
      });
      expect(JSON.stringify(request)).not.toContain(keys.DEEPSEEK_API_KEY);
    }
    for (const request of deepseek.requests) {
      expect(request.headers).toMatchObject({
        authorization: `Bearer ${keys.DEEPSEEK_API_KEY}`,
        "user-agent": expect.stringMatching(/^dialect-deepseek\//),
      });
      expect(request.headers).not.toHaveProperty("x-team");
      expect(request.json).not.toHaveProperty("temperature");
      expect(JSON.stringify(request)).not.toContain(keys.OPENAI_API_KEY);
    }
    expect(JSON.stringify(process.env)).toBe(before);
  });

  it("S2.45, scenario 32: with one key in the environment the other provider sends nothing", async () => {
    let sent = 0;
    const transport: Transport = {
      send() {
        sent += 1;
        return { pause() {}, resume() {}, abort() {} };
      },
    };
    const { OPENAI_API_KEY, DEEPSEEK_API_KEY } = keys;
    await expect(
      createDeepSeek({ env: { OPENAI_API_KEY }, transport }).chat("deepseek-v4-pro").generate({ messages }),
    ).rejects.toMatchObject({
      code: "missing_api_key",
      hint: expect.stringContaining("DEEPSEEK_API_KEY"),
    });
    await expect(
      createOpenAI({ env: { DEEPSEEK_API_KEY }, transport }).chat("gpt-4.1").generate({ messages }),
    ).rejects.toMatchObject({
      code: "missing_api_key",
      hint: expect.stringContaining("OPENAI_API_KEY"),
    });
    expect(sent).toBe(0);
  });

  it("a history of one is refused by the other with its place, and its recorded answer does not pass by accident", async () => {
    await using openai = await startOpenAI();
    await using deepseek = await startDeepSeek();
    const one = createOpenAI({ baseUrl: openai.baseUrl, apiKey: "sk-key-for-the-test", api: "responses" }).chat(
      "gpt-5.6-sol",
      { assume: { like: "gpt-5.6-sol" } },
    );
    const two = createDeepSeek({ baseUrl: deepseek.baseUrl, apiKey: "sk-key-for-the-test" }).chat("deepseek-v4-pro", {
      assume: { like: "deepseek-v4-pro" },
    });
    openai.script({ reasoning: "hm", text: "yes" });
    const { message } = await one.generate({ messages, reasoning: { effort: "low", summary: "auto" } });
    await expect(two.generate({ messages: [...messages, message, ...messages] })).rejects.toMatchObject({
      code: "invalid_history",
      message: expect.stringMatching(/messages\[1\].*openai/s),
    });
    expect(deepseek.requests).toHaveLength(0);

    deepseek.script({ text: "a chunk of another route" });
    const wrong = createOpenAI({
      baseUrl: deepseek.baseUrl,
      apiKey: "sk-key-for-the-test",
      api: "responses",
      retry: false,
      paths: { responses: "/chat/completions" },
    });
    await expect(wrong.chat("deepseek-v4-pro", { assume: {} }).stream({ messages }).result()).rejects.toHaveProperty(
      "code",
    );
  });
});
