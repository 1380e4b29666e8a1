import { type CallOptions, DialectError, type Json, type JsonObject, type ModelInfo } from "@dialect/core";

/** What is left on an account. */
export interface Balance {
  /** Whether requests are served. */
  readonly available: boolean;
  readonly balances: readonly {
    /** `CNY` or `USD` */
    readonly currency: string;
    /** Amounts as the decimal texts that the vendor sends. */
    readonly total: string;
    readonly granted: string;
    readonly toppedUp: string;
  }[];
  readonly raw: Json;
}

/** One plain GET with the key of the provider. */
export type Get = <T>(
  endpoint: "models" | "balance",
  options: CallOptions | undefined,
  /** What it throws gets the request and what arrived. */
  read: (text: string) => T,
) => Promise<T>;

/** `GET /models`: ids only, no capabilities. @see https://api-docs.deepseek.com/api/list-models (read 2026-11-20) */
export function listModels(get: Get, options: CallOptions | undefined): Promise<readonly ModelInfo[]> {
  return get("models", options, readModels);
}

function readModels(text: string): readonly ModelInfo[] {
  const body = parse(text, "models");
  const data = body["data"];
  if (!Array.isArray(data)) throw unreadable("models", "no list in data");
  return (data as readonly Json[]).map((raw): ModelInfo => {
    const id = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as JsonObject)["id"] : undefined;
    if (typeof id !== "string") throw unreadable("models", "a model without an id");
    return { id, raw };
  });
}

/** @throws DialectError `model_not_found`, with the models that are offered. */
export async function findModel(get: Get, model: string, options: CallOptions | undefined): Promise<ModelInfo> {
  const offered = await listModels(get, options);
  const found = offered.find((one) => one.id === model);
  if (found !== undefined) return found;
  throw new DialectError("model_not_found", {
    message: `The server does not offer "${model}".`,
    provider: "deepseek",
    model,
    hint: `It offers: ${offered.map((one) => one.id).join(", ") || "nothing"}.`,
  });
}

/** `GET /user/balance`. @see https://api-docs.deepseek.com/api/get-user-balance (read 2026-11-20) */
export function readBalance(get: Get, options: CallOptions | undefined): Promise<Balance> {
  return get("balance", options, balanceOf);
}

function balanceOf(text: string): Balance {
  const raw = parse(text, "balance");
  const available = raw["is_available"];
  const infos = raw["balance_infos"];
  if (typeof available !== "boolean" || !Array.isArray(infos))
    throw unreadable("balance", "no is_available or balance_infos");
  return {
    available,
    balances: (infos as readonly JsonObject[]).map((info) => ({
      currency: String(info["currency"]),
      total: String(info["total_balance"]),
      granted: String(info["granted_balance"]),
      toppedUp: String(info["topped_up_balance"]),
    })),
    raw,
  };
}

function parse(text: string, endpoint: string): JsonObject {
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch {
    throw unreadable(endpoint, `text that is not JSON: ${text.trim().slice(0, 120)}`);
  }
  if (typeof body !== "object" || body === null || Array.isArray(body))
    throw unreadable(endpoint, "JSON that is no object");
  return body as JsonObject;
}

function unreadable(endpoint: string, what: string): DialectError {
  return new DialectError("unexpected_content_type", {
    message: `The answer to the ${endpoint} call has ${what}.`,
    provider: "deepseek",
    hint: "Check the base URL; the vendor's is https://api.deepseek.com.",
  });
}
