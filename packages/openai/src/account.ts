import { type CallOptions, DialectError, type Json, type JsonObject, type ModelInfo } from "@dialect/core";
import type { Call } from "./calls.js";

/** `GET /models`: ids, no capabilities. @see https://platform.openai.com/docs/api-reference/models/list (read 2026-11-20) */
export function listModels(call: Call, options: CallOptions | undefined): Promise<readonly ModelInfo[]> {
  return call({ endpoint: "models", method: "GET" }, options, ({ data }) => {
    if (!Array.isArray(data)) throw unreadable("no list in data");
    return (data as readonly Json[]).map(modelInfo);
  });
}

/**
 * `GET /models/{id}` on OpenAI's own base URLs; elsewhere the list, because servers that offer a model answer 404 there.
 *
 * @throws DialectError `model_not_found`
 */
export async function findModel(
  call: Call,
  model: string,
  official: boolean,
  options: CallOptions | undefined,
): Promise<ModelInfo> {
  if (official)
    return call(
      { endpoint: "models", method: "GET", path: `/${encodeURIComponent(model)}`, model },
      options,
      modelInfo,
    );
  const offered = await listModels(call, options);
  const found = offered.find(({ id }) => id === model);
  if (found !== undefined) return found;
  throw new DialectError("model_not_found", {
    message: `The server does not offer "${model}".`,
    provider: "openai",
    model,
    hint: `It offers: ${offered.map(({ id }) => id).join(", ") || "nothing"}.`,
  });
}

function modelInfo(raw: Json): ModelInfo {
  const id = typeof raw === "object" && raw !== null && !Array.isArray(raw) ? (raw as JsonObject)["id"] : undefined;
  if (typeof id !== "string") throw unreadable("a model without an id");
  return { id, raw };
}

function unreadable(what: string): DialectError {
  return new DialectError("unexpected_content_type", {
    message: `The answer of the models endpoint has ${what}.`,
    provider: "openai",
    hint: "Check the base URL; many servers want it to end in /v1.",
  });
}
