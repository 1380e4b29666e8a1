import { describe, expect, it } from "vitest";
import { createKimi, type KimiRequest } from "../index.js";

const messages = [{ role: "user", content: "hi" }] as const;
const provider = createKimi({ apiKey: "k" });
const off = { reasoning: { effort: "none" } };
const body = (model: string, route: "chat" | "code", request: object): unknown =>
  provider.chat(model as "kimi-k3", { route: route as "chat" }).prepare({ messages, ...request } as never).body;

describe("quirk: sampling is fixed (opencode issue 27796, kimi-code issue 686; read 2026-11-20)", () => {
  it.each<[string, "chat" | "code", Partial<KimiRequest>]>([
    ["kimi-k3", "chat", { temperature: 1, topP: 0.95, frequencyPenalty: 0, presencePenalty: 0 }],
    ["kimi-k2.7-code", "chat", { temperature: 1 }],
    ["kimi-k2.6", "chat", { temperature: 1 }],
    ["kimi-k2.6", "chat", { temperature: 0.6, ...off }],
    ["kimi-for-coding", "code", { temperature: 1 }],
    ["k3", "code", { temperature: 0.6, ...off }],
    ["moonshot-v1-8k", "chat", { temperature: 0.3, topP: 0.7, frequencyPenalty: 0.5, presencePenalty: -0.5 }],
  ])("%s (%s) takes %j and sends it", (model, route, request) => {
    const { temperature, topP } = request;
    expect(body(model, route, request)).toMatchObject({
      ...(temperature === undefined ? {} : { temperature }),
      ...(topP === undefined ? {} : { top_p: topP }),
    });
  });

  it.each<[string, "chat" | "code", Partial<KimiRequest>, string]>([
    ["kimi-k3", "chat", { temperature: 0 }, "temperature 0: with thinking on it is fixed at 1"],
    ["kimi-k2.7-code", "chat", { temperature: 0.6 }, "temperature 0.6: with thinking on it is fixed at 1"],
    ["kimi-k2.6", "chat", { temperature: 0.6 }, "temperature 0.6: with thinking on it is fixed at 1"],
    ["kimi-k2.6", "chat", { temperature: 1, ...off }, "temperature 1: with thinking off it is fixed at 0.6"],
    ["kimi-for-coding", "code", { temperature: 0.2 }, "fixed at 1"],
    ["kimi-k3", "chat", { topP: 1 }, "topP 1: with thinking on it is fixed at 0.95"],
    ["kimi-k2.6", "chat", { frequencyPenalty: 1 }, "frequencyPenalty 1"],
    ["kimi-k2.6", "chat", { presencePenalty: -1 }, "presencePenalty -1"],
  ])("scenario 34: %s (%s) refuses %j, naming the value that is taken", (model, route, request, said) => {
    expect(() => body(model, route, request)).toThrow(
      expect.objectContaining({ code: "capability_rejected", message: expect.stringContaining(said) as string }),
    );
  });

  it("nothing is forced: without a wish no sampling is on the wire", () => {
    for (const request of [{}, off])
      expect(Object.keys(body("kimi-k2.6", "chat", request) as object)).not.toEqual(
        expect.arrayContaining(["temperature"]),
      );
  });
});
