import type { LoggedRequest, Reply } from "@dialect/simulator";
import type { Desk } from "./chat.js";
import { jsonFault } from "./go-json.js";
import { canDo, missingModel } from "./inventory.js";
import { tokensIn } from "./job-rules.js";
import { refuse, type Refusal } from "./refusal.js";

/** Vectors of eight numbers. Members as recorded: embed-model-api-embed, embed-model-v1-embeddings, embeddings (2026-11-21). */
export function embed(
  request: LoggedRequest,
  reply: Reply,
  endpoint: "native" | "v1",
  { inventory }: Desk,
): Refusal | undefined {
  if (request.json === undefined) return refuse(400, jsonFault(request.text));
  const body = request.json as { readonly model?: string; readonly input?: unknown; readonly encoding_format?: string };
  const name = body.model ?? "";
  if (name === "") return refuse(400, "model is required");
  const model = inventory.find(name);
  if (model === undefined) return refuse(404, missingModel(name));
  if (!canDo(model, "embedding"))
    return refuse(501, "This server does not support embeddings. Start it with `--embeddings`");
  const inputs = (Array.isArray(body.input) ? (body.input as readonly unknown[]) : [body.input ?? ""]).map(String);
  const tokens = inputs.reduce((sum, text) => sum + Math.max(1, tokensIn(text)), 0);
  const vectors = inputs.map(vectorOf);
  if (endpoint === "native") {
    const timing = { total_duration: 258_381_657, load_duration: 254_080_193, prompt_eval_count: tokens };
    reply.json(
      200,
      { model: name, embeddings: vectors, ...timing },
      { "content-type": "application/json; charset=utf-8" },
    );
    return undefined;
  }
  const data = vectors.map((vector, index) => ({
    object: "embedding",
    embedding: body.encoding_format === "base64" ? packed(vector) : vector,
    index,
  }));
  reply.json(200, { object: "list", data, model: name, usage: { prompt_tokens: tokens, total_tokens: tokens } });
  return undefined;
}

/** A unit vector that the text decides. */
function vectorOf(text: string): readonly number[] {
  const sums = Array.from({ length: 8 }, () => 1);
  [...text].forEach((sign, at) => {
    sums[at % 8] = (sums[at % 8] ?? 0) + (sign.codePointAt(0) ?? 0);
  });
  const length = Math.hypot(...sums);
  return sums.map((sum) => Math.fround(sum / length));
}

function packed(vector: readonly number[]): string {
  return Buffer.from(new Float32Array(vector).buffer).toString("base64");
}
