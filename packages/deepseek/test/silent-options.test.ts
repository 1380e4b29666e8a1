import { type ChatModel, isDialectError, jsonSchema, type Message } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { createDeepSeek, type DeepSeekRequest, entry } from "../src/index.js";
import { failure, messages, open, tools } from "./open-model.js";
import { type Answer, scripted, whole } from "./scripted-transport.js";

describe("what is asked for is sent, told or refused", () => {
  const schema = jsonSchema({
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  });
  /** One value per option that asks for something. The type demands one for a new option. */
  const samples: { readonly [Key in keyof Required<DeepSeekRequest>]: Partial<DeepSeekRequest> } = {
    messages: { messages: [{ role: "user", content: "another" }] },
    tools: { tools },
    toolChoice: { tools, toolChoice: "none" },
    parallelToolCalls: { tools, parallelToolCalls: false },
    output: { output: { schema, guarantee: "prompted" } },
    reasoning: { reasoning: { effort: "max" } },
    maxOutputTokens: { maxOutputTokens: 7 },
    temperature: { temperature: 0.25 },
    topP: { topP: 0.25 },
    stop: { stop: ["END"] },
    seed: { seed: 7 },
    media: {
      media: { whenUnsupported: "alt-text" },
      messages: [
        {
          role: "user",
          content: [
            { type: "file", mediaType: "video/mp4", source: { url: "https://x.test/a.mp4" }, altText: "a film" },
          ],
        },
      ],
    },
    frequencyPenalty: { frequencyPenalty: 1 },
    presencePenalty: { presencePenalty: 1 },
    logprobs: { logprobs: true },
    topLogprobs: { logprobs: true, topLogprobs: 2 },
    userId: { userId: "u-1" },
  };

  it.each([
    ["chat", "deepseek-v4-pro", {}],
    ["chat", "deepseek-v4-pro", { reasoning: { effort: "none" } }],
    ["beta", "deepseek-flash", { reasoning: { effort: "none" } }],
  ] as const)("S0.16: no option of %s %s with %j is silent", (route, id, beside) => {
    const model: ChatModel<DeepSeekRequest> = createDeepSeek({ apiKey: "sk-test" }).chat(id, { route }) as never;
    const fates = Object.fromEntries(
      Object.entries(samples).map(([name, sample]) => {
        const { [name]: asked, ...rest } = { messages, ...beside, ...sample } as Record<string, unknown>;
        try {
          const without = model.prepare({ messages, ...rest });
          const having = model.prepare({ messages, ...rest, [name]: asked } as never);
          if (JSON.stringify(having.body) !== JSON.stringify(without.body)) return [name, "wire"];
          return [name, having.warnings.length > without.warnings.length ? "warned" : "silent"];
        } catch (error) {
          return [name, isDialectError(error) ? "refused" : "broken"];
        }
      }),
    );
    expect(Object.entries(fates).filter(([, fate]) => fate === "silent" || fate === "broken")).toEqual([]);
    expect(Object.values(fates)).toContain("wire");
    expect(Object.values(fates)).toContain("refused");
  });

  it('S2.2: "vision" in a name is no eye: only a row or the caller says that a model sees', () => {
    const look: readonly Message[] = [
      { role: "user", content: [{ type: "file", mediaType: "image/png", source: { url: "https://x.test/a.png" } }] },
    ];
    const chat = (assume: object): ChatModel =>
      createDeepSeek({ apiKey: "sk-test" }).chat("deepseek-vision-x", { assume }) as never;
    expect(() => chat({}).prepare({ messages: look })).toThrow(expect.objectContaining({ code: "capability_unknown" }));
    expect(chat({ imageInput: "native" }).prepare({ messages: look }).body).toMatchObject({
      messages: [{ role: "user" }],
    });
  });

  it("bad input: a key beyond ASCII, two results of one call, and a redirect of a turn", async () => {
    const { transport, requests } = scripted({ status: 307, headers: { location: "https://elsewhere.test/" } });
    const keyed = (apiKey: string): ChatModel => createDeepSeek({ apiKey, transport }).chat("deepseek-v4-pro") as never;
    const bad = await failure(keyed("sk–canary").generate({ messages }));
    expect(bad.code).toBe("invalid_setting");
    expect(String(bad)).not.toContain("canary");
    const result: Message = { role: "tool", toolCallId: "a", toolName: "get_weather", content: "18" };
    const twice: readonly Message[] = [
      ...messages,
      { role: "assistant", content: [{ type: "tool-call", id: "a", name: "get_weather", arguments: "{}" }] },
      result,
      result,
    ];
    expect(await failure(keyed("sk-test").generate({ messages: twice, tools }))).toMatchObject({
      code: "invalid_history",
      message: expect.stringContaining('"a"') as string,
    });
    expect(requests).toHaveLength(0);
    expect(await failure(keyed("sk-test").stream({ messages }).result())).toMatchObject({
      code: "redirect_refused",
      attempts: 1,
      retryable: false,
    });
    expect(requests).toHaveLength(1);
  });

  it("every result and error has request and raw", async () => {
    const refused: Answer = {
      status: 400,
      headers: { "content-type": "application/json" },
      chunks: ['{"error":{"message":"no"}}'],
    };
    const { model } = open(refused, refused, whole({ content: "ok" }));
    for (const error of [
      await failure(model.stream({ messages }).result()),
      await failure(model.generate({ messages })),
    ]) {
      expect(error).toMatchObject({
        request: { method: "POST", body: { model: "deepseek-v4-pro" } },
        raw: { error: { message: "no" } },
      });
    }
    expect(await model.generate({ messages })).toMatchObject({
      request: { body: { model: "deepseek-v4-pro" } },
      raw: { object: "chat.completion" },
    });
    const { transport } = scripted(refused);
    expect(await failure(createDeepSeek({ apiKey: "sk-test", transport }).balance())).toMatchObject({
      request: { method: "GET" },
      raw: { error: { message: "no" } },
    });
  });

  it("a limit that is no number is named at the first pull: stream() itself throws nothing", async () => {
    const { model, requests } = open();
    const stream = model.stream({ messages }, { timeouts: { idleMs: -1 } });
    expect(await failure(stream.result())).toMatchObject({ code: "invalid_setting", phase: "request" });
    expect(await failure(model.generate({ messages }, { timeouts: { idleMs: -1 } }))).toMatchObject({
      code: "invalid_setting",
    });
    expect(requests).toHaveLength(0);
  });

  it("S1.6: the entry declares its stability, and it is none that needs an opt-in", () => {
    expect(["stable", "preview"]).toContain(entry.stability);
  });
});
