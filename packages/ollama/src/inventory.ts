/**
 * The calls beside chat: what the server has, what is loaded, and in what state.
 *
 * @see https://docs.ollama.com/api/tags (read 2026-11-20)
 * @see https://docs.ollama.com/api/ps (read 2026-11-20)
 */
import { type CallOptions, DialectError, type Json, type JsonObject, type ModelInfo } from "@dialect/core";
import { readContextLength } from "./quirks/read-capabilities.js";
import type { Endpoint } from "./settings.js";

/** One plain request with the key of the provider. */
export type Call = (
  endpoint: Endpoint,
  body: JsonObject | undefined,
  options: CallOptions | undefined,
  model?: string,
) => Promise<string>;

/** A model that is loaded. */
export interface RunningModel {
  readonly id: string;
  /** Tokens of the context window in force; a longer prompt loses its oldest messages. */
  readonly contextLength?: number;
  readonly sizeBytes?: number;
  /** How much of it is on the graphics card. */
  readonly vramBytes?: number;
  /** When it is unloaded, unless it is used. */
  readonly expiresAt?: string;
  readonly raw: Json;
}

/** `GET /api/tags`: what has been pulled. */
export async function listModels(call: Call, options: CallOptions | undefined): Promise<readonly ModelInfo[]> {
  return listOf(parse(await call("tags", undefined, options), "tags"), "tags").map((raw): ModelInfo => {
    const details = raw["details"];
    const length = isObject(details) ? details["context_length"] : undefined;
    return { id: idOf(raw, "tags"), ...(typeof length === "number" ? { contextWindow: length } : {}), raw };
  });
}

/** `POST /api/show`. @throws DialectError `model_not_found` with the command that pulls it */
export async function showModel(call: Call, model: string, options: CallOptions | undefined): Promise<JsonObject> {
  return parse(await call("show", { model }, options, model), "show");
}

export async function findModel(call: Call, model: string, options: CallOptions | undefined): Promise<ModelInfo> {
  const raw = await showModel(call, model, options);
  const contextWindow = readContextLength(raw);
  return { id: model, ...(contextWindow === undefined ? {} : { contextWindow }), raw };
}

/** `GET /api/ps`: what is loaded now. */
export async function listRunning(call: Call, options: CallOptions | undefined): Promise<readonly RunningModel[]> {
  return listOf(parse(await call("ps", undefined, options), "ps"), "ps").map((raw): RunningModel => {
    const number = (name: string): number | undefined => (typeof raw[name] === "number" ? raw[name] : undefined);
    const [context, size, vram] = [number("context_length"), number("size"), number("size_vram")];
    return {
      id: idOf(raw, "ps"),
      ...(context === undefined ? {} : { contextLength: context }),
      ...(size === undefined ? {} : { sizeBytes: size }),
      ...(vram === undefined ? {} : { vramBytes: vram }),
      ...(typeof raw["expires_at"] === "string" ? { expiresAt: raw["expires_at"] } : {}),
      raw,
    };
  });
}

/**
 * An empty `/api/chat` loads a model, or unloads it with `keep_alive: 0`; `done_reason` says which.
 *
 * @see https://docs.ollama.com/faq (read 2026-11-20)
 */
export async function setLoaded(
  call: Call,
  model: string,
  wanted: "load" | "unload",
  fields: JsonObject,
  options: CallOptions | undefined,
): Promise<void> {
  const body = { model, messages: [], stream: false, ...fields, ...(wanted === "unload" ? { keep_alive: 0 } : {}) };
  const answer = parse(await call("native", body, options, model), "chat");
  if (answer["done_reason"] === wanted) return;
  throw new DialectError("provider_error", {
    message: `The server was asked to ${wanted} "${model}" and answered with done_reason ${JSON.stringify(answer["done_reason"] ?? null)}.`,
    provider: "ollama",
    model,
  });
}

export async function readVersion(call: Call, options: CallOptions | undefined): Promise<string> {
  const version = parse(await call("version", undefined, options), "version")["version"];
  if (typeof version !== "string") throw unreadable("version", "no version");
  return version;
}

function listOf(body: JsonObject, endpoint: string): readonly JsonObject[] {
  const models = body["models"];
  if (!Array.isArray(models) || !(models as readonly Json[]).every(isObject))
    throw unreadable(endpoint, "no list of models");
  return models as readonly JsonObject[];
}

function idOf(raw: JsonObject, endpoint: string): string {
  const id = raw["name"] ?? raw["model"];
  if (typeof id !== "string") throw unreadable(endpoint, "a model without a name");
  return id;
}

function parse(text: string, endpoint: string): JsonObject {
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch {
    throw unreadable(endpoint, `text that is not JSON: ${text.trim().slice(0, 120)}`);
  }
  if (!isObject(body)) throw unreadable(endpoint, "JSON that is no object");
  return body;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(endpoint: string, what: string): DialectError {
  return new DialectError("unexpected_content_type", {
    message: `The answer to the ${endpoint} call has ${what}.`,
    provider: "ollama",
    hint: "Check the base URL: it is the root of an Ollama server.",
  });
}
