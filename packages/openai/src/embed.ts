import { type CallOptions, DialectError, type Json, type JsonObject } from "@dialect/core";
import type { Call } from "./calls.js";

export interface EmbedRequest {
  readonly model: string;
  /** One vector for each text. */
  readonly input: string | readonly string[];
  /** Shorter vectors, from `text-embedding-3` on. */
  readonly dimensions?: number;
  readonly user?: string;
}

export interface Embeddings {
  /** In the order of the input. */
  readonly vectors: readonly (readonly number[])[];
  /** The model that answered. */
  readonly model?: string;
  readonly usage?: { readonly input: number };
  readonly raw: Json;
}

const known = ["model", "input", "dimensions", "user"];

/**
 * One request; nothing is added to what was asked for.
 *
 * @throws DialectError `unknown_option`, `invalid_request`, `model_not_found`, `endpoint_not_supported`, …
 * @see https://platform.openai.com/docs/api-reference/embeddings/create (read 2026-11-20)
 */
export async function embed(call: Call, request: EmbedRequest, options: CallOptions | undefined): Promise<Embeddings> {
  const { model, input } = request;
  const texts: readonly unknown[] = Array.isArray(input) ? input : [input];
  const unknown = Object.keys(request).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw fault("unknown_option", `Unknown option "${unknown}"; embed() has ${known.join(", ")}.`);
  if (typeof model !== "string" || model === "") throw fault("invalid_request", "embed() needs a model.");
  const empty = texts.findIndex((text) => typeof text !== "string" || text === "");
  if (texts.length === 0 || empty >= 0)
    throw fault(
      "invalid_request",
      `embed() needs texts that are not empty; input${texts.length === 0 ? " has none" : `[${empty}] is none`}.`,
    );
  return call(
    { endpoint: "embeddings", method: "POST", contentType: "application/json", body: JSON.stringify(request), model },
    options,
    (raw) => read(raw, texts.length),
  );
}

function read(raw: JsonObject, asked: number): Embeddings {
  const { data } = raw;
  if (!Array.isArray(data) || data.length !== asked) {
    throw fault(
      "response_event_missing_field",
      `The answer has ${Array.isArray(data) ? data.length : "no list of"} vectors for ${asked} texts.`,
    );
  }
  const tokens = (raw["usage"] as JsonObject | null | undefined)?.["prompt_tokens"];
  return {
    vectors: inOrder(data as readonly JsonObject[]),
    ...(typeof raw["model"] === "string" ? { model: raw["model"] } : {}),
    ...(typeof tokens === "number" ? { usage: { input: tokens } } : {}),
    raw,
  };
}

/** Entries say their place; servers that leave it out answer in order. */
function inOrder(data: readonly JsonObject[]): readonly (readonly number[])[] {
  const vectors: (readonly number[] | undefined)[] = data.map(() => undefined);
  data.forEach((entry, position) => {
    const index = typeof entry["index"] === "number" ? entry["index"] : position;
    const vector = entry["embedding"];
    if (!Array.isArray(vector) || vector.some((number) => typeof number !== "number") || index >= data.length) {
      throw fault("response_event_missing_field", `data[${position}] has no embedding of numbers.`);
    }
    vectors[index] = vector as readonly number[];
  });
  const missing = vectors.indexOf(undefined);
  if (missing >= 0) throw fault("response_event_missing_field", `The answer has no vector for input[${missing}].`);
  return vectors as readonly (readonly number[])[];
}

function fault(code: string, message: string): DialectError {
  return new DialectError(code, { message, provider: "openai" });
}
