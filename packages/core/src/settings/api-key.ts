/**
 * Which key a request carries. A key of the environment goes only to the vendor's own origins, or to a base URL that
 * came from the same vendor's variable; a base URL given in code needs its key in code.
 */
import type { JsonObject } from "../contract/json.js";
import { DialectError } from "../error.js";
import type { BaseUrl, VendorEndpoint } from "./base-url.js";
import { describeFault } from "./header-value.js";
import { type CommonSettings, type EnvRef, readVariable } from "./settings.js";

export interface ResolvedKey {
  /** Absent: send no Authorization header. */
  readonly key?: string;
  readonly from: "code" | "environment" | "none";
  /** The variable that it was read from. */
  readonly variable?: string;
}

/** What servers without auth are given by clients that insist on a key; it is none. */
const placeholder = "EMPTY";

/**
 * The key for a request, resolved before anything is sent and anew for each request.
 *
 * @throws {@link DialectError} `missing_api_key` with the way out, `invalid_setting` if the key cannot be in a header.
 */
export async function resolveApiKey(
  settings: CommonSettings,
  vendor: VendorEndpoint,
  base: BaseUrl,
): Promise<ResolvedKey> {
  const given = settings.apiKey;
  return typeof given === "function"
    ? checked(await callKey(given, vendor), "code", undefined, vendor, base)
    : keyAtHand(given, settings, vendor, base);
}

/**
 * The same checks without waiting, for `prepare()`: a key function is not called and taken to give a key.
 *
 * @returns whether an Authorization header is sent
 * @throws {@link DialectError} as {@link resolveApiKey}
 */
export function checkApiKey(
  settings: CommonSettings,
  vendor: VendorEndpoint,
  base: BaseUrl,
): { readonly sent: boolean } {
  const given = settings.apiKey;
  return { sent: typeof given === "function" || keyAtHand(given, settings, vendor, base).key !== undefined };
}

function keyAtHand(
  given: string | EnvRef | undefined,
  settings: CommonSettings,
  vendor: VendorEndpoint,
  base: BaseUrl,
): ResolvedKey {
  if (given === undefined) return keyOfEnvironment(settings, vendor, base);
  if (typeof given === "string") return checked(given, "code", undefined, vendor, base);
  const value = readVariable(given.env, settings.env);
  if (value === undefined)
    throw missing(
      vendor,
      `The variable ${given.env} is not set, and the setting apiKey asks for it.`,
      `Set ${given.env}.`,
    );
  return checked(value, "environment", given.env, vendor, base);
}

function keyOfEnvironment(settings: CommonSettings, vendor: VendorEndpoint, base: BaseUrl): ResolvedKey {
  const found = variableWithKey(settings, vendor);
  if (base.from === "code" && !base.ownOrigin) {
    if (found === undefined && vendor.auth === "optional") return { from: "none" };
    const name = found?.name ?? vendor.apiKeyVariables[0];
    throw missing(
      vendor,
      `The base URL ${base.url} is given in code, but no key for it.${found === undefined ? "" : ` ${found.name} is set, but goes only to the vendor's own servers.`}`,
      `Give apiKey beside baseUrl${name === undefined ? "" : `, apiKey: env("${name}") to send that variable there`}, or apiKey: "" if the server needs none.`,
    );
  }
  if (found !== undefined) return checked(found.value, "environment", found.name, vendor, base);
  if (vendor.auth === "optional") return { from: "none" };
  const names = vendor.apiKeyVariables.join(" or ");
  const or = base.ownOrigin ? "" : ` or apiKey: "" if the server needs none`;
  throw missing(
    vendor,
    `No key for ${base.url}.`,
    names === "" ? `Give apiKey${or}.` : `Set ${names}, or give apiKey${or}.`,
  );
}

function variableWithKey(
  settings: CommonSettings,
  vendor: VendorEndpoint,
): { name: string; value: string } | undefined {
  for (const name of vendor.apiKeyVariables) {
    const value = readVariable(name, settings.env);
    if (value !== undefined) return { name, value };
  }
  return undefined;
}

async function callKey(give: () => string | Promise<string>, vendor: VendorEndpoint): Promise<string> {
  let value: unknown;
  try {
    value = await give();
  } catch (cause) {
    throw new DialectError("missing_api_key", {
      message: "The apiKey function threw.",
      provider: vendor.provider,
      cause,
    });
  }
  if (typeof value === "string") return value;
  throw missing(
    vendor,
    `The apiKey function gave ${value === null ? "null" : typeof value} instead of a string.`,
    'Return "" to send no key.',
  );
}

function checked(
  key: string,
  from: "code" | "environment",
  variable: string | undefined,
  vendor: VendorEndpoint,
  base: BaseUrl,
): ResolvedKey {
  if (key === "" || key === placeholder) {
    if (vendor.auth === "optional" || !base.ownOrigin) return { from: "none" };
    throw missing(
      vendor,
      `${base.url} needs a key, and ${variable ?? "the setting apiKey"} ${key === "" ? "gives none" : `says "${placeholder}"`}.`,
      "Give the vendor's key.",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    throw new DialectError("invalid_setting", {
      message: `The key (${variable === undefined ? "setting apiKey" : `variable ${variable}`}) has ${describeFault(key)}.`,
      provider: vendor.provider,
      hint: "Keys are visible ASCII without spaces; a copied one often brings a line break or a typographic dash along.",
    });
  }
  return { key, from, ...(variable === undefined ? {} : { variable }) };
}

/** What `describe()` says of the key: whether it is set, from where, its length and whether it is usable; never the key. */
export function describeApiKey(settings: CommonSettings, vendor: VendorEndpoint, base: BaseUrl): JsonObject {
  const given = settings.apiKey;
  if (typeof given === "function") return { set: true, from: "code", kind: "function" };
  const variable =
    typeof given === "object" ? given.env : given === undefined ? variableWithKey(settings, vendor)?.name : undefined;
  const value =
    typeof given === "string" ? given : variable === undefined ? undefined : readVariable(variable, settings.env);
  if (value === undefined || value === "" || value === placeholder) {
    return { set: false, required: vendor.auth === "required" && base.ownOrigin, variables: vendor.apiKeyVariables };
  }
  return {
    set: true,
    from: variable === undefined ? "code" : "environment",
    ...(variable === undefined ? {} : { variable }),
    length: value.length,
    ascii: /^[\x21-\x7e]+$/.test(value),
    // A key of the environment does not go to a base URL that was given in code.
    sent: given !== undefined || base.from !== "code" || base.ownOrigin,
  };
}

function missing(vendor: VendorEndpoint, message: string, hint: string): DialectError {
  return new DialectError("missing_api_key", { message, provider: vendor.provider, hint });
}
