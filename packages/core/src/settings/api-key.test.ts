import { describe, expect, it } from "vitest";
import { checkApiKey, describeApiKey, resolveApiKey } from "./api-key.js";
import { resolveBaseUrl, type VendorEndpoint } from "./base-url.js";
import { type CommonSettings, env } from "./settings.js";

const acme: VendorEndpoint = {
  provider: "acme",
  defaultBaseUrl: "https://api.acme.example/v1",
  baseUrlVariable: "ACME_BASE_URL",
  ownBaseUrls: ["https://api.acme.example/v1"],
  apiKeyVariables: ["ACME_API_KEY", "ACME_OTHER_KEY"],
  auth: "required",
};
const local: VendorEndpoint = {
  provider: "local",
  defaultBaseUrl: "http://localhost:8000/v1",
  baseUrlVariable: "LOCAL_BASE_URL",
  ownBaseUrls: ["http://localhost:8000/v1"],
  apiKeyVariables: ["LOCAL_API_KEY"],
  auth: "optional",
};
const key = (settings: CommonSettings, vendor: VendorEndpoint = acme) =>
  resolveApiKey(settings, vendor, resolveBaseUrl(settings, vendor));
const custom = "http://127.0.0.1:8080/v1";
const environment = { ACME_API_KEY: "acme-canary-1", OTHER_VENDOR_KEY: "other-canary" };
const missing = (text: string) =>
  expect.objectContaining({ code: "missing_api_key", hint: expect.stringContaining(text) as string });

describe("key: parameter, then the vendor's own variable (requirement S2.44)", () => {
  it("takes the parameter first", async () => {
    expect(await key({ apiKey: "code-key", env: environment })).toEqual({ key: "code-key", from: "code" });
  });
  it("takes the first own variable that is not blank", async () => {
    expect(await key({ env: environment })).toEqual({
      key: "acme-canary-1",
      from: "environment",
      variable: "ACME_API_KEY",
    });
    expect(await key({ env: { ACME_API_KEY: " ", ACME_OTHER_KEY: "second" } })).toMatchObject({
      key: "second",
      variable: "ACME_OTHER_KEY",
    });
  });
  it("never reads another vendor's variable", async () => {
    await expect(key({ env: { OTHER_VENDOR_KEY: "other-canary" } })).rejects.toThrow(
      missing("Set ACME_API_KEY or ACME_OTHER_KEY"),
    );
  });
  it("calls a function anew for each request", async () => {
    let calls = 0;
    const settings = { apiKey: async () => `key-${++calls}`, env: {} };
    expect([(await key(settings)).key, (await key(settings)).key]).toEqual(["key-1", "key-2"]);
  });
  it("names a function that throws or gives no string", async () => {
    const thrown = new Error("vault is closed");
    await expect(
      key({
        apiKey: () => {
          throw thrown;
        },
      }),
    ).rejects.toMatchObject({ code: "missing_api_key", cause: thrown });
    await expect(key({ apiKey: (() => undefined) as unknown as () => string })).rejects.toMatchObject({
      code: "missing_api_key",
    });
  });
});

describe("keys stay home: where a key of the environment goes (design, law 6)", () => {
  it("goes to a base URL of the same vendor's variable", async () => {
    expect(await key({ env: { ...environment, ACME_BASE_URL: custom } })).toMatchObject({ key: "acme-canary-1" });
  });
  it("goes to another path of the vendor's own origin", async () => {
    expect(await key({ baseUrl: "https://api.acme.example/v2", env: environment })).toMatchObject({
      key: "acme-canary-1",
    });
  });
  it.each([
    custom,
    "https://api.acme.example.evil.example/v1",
    "http://api.acme.example/v1",
    "https://api.acme.example:8443/v1",
  ])("does not go to a base URL given in code: %s", async (baseUrl) => {
    await expect(key({ baseUrl, env: environment })).rejects.toThrow(missing('apiKey: env("ACME_API_KEY")'));
  });
  it("goes there when code says so", async () => {
    expect(await key({ baseUrl: custom, apiKey: env("ACME_API_KEY"), env: environment })).toEqual({
      key: "acme-canary-1",
      from: "environment",
      variable: "ACME_API_KEY",
    });
  });
  it("refuses env(name) of a variable that is unset or blank", async () => {
    await expect(key({ baseUrl: custom, apiKey: env("NOT_SET"), env: environment })).rejects.toThrow(
      missing("Set NOT_SET"),
    );
    await expect(key({ apiKey: env("BLANK"), env: { BLANK: " " } }, local)).rejects.toThrow(missing("Set BLANK"));
  });
  it("asks for a word in code where a local server's variable is set but does not apply", async () => {
    await expect(key({ baseUrl: "http://gpu.example/v1", env: { LOCAL_API_KEY: "canary" } }, local)).rejects.toThrow(
      missing('apiKey: ""'),
    );
    expect(await key({ baseUrl: "http://gpu.example/v1", env: {} }, local)).toEqual({ from: "none" });
  });
});

describe("no key: no Authorization header where none is needed (requirement S2.15)", () => {
  it.each(["", "EMPTY"])("%j on a custom base URL", async (apiKey) => {
    expect(await key({ baseUrl: custom, apiKey, env: environment })).toEqual({ from: "none" });
  });
  it.each(["", "EMPTY"])("%j on the vendor's own origin is missing_api_key", async (apiKey) => {
    await expect(key({ apiKey, env: environment })).rejects.toMatchObject({ code: "missing_api_key" });
  });
  it("EMPTY in a variable is no key", async () => {
    expect(await key({ env: { ACME_API_KEY: "EMPTY", ACME_BASE_URL: custom } })).toEqual({ from: "none" });
    await expect(key({ env: { ACME_API_KEY: "EMPTY" } })).rejects.toMatchObject({ code: "missing_api_key" });
  });
  it("nothing at all, on a local server", async () => {
    expect(await key({ env: {} }, local)).toEqual({ from: "none" });
    expect(await key({ env: { LOCAL_API_KEY: "k" } }, local)).toMatchObject({ key: "k" });
  });
  it("nothing at all is missing_api_key elsewhere, with the way out", async () => {
    await expect(key({ env: { ACME_BASE_URL: custom } })).rejects.toThrow(missing('apiKey: ""'));
    await expect(key({ baseUrl: custom, env: {} })).rejects.toThrow(missing('apiKey: ""'));
  });
});

describe("keys that no header can carry are refused without being shown", () => {
  it.each(["canary key", "canary\n", " canary", "canary–dash", "canary\r\nx-evil: 1", "canary\u0000"])(
    "%j",
    async (apiKey) => {
      for (const settings of [{ apiKey, env: {} }, { env: { ACME_API_KEY: apiKey } }]) {
        const error: unknown = await key(settings).catch((thrown: unknown) => thrown);
        expect(error).toMatchObject({ code: "invalid_setting" });
        expect(JSON.stringify(error) + String(error)).not.toContain("canary");
      }
    },
  );
});

describe("the check without waiting, for prepare()", () => {
  const check = (settings: CommonSettings, vendor = acme) =>
    checkApiKey(settings, vendor, resolveBaseUrl(settings, vendor));
  it("says whether a key is sent, and calls no function", () => {
    expect(check({ env: environment })).toEqual({ sent: true });
    expect(check({ env: {} }, local)).toEqual({ sent: false });
    expect(
      check({
        apiKey: () => {
          throw new Error("called");
        },
      }),
    ).toEqual({ sent: true });
  });
  it.each<CommonSettings>([
    { env: {} },
    { baseUrl: custom, env: environment },
    { apiKey: "" },
    { apiKey: "a b" },
    { apiKey: env("NOT_SET"), env: {} },
  ])("refuses what the request would refuse: %j", async (settings) => {
    const later: unknown = await key(settings).catch((error: unknown) => error);
    expect(() => check(settings)).toThrow(
      expect.objectContaining({ code: (later as { code: string }).code, message: (later as Error).message }),
    );
  });
});

describe("what describe() says of a key", () => {
  const tell = (settings: CommonSettings, vendor = acme) =>
    describeApiKey(settings, vendor, resolveBaseUrl(settings, vendor));
  it("says length and variable, never the key", () => {
    expect(tell({ env: environment })).toEqual({
      set: true,
      from: "environment",
      variable: "ACME_API_KEY",
      length: 13,
      ascii: true,
      sent: true,
    });
    expect(tell({ apiKey: "ключ", env: {} })).toEqual({ set: true, from: "code", length: 4, ascii: false, sent: true });
    expect(tell({ apiKey: () => "x" })).toEqual({ set: true, from: "code", kind: "function" });
  });
  it("says when the variable is set but not sent", () => {
    expect(tell({ baseUrl: custom, env: environment })).toMatchObject({ set: true, sent: false });
  });
  it("says when none is set", () => {
    expect(tell({ env: {} })).toEqual({ set: false, required: true, variables: ["ACME_API_KEY", "ACME_OTHER_KEY"] });
    expect(tell({ env: {} }, local)).toMatchObject({ set: false, required: false });
  });
});
