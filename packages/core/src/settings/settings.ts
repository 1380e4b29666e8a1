import type { Timeouts } from "../contract/request.js";
import type { Transport } from "../contract/wire.js";
import { DialectError } from "../error.js";
import { checkHeaders, checkHeaderValue } from "./header-value.js";
import { didYouMean } from "./nearest-name.js";

/** Says in code that a key is to come from this environment variable. Made by `env(name)`. */
export interface EnvRef {
  readonly env: string;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A key, a function that gives one at each request, or the variable to read it from. */
export type ApiKey = string | EnvRef | (() => string | Promise<string>);

/** The settings that every provider has. */
export interface CommonSettings {
  /**
   * Without it, the provider's own environment variable is read, for the vendor's own origins and for a base URL that
   * came from the environment. `""` sends no key, where the server needs none.
   */
  readonly apiKey?: ApiKey;
  /** @defaultValue the provider's own environment variable, then the vendor's documented URL */
  readonly baseUrl?: string;
  /** Added to every request; a header that the provider computes cannot be replaced. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeouts?: Timeouts;
  /** `false` = one HTTP request per call. @defaultValue one retry of a transient failure before the first content */
  readonly retry?: false;
  /** @defaultValue undici on Node, `fetch` elsewhere */
  readonly transport?: Transport;
  /** @defaultValue the provider package's name and version */
  readonly userAgent?: string;
  /** Environment variables to read instead of the process's own. @defaultValue `process.env`, where there is one */
  readonly env?: Environment;
}

/** The names of {@link CommonSettings}. */
export const commonSettings: readonly string[] = [
  "apiKey",
  "baseUrl",
  "headers",
  "timeouts",
  "retry",
  "transport",
  "userAgent",
  "env",
];
const timeoutNames = ["connectMs", "firstEventMs", "idleMs", "answerMs"];

/** Reads a key from the environment variable `name`, wherever the base URL points. */
export function env(name: string): EnvRef {
  return { env: name };
}

/** A variable's value; a blank one counts as unset. */
export function readVariable(name: string, environment: Environment | undefined): string | undefined {
  const value = (environment ?? processEnvironment())[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}

// Looked up on each call: browsers have no `process`, and tests replace its `env`.
function processEnvironment(): Environment {
  return (globalThis as { process?: { env?: Environment } }).process?.env ?? {};
}

/**
 * Refuses unknown settings and wrong values of the common ones. `known` names the provider's own settings beside them.
 *
 * @throws {@link DialectError} `invalid_setting`, naming the nearest known setting; a value of a key is never shown.
 */
export function checkSettings(settings: object, known: readonly string[], provider: string): void {
  if (!isObject(settings) || Array.isArray(settings)) throw invalid(provider, "The settings must be an object.");
  const names = [...commonSettings, ...known];
  for (const [name, value] of Object.entries(settings)) {
    if (!names.includes(name)) {
      throw invalid(
        provider,
        `Unknown setting "${name}".${didYouMean(name, names)}`,
        `Known settings: ${names.join(", ")}.`,
      );
    }
    if (value !== undefined) checkValue(name, value, provider);
  }
}

function checkValue(name: string, value: unknown, provider: string): void {
  const wrong = (wanted: string): DialectError => invalid(provider, `The setting "${name}" must be ${wanted}.`);
  if (name === "apiKey") {
    const fits =
      typeof value === "string" || typeof value === "function" || (isObject(value) && typeof value["env"] === "string");
    if (!fits) throw wrong('a string, a function that gives one, or env("NAME")');
  }
  if (name === "baseUrl" && typeof value !== "string") throw wrong("a string");
  if (name === "retry" && value !== false) throw wrong("false, or absent for the one retry");
  if (name === "transport" && !(isObject(value) && typeof value["send"] === "function"))
    throw wrong("an object with a send method");
  if (name === "env" && !isObject(value)) throw wrong("an object of strings");
  if (name === "userAgent") checkHeaderValue("user-agent", value, 'the setting "userAgent"', provider);
  if (name === "headers") checkHeaders(value, 'the setting "headers"', provider);
  if (name === "timeouts") checkTimeouts(value, 'the setting "timeouts"', provider);
}

/** @throws {@link DialectError} `invalid_setting` for an unknown limit or one that is not a number of milliseconds. */
export function checkTimeouts(timeouts: unknown, where: string, provider: string): void {
  if (!isObject(timeouts))
    throw invalid(provider, `In ${where}: an object with ${timeoutNames.join(", ")} is expected.`);
  for (const [name, value] of Object.entries(timeouts)) {
    if (!timeoutNames.includes(name)) {
      throw invalid(provider, `In ${where}: unknown limit "${name}".${didYouMean(name, timeoutNames)}`);
    }
    if (value === undefined) continue;
    // setTimeout takes 2^31-1 ms at most and fires at once for more.
    if (typeof value !== "number" || !(value >= 0 && value <= 2_147_483_647)) {
      throw invalid(
        provider,
        `In ${where}: ${name} is ${String(value)}; it must be 0 (off) to 2147483647 milliseconds.`,
      );
    }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function invalid(provider: string, message: string, hint?: string): DialectError {
  return new DialectError("invalid_setting", { message, provider, hint });
}
