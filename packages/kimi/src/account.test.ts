import { describe, expect, it } from "vitest";
import { type Answer, json, scripted } from "../test/scripted-transport.js";
import { createKimi, type KimiProvider, type KimiSettings } from "./index.js";

const list = {
  object: "list",
  data: [
    { id: "kimi-k3", object: "model", owned_by: "moonshot", context_length: 1_048_576, supports_reasoning: true },
    { id: "kimi-k2.6", object: "model", owned_by: "moonshot" },
  ],
};

function asked(
  settings: KimiSettings,
  ...answers: readonly Answer[]
): { provider: KimiProvider; sent: () => readonly string[] } {
  const { transport, requests } = scripted(...answers);
  return {
    provider: createKimi({ apiKey: "sk-test", transport, env: {}, ...settings }),
    sent: () => requests.map((request) => `${request.method} ${request.url}`),
  };
}

describe("models() and checkModel(), one request each", () => {
  it("models() lists ids and context windows", async () => {
    const { provider, sent } = asked({ region: "china" }, json(list));
    expect(await provider.models()).toEqual([
      { id: "kimi-k3", contextWindow: 1_048_576, raw: list.data[0] },
      { id: "kimi-k2.6", raw: list.data[1] },
    ]);
    expect(sent()).toEqual(["GET https://api.moonshot.cn/v1/models"]);
  });

  it("the base URL of Kimi Code lists its models", async () => {
    const { provider, sent } = asked({ baseUrl: "https://api.kimi.com/coding/v1" }, json(list));
    await provider.models();
    expect(sent()).toEqual(["GET https://api.kimi.com/coding/v1/models"]);
  });

  it("checkModel() finds one, or throws model_not_found with what is offered", async () => {
    const { provider, sent } = asked({}, json(list), json(list));
    expect(await provider.checkModel("kimi-k3")).toMatchObject({ id: "kimi-k3" });
    await expect(provider.checkModel("kimi-k2.5")).rejects.toMatchObject({
      code: "model_not_found",
      hint: "It offers: kimi-k3, kimi-k2.6.",
    });
    expect(sent()).toHaveLength(2);
  });

  it.each([
    ["a page", { ...json(""), chunks: ["<!doctype html>"] }, "unexpected_content_type"],
    ["a list without data", json({ object: "list" }), "unexpected_content_type"],
    ["a model without an id", json({ data: [{}] }), "unexpected_content_type"],
    [
      "401",
      json({ error: { message: "Incorrect API key provided", type: "incorrect_api_key_error" } }, 401),
      "authentication_failed",
    ],
    ["a redirect", { status: 307, headers: { location: "https://elsewhere.test/" } }, "redirect_refused"],
    ["no server", { refused: "ECONNREFUSED" }, "connect_failed"],
  ] as const)("%s is an error by name, after one request", async (_name, answer, code) => {
    const { provider, sent } = asked({}, answer);
    await expect(provider.models()).rejects.toMatchObject({ code, provider: "kimi" });
    expect(sent()).toHaveLength(1);
  });

  it("an aborted call sends nothing, a wrong limit is named", async () => {
    const { provider, sent } = asked({});
    await expect(provider.models({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    await expect(provider.models({ timeouts: { idleMs: -1 } })).rejects.toMatchObject({ code: "invalid_setting" });
    expect(sent()).toHaveLength(0);
  });
});
