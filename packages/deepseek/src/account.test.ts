import { describe, expect, it } from "vitest";
import { type Answer, scripted } from "../test/scripted-transport.js";
import { createDeepSeek, type DeepSeekProvider } from "./index.js";

const json = (value: unknown, status = 200): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  chunks: [typeof value === "string" ? value : JSON.stringify(value)],
});
const list = {
  object: "list",
  data: [
    { id: "deepseek-flash", object: "model", owned_by: "deepseek" },
    { id: "deepseek-v4-pro", object: "model", owned_by: "deepseek" },
  ],
};

function asked(...answers: readonly Answer[]): { provider: DeepSeekProvider; sent: () => readonly string[] } {
  const { transport, requests } = scripted(...answers);
  return {
    provider: createDeepSeek({ apiKey: "sk-test", transport, headers: { "x-team": "a" } }),
    sent: () =>
      requests.map(
        (request) =>
          `${request.method} ${request.url} ${request.headers["x-team"]} ${request.body === undefined ? "-" : "body"}`,
      ),
  };
}

describe("calls beside chat, one request each", () => {
  it("models() lists ids; GET /models says nothing else", async () => {
    const { provider, sent } = asked(json(list));
    expect(await provider.models()).toEqual([
      { id: "deepseek-flash", raw: list.data[0] },
      { id: "deepseek-v4-pro", raw: list.data[1] },
    ]);
    expect(sent()).toEqual(["GET https://api.deepseek.com/models a -"]);
  });

  it("checkModel() finds one, or throws model_not_found with what is offered", async () => {
    const { provider, sent } = asked(json(list), json(list));
    expect(await provider.checkModel("deepseek-v4-pro")).toMatchObject({ id: "deepseek-v4-pro" });
    await expect(provider.checkModel("deepseek-chat")).rejects.toMatchObject({
      code: "model_not_found",
      hint: "It offers: deepseek-flash, deepseek-v4-pro.",
    });
    expect(sent()).toHaveLength(2);
  });

  it("balance() reads the vendor's texts (api-docs.deepseek.com/api/get-user-balance, read 2026-11-20)", async () => {
    const body = {
      is_available: true,
      balance_infos: [
        { currency: "CNY", total_balance: "110.00", granted_balance: "10.00", topped_up_balance: "100.00" },
      ],
    };
    const { provider, sent } = asked(json(body));
    expect(await provider.balance()).toEqual({
      available: true,
      balances: [{ currency: "CNY", total: "110.00", granted: "10.00", toppedUp: "100.00" }],
      raw: body,
    });
    expect(sent()).toEqual(["GET https://api.deepseek.com/user/balance a -"]);
  });

  it.each([
    ["a page", json("<!doctype html>"), "unexpected_content_type"],
    ["a list without data", json({ object: "list" }), "unexpected_content_type"],
    [
      "401",
      json({ error: { message: "Authentication Fails, Your api key: ****test is invalid" } }, 401),
      "authentication_failed",
    ],
    ["a redirect", { status: 307, headers: { location: "https://elsewhere.test/" } }, "redirect_refused"],
  ] as const)("%s is an error by name", async (_name, answer, code) => {
    await expect(asked(answer).provider.models()).rejects.toMatchObject({ code, provider: "deepseek" });
    await expect(asked(answer).provider.balance()).rejects.toMatchObject({ code });
  });

  it("an unreachable server is one request, and an aborted call none", async () => {
    const down = asked({ refused: "ECONNREFUSED" });
    await expect(down.provider.models()).rejects.toMatchObject({ code: "connect_failed" });
    expect(down.sent()).toHaveLength(1);
    const aborted = asked(json(list));
    await expect(aborted.provider.models({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
    expect(aborted.sent()).toHaveLength(0);
  });
});
