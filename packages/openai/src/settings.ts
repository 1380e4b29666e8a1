import { type CommonSettings, DialectError, type JsonObject, type Timeouts } from "@dialect/core";
import {
  type AnyRow,
  type BaseUrl,
  checkHeaderValue,
  checkSettings,
  readVariable,
  type VendorEndpoint,
} from "@dialect/core/provider";
import type { Added } from "./routes/route.js";

export interface OpenAISettings extends CommonSettings {
  /**
   * Which wire every model of this provider speaks, unless `chat()` says otherwise.
   *
   * @defaultValue `"responses"` on OpenAI's own base URLs, `"chat"` on every other
   */
  readonly api?: "responses" | "chat";
  /** Sent as `OpenAI-Organization`. @defaultValue `OPENAI_ORG_ID`, where its key may go too */
  readonly organization?: string;
  /** Sent as `OpenAI-Project`. @defaultValue `OPENAI_PROJECT_ID`, where its key may go too */
  readonly project?: string;
  /** Appended to the base URL by every call of the kind. */
  readonly paths?: Partial<Paths>;
  /** Switches off, with `false`, what a request gets without being asked for; `true` sends it to a custom base URL too. */
  readonly added?: Partial<Added>;
}

/** @defaultValue `/chat/completions`, `/responses`, `/models`, `/files`, `/embeddings` */
export interface Paths {
  readonly chat: string;
  readonly responses: string;
  readonly models: string;
  readonly files: string;
  readonly embeddings: string;
}

export const defaultPaths: Paths = {
  chat: "/chat/completions",
  responses: "/responses",
  models: "/models",
  files: "/files",
  embeddings: "/embeddings",
};

/** The vendor's own base URLs, and where they are documented. Everything else is a custom base URL. */
export const ownBaseUrls = [
  {
    url: "https://api.openai.com/v1",
    source: "https://platform.openai.com/docs/api-reference/introduction",
    read: "2026-11-20",
  },
  // European data residency; documented, not verified by a call.
  {
    url: "https://eu.api.openai.com/v1",
    source: "https://platform.openai.com/docs/guides/your-data",
    read: "2026-11-20",
  },
] as const;

export const vendor: VendorEndpoint = {
  provider: "openai",
  defaultBaseUrl: "https://api.openai.com/v1",
  baseUrlVariable: "OPENAI_BASE_URL",
  ownBaseUrls: ownBaseUrls.map(({ url }) => url),
  apiKeyVariables: ["OPENAI_API_KEY"],
  auth: "required",
};

/** Every variable that this package reads. */
export const environment = ["OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"] as const;

/**
 * `firstEventMs`, `answerMs`: reasoning models may think for minutes before the first byte. `idleMs`: 120 s on the
 * vendor's own servers, where tokens flow once they flow; 600 s on a custom base URL, which may be a local server.
 */
export function defaultTimeouts(base: BaseUrl): Required<Timeouts> {
  return { connectMs: 10_000, firstEventMs: 600_000, idleMs: base.official ? 120_000 : 600_000, answerMs: 600_000 };
}

const own = ["api", "organization", "project", "paths", "added"];
const addedNames = ["storeFalse", "encryptedReasoning", "streamUsage"];

/** @throws DialectError `invalid_setting`, naming the setting. */
export function checkOwnSettings(settings: OpenAISettings): void {
  checkSettings(settings, own, vendor.provider);
  if (settings.api !== undefined) checkRouteName(settings.api, 'The setting "api"');
  for (const [name, path] of Object.entries(members(settings.paths, "paths", Object.keys(defaultPaths)))) {
    if (typeof path === "string" && /^\/[^/\s?#\\][^\s?#\\]*$/.test(path)) continue;
    throw invalid(
      `The setting "paths.${name}" is ${JSON.stringify(path)}; it must start with one "/" and have no query.`,
    );
  }
  for (const [name, value] of Object.entries(members(settings.added, "added", addedNames))) {
    if (typeof value !== "boolean") throw invalid(`The setting "added.${name}" must be true or false.`);
  }
}

/** @throws DialectError `invalid_setting` */
export function checkRouteName(name: unknown, place: string): void {
  if (name === "responses" || name === "chat") return;
  throw invalid(`${place} is ${JSON.stringify(name)}; it must be "responses" or "chat".`);
}

function members(value: object | undefined, setting: string, known: readonly string[]): Record<string, unknown> {
  if (value === undefined) return {};
  if (typeof value !== "object" || value === null) throw invalid(`The setting "${setting}" must be an object.`);
  const given = Object.entries(value).filter(([, member]) => member !== undefined);
  const unknown = given.find(([name]) => !known.includes(name));
  if (unknown !== undefined) {
    throw invalid(`The setting "${setting}" has the unknown member "${unknown[0]}"; known are ${known.join(", ")}.`);
  }
  return Object.fromEntries(given);
}

/** The URL of each kind of call. */
export function endpoints(base: BaseUrl, settings: OpenAISettings): Paths {
  const paths = { ...defaultPaths, ...settings.paths };
  return {
    chat: base.url + paths.chat,
    responses: base.url + paths.responses,
    models: base.url + paths.models,
    files: base.url + paths.files,
    embeddings: base.url + paths.embeddings,
  };
}

/** `OpenAI-Organization` and `OpenAI-Project`. From the environment they go only where the environment's key may go. */
export function accountHeaders(settings: OpenAISettings, base: BaseUrl): Record<string, string> {
  const ambient = base.ownOrigin || base.from === "environment";
  const read = (name: string): string | undefined => (ambient ? readVariable(name, settings.env) : undefined);
  const organization = settings.organization ?? read("OPENAI_ORG_ID");
  const project = settings.project ?? read("OPENAI_PROJECT_ID");
  const check = (name: string, value: string): string =>
    checkHeaderValue(name, value, `the ${name} setting`, vendor.provider);
  return {
    ...(organization === undefined ? {} : { "openai-organization": check("OpenAI-Organization", organization) }),
    ...(project === undefined ? {} : { "openai-project": check("OpenAI-Project", project) }),
  };
}

/** What a request gets unasked: only what the row says the server takes, unless the setting insists. */
export function addedBy({ added = {} }: OpenAISettings, row: AnyRow): Added {
  const takes = (cell: string): boolean => {
    const fact = row[cell];
    return fact !== undefined && "support" in fact && fact.support === "native";
  };
  return {
    storeFalse: added.storeFalse ?? takes("store"),
    encryptedReasoning: added.encryptedReasoning ?? takes("include"),
    streamUsage: added.streamUsage ?? takes("streamUsage"),
  };
}

/** For `describe()`: names of the variables that are set, never their values. */
export function variablesSet(settings: OpenAISettings): JsonObject {
  return Object.fromEntries(environment.map((name) => [name, readVariable(name, settings.env) !== undefined]));
}

function invalid(message: string): DialectError {
  return new DialectError("invalid_setting", { message, provider: vendor.provider });
}
