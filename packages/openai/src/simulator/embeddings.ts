import * as z from "zod/mini";
import { breachesOf } from "./breaches.js";
import { unknownModel, unreadable } from "./chat/chat.js";
import type { Endpoint } from "./desk.js";
import { rateLimits } from "./headers.js";
import { embeddingModels } from "./model-table.js";
import { refuse } from "./refusal.js";
import { tokensIn } from "./tokens.js";
import { vendorText } from "./vendor-text.js";

/** @see https://platform.openai.com/docs/api-reference/embeddings/create (read 2026-11-20) */
const fields = {
  model: z.string(),
  input: z.union([
    z.string().check(z.minLength(1)),
    z.array(z.string()).check(z.minLength(1), z.maxLength(2048)),
    z.array(z.int()),
    z.array(z.array(z.int())),
  ]),
  dimensions: z.nullish(z.int().check(z.minimum(1))),
  encoding_format: z.nullish(z.enum(["float", "base64"])),
  user: z.nullish(z.string()),
};
const schema = z.strictObject(fields);

interface EmbeddingsBody {
  readonly model: string;
  readonly input: string | readonly string[];
  readonly dimensions?: number | null;
  readonly encoding_format?: "float" | "base64" | null;
}

/** `POST /v1/embeddings`: the same text has the same direction, nothing more is meant by the numbers. */
export const embeddings: Endpoint = ({ request, reply, headers }) => {
  if (request.json === undefined) return unreadable();
  const breach = breachesOf(schema, request.json)[0];
  if (breach !== undefined) return vendorText(breach, Object.keys(fields));
  const body = request.json as EmbeddingsBody;
  const model = embeddingModels.find((one) => one.id === body.model);
  if (model === undefined) return unknownModel(body.model);
  if (body.dimensions != null && !model.canShorten)
    return refuse("This model does not support specifying dimensions.", null);
  const texts = typeof body.input === "string" ? [body.input] : body.input;
  const data = texts.map((text, index) => {
    const vector = vectorOf(JSON.stringify(text), body.dimensions ?? model.dimensions);
    const embedding = body.encoding_format === "base64" ? Buffer.from(vector.buffer).toString("base64") : [...vector];
    return { object: "embedding", index, embedding };
  });
  const tokens = texts.reduce((sum, text) => sum + tokensIn(JSON.stringify(text)), 0);
  reply.json(
    200,
    { object: "list", data, model: body.model, usage: { prompt_tokens: tokens, total_tokens: tokens } },
    { ...headers, ...rateLimits(false) },
  );
  return undefined;
};

/** A unit vector. */
function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions);
  for (const [at, letter] of [...text].entries())
    vector[(at * 31 + (letter.codePointAt(0) ?? 0)) % dimensions] = ((letter.codePointAt(0) ?? 0) % 13) + 1;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
