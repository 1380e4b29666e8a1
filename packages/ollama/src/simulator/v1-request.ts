import * as z from "zod/mini";
import { breachesOf, pathText, valueAt } from "./breaches.js";
import { base64Fault, unmarshalFault } from "./go-json.js";
import type { JobMessage } from "./job.js";
import { toolSchema, type Reading } from "./native-request.js";
import type { Ignored } from "./options.js";
import { refuse, type Refusal } from "./refusal.js";
import { droppedKeywords } from "./tool-schema.js";

/**
 * The OpenAI-format request, as far as it has an effect.
 *
 * @see https://github.com/ollama/ollama at fb30760 openai/openai.go (read 2026-11-20)
 */
const flag = z.nullish(z.boolean());
const word = z.nullish(z.string());
const decimal = z.nullish(z.number());
const whole = z.nullish(z.int());
const schema = z.strictObject({
  model: word,
  messages: z.nullish(
    z.array(
      z.strictObject({
        role: word,
        content: z.optional(z.unknown()),
        name: word,
        reasoning: word,
        tool_calls: z.nullish(
          z.array(
            z.strictObject({
              id: word,
              index: whole,
              type: word,
              function: z.strictObject({ name: word, arguments: z.string() }),
            }),
          ),
        ),
        tool_call_id: word,
      }),
    ),
  ),
  stream: flag,
  stream_options: z.nullish(z.strictObject({ include_usage: flag })),
  max_tokens: whole,
  temperature: decimal,
  top_p: decimal,
  frequency_penalty: decimal,
  presence_penalty: decimal,
  seed: whole,
  stop: z.optional(z.unknown()),
  response_format: z.nullish(z.looseObject({ type: word })),
  tools: z.nullish(z.array(toolSchema())),
  reasoning_effort: word,
  reasoning: z.nullish(z.looseObject({ effort: word })),
  logprobs: flag,
  top_logprobs: whole,
});

/** Known to be taken with 200 and dropped: router recordings `v1 …` (2026-11-20), openai/openai.go (read 2026-11-20). */
const dropped = new Set(
  "max_completion_tokens n logit_bias tool_choice parallel_tool_calls user store num_ctx keep_alive options".split(" "),
);
const isDropped = (path: string): boolean => dropped.has(path) || /^messages\[\d+\]\.reasoning_content$/.test(path);

interface Body {
  readonly model?: string | null;
  readonly messages?: readonly Message[] | null;
  readonly stream?: boolean | null;
  readonly stream_options?: { readonly include_usage?: boolean | null } | null;
  readonly max_tokens?: number | null;
  readonly stop?: unknown;
  readonly response_format?: { readonly type?: string | null; readonly json_schema?: JsonSchemaFormat | null } | null;
  readonly tools?: readonly Tool[] | null;
  readonly reasoning_effort?: string | null;
  readonly reasoning?: { readonly effort?: string | null } | null;
  readonly logprobs?: boolean | null;
  readonly top_logprobs?: number | null;
  readonly [name: string]: unknown;
}

interface JsonSchemaFormat {
  readonly schema?: unknown;
  readonly strict?: unknown;
}

interface Tool {
  readonly function: { readonly name: string; readonly parameters?: unknown; readonly strict?: boolean | null };
}

interface Message {
  readonly role?: string | null;
  readonly content?: unknown;
  readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[] | null;
}

const efforts: Readonly<Record<string, boolean | string>> = {
  none: false,
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "max",
  ultra: "max",
  max: "max",
};

export function readV1(json: unknown): Reading | Refusal {
  const breaches = breachesOf(schema, json);
  const wrong = breaches.find((breach) => breach.code !== "unrecognized_keys");
  if (wrong !== undefined) {
    const expected = wrong.expected ?? "string";
    return refuse(400, unmarshalFault("ChatCompletionRequest", wrong.path, valueAt(json, wrong.path), expected));
  }
  const body = json as Body;
  if ((body.messages?.length ?? 0) === 0) return refuse(400, "[] is too short - 'messages'");
  const effort = body.reasoning?.effort ?? body.reasoning_effort ?? undefined;
  if (effort !== undefined && !(effort in efforts)) {
    const words = '"minimal", "low", "medium", "high", "xhigh", "ultra", "max", or "none"';
    return refuse(400, `invalid reasoning value: ${JSON.stringify(effort)} (must be ${words})`);
  }
  const messages = (body.messages ?? []).map(messagesOf);
  const bad = messages.find((one) => typeof one === "string");
  if (bad !== undefined) return refuse(400, bad as string);

  const unknown = breaches.flatMap((breach) => breach.keys.map((key) => pathText([...breach.path, key])));
  return {
    draft: {
      endpoint: "v1",
      name: body.model ?? "",
      messages: (messages as (readonly JobMessage[])[]).flat(),
      tools: (body.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
      format: formatOf(body),
      think: effort === undefined ? undefined : efforts[effort],
      options: optionsOf(body),
      truncate: true,
      stream: body.stream === true,
      tail: body.stream_options?.include_usage === true,
      logprobs: body.logprobs === true ? { top: body.top_logprobs ?? 0 } : undefined,
    },
    stray: unknown.filter((path) => !isDropped(path)),
    ignored: [...unknown.filter(isDropped).map(drop), ...quietDrops(body)],
  };
}

type Quiet = Omit<Ignored, "request">;
const drop = (path: string): Quiet => ({ path, why: "dropped" });

function quietDrops(body: Body): readonly Quiet[] {
  const format = body.response_format;
  const isKnown = format == null || ["text", "json_object", "json_schema"].includes(format.type ?? "");
  const tools = body.tools ?? [];
  return [
    ...(isKnown ? [] : [drop("response_format")]),
    ...(format?.json_schema?.strict === undefined ? [] : [drop("response_format.json_schema.strict")]),
    ...tools.flatMap((tool, index) => (tool.function.strict == null ? [] : [drop(`tools[${index}].function.strict`)])),
    ...droppedKeywords(tools),
    ...(body.messages ?? []).flatMap((message, index): readonly Quiet[] =>
      Array.isArray(message.content) && message.content.length > 1
        ? [{ path: `messages[${index}].content`, why: "split" }]
        : [],
    ),
  ];
}

/** Each part becomes a message of its own. A text is a refusal. */
function messagesOf(message: Message, place: number): readonly JobMessage[] | string {
  const role = message.role ?? "";
  const calls = message.tool_calls ?? [];
  if (calls.some((call) => !isJsonObject(call.function.arguments))) return "invalid tool call arguments";
  const { content } = message;
  if (typeof content === "string") return [{ role, content, hasImages: false, place }];
  if (content == null) {
    return calls.length > 0 ? [{ role, content: "", hasImages: false, place }] : "invalid message content type: <nil>";
  }
  if (!Array.isArray(content)) return `invalid message content type: ${typeof content}`;
  const read: JobMessage[] = [];
  for (const part of content as readonly {
    readonly type?: string;
    readonly text?: unknown;
    readonly image_url?: unknown;
  }[]) {
    const fault = part.type === "image_url" ? imageFault(part.image_url) : undefined;
    if (fault !== undefined) return fault;
    if (part.type !== "image_url" && (part.type !== "text" || typeof part.text !== "string"))
      return "invalid message format";
    read.push({ role, content: String(part.text ?? ""), hasImages: part.type === "image_url", place });
  }
  return read;
}

function imageFault(image: unknown): string | undefined {
  const url = typeof image === "string" ? image : String((image as { readonly url?: unknown } | undefined)?.url ?? "");
  if (/^https?:/.test(url)) return "image URLs are not currently supported, please use base64 encoded data instead";
  const data = /^data:[^,]*;base64,(.*)$/s.exec(url)?.[1];
  return data === undefined ? "invalid image input" : base64Fault(data);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function formatOf({ response_format: format }: Body): unknown {
  if (format?.type === "json_object") return "json";
  return format?.type === "json_schema" ? format.json_schema?.schema : undefined;
}

/** What is absent is not the model's default: temperature and top_p become 1. */
function optionsOf(body: Body): Readonly<Record<string, unknown>> {
  const same = ["frequency_penalty", "presence_penalty", "seed"].filter((name) => body[name] != null);
  const stop = typeof body.stop === "string" ? [body.stop] : body.stop;
  return {
    ...Object.fromEntries(same.map((name) => [name, body[name]])),
    ...(body.max_tokens == null ? {} : { num_predict: body.max_tokens }),
    ...(Array.isArray(stop) ? { stop } : {}),
    temperature: body["temperature"] ?? 1,
    top_p: body["top_p"] ?? 1,
  };
}
