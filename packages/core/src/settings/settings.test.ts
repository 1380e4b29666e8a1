import { afterEach, describe, expect, it, vi } from "vitest";
import { checkSettings, env, readVariable } from "./settings.js";

afterEach(() => vi.unstubAllGlobals());

describe("settings: an unknown key throws (design, law 3)", () => {
  it.each([
    [{ apikey: "x" }, 'Did you mean "apiKey"'],
    [{ baseURL: "http://x" }, 'Did you mean "baseUrl"'],
    [{ timeout: 1 }, 'Did you mean "timeouts"'],
    [{ base_url: "x" }, 'Did you mean "baseUrl"'],
    [{ organisation: "o" }, 'Did you mean "organization"'],
    [{ xyzzy: 1 }, 'Unknown setting "xyzzy".'],
  ])("%j: %s", (settings, text) => {
    expect(() => checkSettings(settings, ["organization"], "acme")).toThrow(
      expect.objectContaining({
        code: "invalid_setting",
        provider: "acme",
        message: expect.stringContaining(text) as string,
      }),
    );
  });

  it("a key in place of the settings is refused and not shown", () => {
    for (const settings of ["sk-canary-1234567", null, ["x"], undefined]) {
      expect(() => checkSettings(settings as unknown as object, [], "acme")).toThrow(
        expect.objectContaining({ code: "invalid_setting", message: "The settings must be an object." }),
      );
    }
  });

  it("takes the common settings and the provider's own", () => {
    checkSettings(
      {
        apiKey: env("X"),
        baseUrl: "http://x",
        headers: { a: "b" },
        timeouts: { idleMs: 5 },
        retry: false,
        userAgent: "x/1",
        env: {},
        transport: { send() {} },
        organization: "o",
      },
      ["organization"],
      "acme",
    );
    checkSettings({ apiKey: undefined, timeouts: undefined }, [], "acme");
  });

  it.each<Record<string, unknown>>([
    { apiKey: 5 },
    { apiKey: {} },
    { baseUrl: 5 },
    { retry: true },
    { retry: 3 },
    { transport: {} },
    { env: "x" },
    { timeouts: { idle: 5 } },
    { timeouts: { idleMs: -1 } },
    { timeouts: { idleMs: Number.NaN } },
    { timeouts: { idleMs: 3e9 } },
    { timeouts: { idleMs: "5" } },
    { timeouts: 5 },
    { userAgent: "a\nb" },
    { userAgent: "naïve" },
    { headers: { "a b": "c" } },
    { headers: ["a"] },
  ])("refuses the wrong value %j", (settings) => {
    expect(() => checkSettings(settings, [], "acme")).toThrow(expect.objectContaining({ code: "invalid_setting" }));
  });
});

describe("variables", () => {
  it("a blank one counts as unset", () => {
    expect(readVariable("A", { A: "  \t" })).toBeUndefined();
    expect(readVariable("A", { A: " x" })).toBe(" x");
  });

  it("are the process's own unless given", () => {
    vi.stubGlobal("process", { ...process, env: { SEEN: "yes" } });
    expect(readVariable("SEEN", undefined)).toBe("yes");
    expect(readVariable("SEEN", {})).toBeUndefined();
  });

  it("are none where there is no process", () => {
    vi.stubGlobal("process", undefined);
    expect(readVariable("PATH", undefined)).toBeUndefined();
  });
});
