import * as z from "zod/mini";
import { breachesOf, pathText, valueAt } from "./breaches.js";
import { base64Fault, durationFault, unmarshalFault } from "./go-json.js";
import type { Draft } from "./job.js";
import type { Ignored } from "./options.js";
import { refuse, type Refusal } from "./refusal.js";
import { droppedKeywords } from "./tool-schema.js";

/**
 * The native request, strictly: a member that is not here is a stray one.
 *
 * @see https://github.com/ollama/ollama at fb30760 api/types.go, docs/api.md (read 2026-11-20)
 */
const flag = z.nullish(z.boolean());
const word = z.nullish(z.string());
const schema = z.strictObject({
  model: word,
  messages: z.nullish(
    z.array(
      z.strictObject({
        role: word,
        content: word,
        thinking: word,
        images: z.nullish(z.array(z.string())),
        tool_calls: z.nullish(
          z.array(
            z.strictObject({
              id: word,
              function: z.strictObject({ index: z.nullish(z.int()), name: word, arguments: z.optional(z.unknown()) }),
            }),
          ),
        ),
        tool_name: word,
        tool_call_id: word,
      }),
    ),
  ),
  stream: flag,
  format: z.optional(z.unknown()),
  options: z.nullish(z.record(z.string(), z.unknown())),
  tools: z.nullish(z.array(toolSchema())),
  think: z.optional(z.unknown()),
  keep_alive: z.optional(z.unknown()),
  truncate: flag,
  shift: flag,
  logprobs: flag,
  top_logprobs: z.nullish(z.int()),
  _debug_render_only: flag,
});

/** Of both endpoints; `strict` is let in by `/v1` and dropped. */
export function toolSchema(): z.ZodMiniType {
  return z.strictObject({
    type: word,
    function: z.strictObject({
      name: z.string(),
      description: word,
      parameters: z.optional(z.unknown()),
      strict: flag,
    }),
  });
}

interface Body {
  readonly model?: string | null;
  readonly messages?: readonly Message[] | null;
  readonly stream?: boolean | null;
  readonly format?: unknown;
  readonly options?: Readonly<Record<string, unknown>> | null;
  readonly tools?: readonly { readonly function: { readonly name: string; readonly parameters?: unknown } }[] | null;
  readonly think?: boolean | string | null;
  readonly keep_alive?: unknown;
  readonly truncate?: boolean | null;
  readonly logprobs?: boolean | null;
  readonly top_logprobs?: number | null;
}

interface Message {
  readonly role?: string | null;
  readonly content?: string | null;
  readonly images?: readonly string[] | null;
  readonly tool_calls?: readonly { readonly function: { readonly arguments?: unknown } }[] | null;
}

export interface Reading {
  readonly draft: Draft;
  /** Paths of stray members. */
  readonly stray: readonly string[];
  readonly ignored: readonly Omit<Ignored, "request">[];
  /** No messages: the model is loaded, or with `true` unloaded. */
  readonly unload?: boolean;
}

/** The recorded sentences: ../../test/wire (router and real server, 2026-11-20/21). */
export function readNative(json: unknown): Reading | Refusal {
  const breaches = breachesOf(schema, json);
  const wrong = breaches.find((breach) => breach.code !== "unrecognized_keys");
  if (wrong !== undefined) {
    return refuse(
      400,
      unmarshalFault("ChatRequest", wrong.path, valueAt(json, wrong.path), wrong.expected ?? "string"),
    );
  }
  const body = json as Body;
  const fault = decodeFault(body);
  if (fault !== undefined) return refuse(400, fault);
  const messages = body.messages ?? [];
  return {
    draft: {
      endpoint: "native",
      name: body.model ?? "",
      messages: messages.map((message, place) => ({
        role: message.role ?? "",
        content: message.content ?? "",
        hasImages: (message.images?.length ?? 0) > 0,
        place,
      })),
      tools: (body.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
      format: body.format === "" || body.format === null ? undefined : body.format,
      think: body.think ?? undefined,
      options: body.options ?? {},
      truncate: body.truncate ?? true,
      stream: body.stream ?? true,
      tail: false,
      logprobs: body.logprobs === true ? { top: body.top_logprobs ?? 0 } : undefined,
    },
    stray: breaches.flatMap((breach) => breach.keys.map((key) => pathText([...breach.path, key]))),
    ignored: droppedKeywords(body.tools ?? []),
    ...(messages.length === 0 ? { unload: isZero(body.keep_alive) } : {}),
  };
}

const isZero = (keepAlive: unknown): boolean =>
  keepAlive === 0 || (typeof keepAlive === "string" && /^0\D*$/.test(keepAlive));

/** What the decoder refuses beside wrong types. */
function decodeFault(body: Body): string | undefined {
  for (const message of body.messages ?? []) {
    for (const image of message.images ?? []) {
      const fault = base64Fault(image);
      if (fault !== undefined) return fault;
    }
    for (const call of message.tool_calls ?? []) {
      const given = call.function.arguments;
      // The decoder's sentence for a string, where an object is meant.
      if (typeof given !== "object" || given === null)
        return "Value looks like object, but can't find closing '}' symbol";
    }
  }
  const { think, keep_alive: keepAlive, top_logprobs: top } = body;
  if (think != null && typeof think !== "boolean" && !["high", "medium", "low", "max"].includes(think))
    return `invalid think value: ${JSON.stringify(think)} (must be "high", "medium", "low", "max", true, or false)`;
  if (typeof keepAlive === "string") {
    const fault = durationFault(keepAlive);
    if (fault !== undefined) return fault;
  }
  return top != null && (top < 0 || top > 20) ? "top_logprobs must be between 0 and 20" : undefined;
}
