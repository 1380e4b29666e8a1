/**
 * Where a request goes, and whether that is the vendor itself: keys of the environment and the vendor's capability
 * rows depend on it (law: keys stay home).
 */
import { DialectError } from "../error.js";
import { type CommonSettings, readVariable } from "./settings.js";

/** What a provider's settings.ts says about its vendor. Plain data. */
export interface VendorEndpoint {
  /** Provider id. */
  readonly provider: string;
  /** The documented URL or local port; without one, the caller must give a base URL. */
  readonly defaultBaseUrl?: string;
  readonly baseUrlVariable?: string;
  /** The vendor's own base URLs, each origin and path, e.g. `https://api.acme.example/v1`. The default is always one. */
  readonly ownBaseUrls: readonly string[];
  /** The vendor's own variables for a key; the first that is not blank counts. */
  readonly apiKeyVariables: readonly string[];
  /** Whether the vendor's own servers need a key. */
  readonly auth: "required" | "optional";
}

export interface BaseUrl {
  /** Origin and path without a trailing slash. */
  readonly url: string;
  readonly from: "code" | "environment" | "default";
  /** The variable, when `from` is `environment`. */
  readonly variable?: string;
  /** Exactly one of the vendor's own base URLs: its capability rows apply. */
  readonly official: boolean;
  /** On one of the vendor's own origins: keys of the environment may go there. */
  readonly ownOrigin: boolean;
}

/**
 * Setting `baseUrl`, then the vendor's variable, then the documented default.
 *
 * @throws {@link DialectError} `invalid_setting` for an empty or malformed URL, another scheme than http(s), user info,
 *   a query or a fragment.
 */
export function resolveBaseUrl(settings: CommonSettings, vendor: VendorEndpoint): BaseUrl {
  const own = [...vendor.ownBaseUrls, ...(vendor.defaultBaseUrl === undefined ? [] : [vendor.defaultBaseUrl])].map(
    (url) => parse(url, "own base URL", vendor.provider),
  );
  const name = vendor.baseUrlVariable;
  const variable = name === undefined ? undefined : readVariable(name, settings.env);
  const place = (url: string): Pick<BaseUrl, "url" | "official" | "ownOrigin"> => ({
    url,
    official: own.includes(url),
    ownOrigin: own.some((one) => new URL(one).origin === new URL(url).origin),
  });
  if (settings.baseUrl !== undefined) {
    return { ...place(parse(settings.baseUrl, 'setting "baseUrl"', vendor.provider)), from: "code" };
  }
  if (name !== undefined && variable !== undefined) {
    return { ...place(parse(variable, `variable ${name}`, vendor.provider)), from: "environment", variable: name };
  }
  if (vendor.defaultBaseUrl === undefined) {
    throw new DialectError("invalid_setting", {
      message: `The provider "${vendor.provider}" has no base URL of its own.`,
      provider: vendor.provider,
      hint: `Give the setting "baseUrl"${name === undefined ? "" : ` or set ${name}`}.`,
    });
  }
  return { ...place(parse(vendor.defaultBaseUrl, "default base URL", vendor.provider)), from: "default" };
}

function parse(text: string, from: string, provider: string): string {
  const refuse = (why: string): DialectError =>
    new DialectError("invalid_setting", {
      message: `The ${from} ${why}.`,
      provider,
      hint: "Give an http(s) URL such as https://host.example/v1.",
    });
  if (text.trim() === "") throw refuse("is empty");
  // Checked on the text: a parser forgives line breaks and backslashes, and forgets an empty `?`, `#` or `@`.
  if (/[\s\\]/.test(text)) throw refuse("holds white space or a backslash");
  if (!/^https?:\/\/[^/?#]/i.test(text)) throw refuse("is not an http:// or https:// URL");
  if (text.includes("?") || text.includes("#")) throw refuse("has a query or a fragment");
  if (/^[^/]*\/\/[^/]*@/.test(text)) throw refuse("has user info");
  if (!URL.canParse(text)) throw refuse("cannot be parsed");
  const url = new URL(text);
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
