import { describe, expect, it } from "vitest";
import { env, isDialectError } from "@dialect/core";
import { createOpenAI } from "./index.js";
import { answer, json, scripted } from "../test/scripted.js";

const messages = [{ role: "user", content: "hi" }] as const;
const canary = "canary-openai-key-4711";
const account = { OPENAI_API_KEY: canary, OPENAI_ORG_ID: "org-canary", OPENAI_PROJECT_ID: "proj-canary" };
/** Keys of others; nothing of them may be on any request. */
const foreign = {
  DEEPSEEK_API_KEY: "canary-other-1",
  ANTHROPIC_API_KEY: "canary-other-2",
  AZURE_OPENAI_API_KEY: "canary-other-3",
};

async function send(
  settings: object,
): Promise<{ readonly headers: Readonly<Record<string, string>>; readonly error: unknown; readonly requests: number }> {
  const transport = scripted(json(answer({ content: "a" })));
  const model = createOpenAI({ env: { ...account, ...foreign }, transport, ...settings }).chat("gpt-4.1", {
    route: "chat",
    assume: { like: "gpt-4.1" },
  });
  const error = await model.generate({ messages }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { headers: transport.sent[0]?.headers ?? {}, error, requests: transport.sent.length };
}

describe("the key of the environment goes to OpenAI's own origins only (law 6, scenario 32)", () => {
  for (const baseUrl of [undefined, "https://api.openai.com/v1", "https://eu.api.openai.com/v1"]) {
    it(`${baseUrl ?? "no base URL"}: sent, with organization and project`, async () => {
      const { headers } = await send(baseUrl === undefined ? {} : { baseUrl });
      expect(headers).toMatchObject({
        authorization: `Bearer ${canary}`,
        "openai-organization": "org-canary",
        "openai-project": "proj-canary",
      });
      expect(JSON.stringify(headers)).not.toContain("canary-other");
    });
  }

  for (const baseUrl of [
    "http://127.0.0.1:8080/v1",
    "https://api.openai.com.evil.example/v1",
    "https://api.openai.com:8443/v1",
    "https://api.openai.com./v1",
  ]) {
    it(`${baseUrl} in code without a key in code: missing_api_key, no request`, async () => {
      const { error, requests } = await send({ baseUrl });
      expect(isDialectError(error) && error.code).toBe("missing_api_key");
      expect(isDialectError(error) && error.hint).toContain('env("OPENAI_API_KEY")');
      expect(JSON.stringify(error) + String(error)).not.toContain("canary");
      expect(requests).toBe(0);
    });
  }

  it("a base URL of OPENAI_BASE_URL comes from the same place as the key: sent", async () => {
    const { headers } = await send({ env: { ...account, OPENAI_BASE_URL: "http://127.0.0.1:8080/v1" } });
    expect(headers["authorization"]).toBe(`Bearer ${canary}`);
  });

  it("apiKey: env(name) sends that variable to a base URL in code; organization and project of the environment stay", async () => {
    const { headers } = await send({ baseUrl: "http://127.0.0.1:8080/v1", apiKey: env("OPENAI_API_KEY") });
    expect(headers["authorization"]).toBe(`Bearer ${canary}`);
    expect(Object.keys(headers).filter((name) => name.startsWith("openai-"))).toEqual([]);
  });

  it('apiKey "" and "EMPTY" send no Authorization to a custom base URL, and are refused on OpenAI\'s own', async () => {
    for (const apiKey of ["", "EMPTY"]) {
      expect((await send({ baseUrl: "http://127.0.0.1:8080/v1", apiKey })).headers["authorization"]).toBeUndefined();
      const { error } = await send({ apiKey });
      expect(isDialectError(error) && error.code).toBe("missing_api_key");
    }
  });

  it("a blank variable counts as unset; a key with a line break or beyond ASCII is invalid_setting and never shown", async () => {
    const blank = await send({ env: { OPENAI_API_KEY: "  " } });
    expect(isDialectError(blank.error) && blank.error.code).toBe("missing_api_key");
    for (const key of ["sk-canary\n", "sk–canary"]) {
      const { error, requests } = await send({ env: { OPENAI_API_KEY: key } });
      expect(isDialectError(error) && error.code).toBe("invalid_setting");
      expect(String(error)).not.toContain("canary");
      expect(requests).toBe(0);
    }
  });

  it("a key function is called for each request, and what it gives is never in an error", async () => {
    const keys = ["first-secret-key", "second-secret-key"];
    const transport = scripted(
      json(answer({ content: "a" })),
      json({ error: { message: "bad key second-secret-key" } }, 401),
    );
    const model = createOpenAI({ transport, apiKey: () => Promise.resolve(keys.shift() ?? "") }).chat("gpt-4.1", {
      route: "chat",
    });
    const done = await model.generate({ messages });
    expect(done.request.headers["authorization"]).toBe("Bearer [redacted]");
    const error: unknown = await model.generate({ messages }).catch((thrown: unknown) => thrown);
    expect(transport.sent.map(({ headers }) => headers["authorization"])).toEqual([
      "Bearer first-secret-key",
      "Bearer second-secret-key",
    ]);
    expect(isDialectError(error) && error.code).toBe("authentication_failed");
    expect(String(error)).not.toContain("second-secret-key");
  });
});
