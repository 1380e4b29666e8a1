import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveBaseUrl, type VendorEndpoint } from "./base-url.js";

const acme: VendorEndpoint = {
  provider: "acme",
  defaultBaseUrl: "https://api.acme.example/v1",
  baseUrlVariable: "ACME_BASE_URL",
  ownBaseUrls: ["https://api.acme.example/v1", "https://api.acme.example/beta"],
  apiKeyVariables: ["ACME_API_KEY"],
  auth: "required",
};

describe("base URL: parameter, then variable, then the documented default (requirement S2.43)", () => {
  const environment = { ACME_BASE_URL: "http://proxy.example/v1" };

  it("takes the parameter first", () => {
    expect(resolveBaseUrl({ baseUrl: "http://127.0.0.1:8080/v1", env: environment }, acme)).toEqual({
      url: "http://127.0.0.1:8080/v1",
      from: "code",
      official: false,
      ownOrigin: false,
    });
  });

  it("takes the vendor's variable next and names it", () => {
    expect(resolveBaseUrl({ env: environment }, acme)).toEqual({
      url: "http://proxy.example/v1",
      from: "environment",
      variable: "ACME_BASE_URL",
      official: false,
      ownOrigin: false,
    });
  });

  it.each([{}, { ACME_BASE_URL: "" }, { ACME_BASE_URL: "  " }])(
    "takes the default where the variable is unset or blank: %j",
    (env) => {
      expect(resolveBaseUrl({ env }, acme)).toEqual({
        url: "https://api.acme.example/v1",
        from: "default",
        official: true,
        ownOrigin: true,
      });
    },
  );

  it("takes away trailing slashes", () => {
    expect(resolveBaseUrl({ baseUrl: "https://api.acme.example/v1//", env: {} }, acme)).toMatchObject({
      url: "https://api.acme.example/v1",
      official: true,
    });
    expect(resolveBaseUrl({ baseUrl: "http://127.0.0.1:1234/", env: {} }, acme).url).toBe("http://127.0.0.1:1234");
  });

  it("refuses a provider without a URL of its own when none is given", () => {
    const compatible: VendorEndpoint = { provider: "any", ownBaseUrls: [], apiKeyVariables: [], auth: "optional" };
    expect(() => resolveBaseUrl({ env: {} }, compatible)).toThrow(expect.objectContaining({ code: "invalid_setting" }));
  });
});

describe("base URL: what is refused", () => {
  it.each([
    ["", "is empty"],
    ["   ", "is empty"],
    ["api.acme.example/v1", "is not an http"],
    ["ftp://api.acme.example", "is not an http"],
    ["https://", "is not an http"],
    ["https:///v1", "is not an http"],
    ["https://api.acme.example/v1?key=sk-secret-canary", "has a query"],
    ["https://api.acme.example/v1?", "has a query"],
    ["https://api.acme.example/v1#", "has a query"],
    ["https://user:canary-secret@api.acme.example/v1", "has user info"],
    ["https://@api.acme.example/v1", "has user info"],
    ["https://api.acme.example\\@evil.example", "holds white space"],
    [" https://api.acme.example/v1", "holds white space"],
    ["https://api.acme.example/v1\n", "holds white space"],
    ["https://api.acme.example:99999/v1", "cannot be parsed"],
  ])("%j %s", (baseUrl, why) => {
    const refused = expect.objectContaining({
      code: "invalid_setting",
      message: expect.stringContaining(why) as string,
      provider: "acme",
    });
    expect(() => resolveBaseUrl({ baseUrl, env: {} }, acme)).toThrow(refused);
    if (baseUrl.trim() !== "") expect(() => resolveBaseUrl({ env: { ACME_BASE_URL: baseUrl } }, acme)).toThrow(refused);
  });

  it("never shows the URL, which may hold a secret", () => {
    let message = "";
    try {
      resolveBaseUrl({ baseUrl: "https://user:canary@api.acme.example/v1?key=canary", env: {} }, acme);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain("has a query");
    expect(message).not.toContain("canary");
  });
});

describe("base URL: look-alikes of the vendor are not the vendor (requirement S3.6)", () => {
  it.each([
    ["https://api.acme.example/v1", true, true],
    ["HTTPS://API.ACME.EXAMPLE:443/v1/", true, true],
    ["https://api.acme.example/beta", true, true],
    ["https://api.acme.example", false, true],
    ["https://api.acme.example/v1/extra", false, true],
    ["https://api.acme.example/V1", false, true],
    ["https://api.acme.example//v1", false, true],
    ["http://api.acme.example/v1", false, false],
    ["https://api.acme.example:8443/v1", false, false],
    ["https://api.acme.example./v1", false, false],
    ["https://api.acme.example.evil.example/v1", false, false],
    ["https://evil.example/api.acme.example/v1", false, false],
    ["https://eapi.acme.example/v1", false, false],
    ["https://acme.example/v1", false, false],
    ["https://api.аcme.example/v1", false, false],
    ["https://127.0.0.1/v1", false, false],
  ])("%s: official %s, own origin %s", (baseUrl, official, ownOrigin) => {
    expect(resolveBaseUrl({ baseUrl, env: {} }, acme)).toMatchObject({ official, ownOrigin });
  });

  it("holds for any host, port and path: official only where origin and path are the vendor's", () => {
    const own = acme.ownBaseUrls;
    fc.assert(
      fc.property(
        fc
          .webUrl({ withQueryParameters: false, withFragments: false, validSchemes: ["http", "https"] })
          .filter((url) => !/[\\@]/.test(url)),
        fc.constantFrom("", "https://api.acme.example", "https://api.acme.example/v1"),
        (random, prefix) => {
          const baseUrl = prefix === "" ? random : `${prefix}${random.replace(/^https?:\/\//, ".")}`;
          const result = resolveBaseUrl({ baseUrl, env: {} }, acme);
          expect(result.official).toBe(own.includes(result.url));
          if (result.ownOrigin) expect(new URL(result.url).host).toBe("api.acme.example");
        },
      ),
    );
  });
});
