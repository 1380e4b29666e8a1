import { type CallOptions, DialectError, type Json, type JsonObject, type ModelInfo } from "@dialect/core";
import { type Call, parseObject, unreadable } from "./calls.js";

/**
 * `GET /models`: ids and context windows. On Kimi Code it is served to every client, also to one whose turns are refused.
 *
 * @see https://platform.kimi.ai/docs/api/list-models (read 2026-11-20)
 */
export async function listModels(call: Call, options: CallOptions | undefined): Promise<readonly ModelInfo[]> {
  const { data } = parseObject(await call({ endpoint: "models", method: "GET" }, options), "models");
  if (!Array.isArray(data)) throw unreadable("models", "no list in data");
  return (data as readonly Json[]).map((raw): ModelInfo => {
    const model = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as JsonObject) : {};
    const { id } = model;
    const size = model["context_length"];
    if (typeof id !== "string") throw unreadable("models", "a model without an id");
    return { id, ...(typeof size === "number" && size > 0 ? { contextWindow: size } : {}), raw };
  });
}

/** @throws DialectError `model_not_found`, with the models that are offered. */
export async function findModel(call: Call, model: string, options: CallOptions | undefined): Promise<ModelInfo> {
  const offered = await listModels(call, options);
  const found = offered.find((one) => one.id === model);
  if (found !== undefined) return found;
  throw new DialectError("model_not_found", {
    message: `The server does not offer "${model}".`,
    provider: "kimi",
    model,
    hint: `It offers: ${offered.map((one) => one.id).join(", ") || "nothing"}.`,
  });
}
