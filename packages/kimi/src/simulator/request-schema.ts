import * as z from "zod/mini";
import { breachesOf, pathText, valueAt, type Breach } from "./breaches.js";
import type { Endpoint } from "./options.js";
import { ruleRefusal, type Refusal } from "./refusal.js";

/**
 * The documented request, strictly: a member that is not here is a stray one.
 *
 * @see https://platform.kimi.ai/docs/api/chat (read 2026-11-20)
 * @see https://github.com/MoonshotAI/kimi-code packages/agent-core-v2/src/kosong/provider/providers/kimi (read 2026-11-20)
 */
const flag = z.nullish(z.boolean());
const whole = z.nullish(z.int());
const decimal = z.nullish(z.number());
const word = z.nullish(z.string());

const tool = z.strictObject({
  type: z.enum(["function", "builtin_function"]),
  function: z.strictObject({
    name: z.string(),
    description: word,
    parameters: z.nullish(z.record(z.string(), z.unknown())),
    strict: flag,
  }),
});

const topLevel = z.strictObject({
  model: z.string(),
  messages: z.array(z.unknown()),
  thinking: z.nullish(
    z.strictObject({
      type: z.optional(z.enum(["enabled", "disabled"])),
      keep: z.nullish(z.enum(["all"])),
      effort: word,
    }),
  ),
  reasoning_effort: word,
  max_tokens: whole,
  max_completion_tokens: whole,
  temperature: decimal,
  top_p: decimal,
  n: whole,
  frequency_penalty: decimal,
  presence_penalty: decimal,
  logprobs: flag,
  top_logprobs: whole,
  stop: z.nullish(z.union([z.string(), z.array(z.string())])),
  stream: flag,
  stream_options: z.nullish(z.strictObject({ include_usage: flag })),
  response_format: z.nullish(
    z.union([
      z.strictObject({ type: z.enum(["text", "json_object"]) }),
      z.strictObject({
        type: z.literal("json_schema"),
        json_schema: z.strictObject({
          name: word,
          description: word,
          strict: flag,
          schema: z.record(z.string(), z.unknown()),
        }),
      }),
    ]),
  ),
  tools: z.nullish(z.array(tool)),
  tool_choice: z.nullish(
    z.union([
      z.enum(["none", "auto", "required"]),
      z.strictObject({ type: z.literal("function"), function: z.strictObject({ name: z.string() }) }),
    ]),
  ),
  prompt_cache_key: word,
  safety_identifier: word,
});

const url = z.union([z.string(), z.strictObject({ url: z.string() })]);
// Audio and files have rules of their own, so that the reader lets them through.
const part = z.union([
  z.strictObject({ type: z.literal("text"), text: z.string() }),
  z.strictObject({ type: z.literal("image_url"), image_url: url }),
  z.strictObject({ type: z.literal("video_url"), video_url: url }),
  z.looseObject({ type: z.enum(["input_audio", "file"]) }),
]);
const content = z.nullish(z.union([z.string(), z.array(part)]));

// `index` is on the calls that the vendor sends, so that a replay may carry it.
const call = z.strictObject({
  id: z.string(),
  type: z.enum(["function", "builtin_function"]),
  index: whole,
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});

const roles = ["system", "user", "assistant", "tool"] as const;
type Role = (typeof roles)[number];
const messages: Readonly<Record<Role, z.ZodMiniType>> = {
  system: z.strictObject({ role: z.literal("system"), content, name: word, tools: z.nullish(z.array(tool)) }),
  user: z.strictObject({ role: z.literal("user"), content, name: word }),
  assistant: z.strictObject({
    role: z.literal("assistant"),
    content,
    name: word,
    partial: flag,
    reasoning_content: word,
    tool_calls: z.nullish(z.array(call)),
  }),
  tool: z.strictObject({ role: z.literal("tool"), content, name: word, tool_call_id: z.string() }),
};

/**
 * Taken by the Kimi Code endpoint with 200; `reasoning` was seen ignored, of the others no effect was seen.
 *
 * @see https://github.com/akz142857/Halro docs/verification/kimi-code-subscription-evidence.md (read 2026-11-20)
 */
const takenByCode = ["reasoning", "seed", "user", "parallel_tool_calls"];

export interface SchemaFindings {
  readonly refusal: Refusal | undefined;
  /** Paths of stray members, which the vendor lets through. */
  readonly stray: readonly string[];
  /** Paths of members that were seen accepted without effect. */
  readonly idle: readonly string[];
}

export function checkSchema(body: unknown, endpoint: Endpoint): SchemaFindings {
  const breaches = [...breachesOf(topLevel, body)];
  const list = (body as { readonly messages?: unknown } | null)?.messages;
  for (const [index, message] of (Array.isArray(list) ? list : []).entries()) {
    const role = (message as { readonly role?: unknown } | null)?.role;
    const schema = roles.includes(role as Role) ? messages[role as Role] : z.looseObject({ role: z.enum(roles) });
    breaches.push(...breachesOf(schema, message, ["messages", index]));
  }
  const unknown = breaches.flatMap((breach) => breach.keys.map((key) => pathText([...breach.path, key])));
  const isTaken = (path: string): boolean => endpoint === "code" && takenByCode.includes(path);
  const first = breaches.find((breach) => breach.code !== "unrecognized_keys");
  return {
    refusal: first === undefined ? undefined : illegal(first, valueAt(body, first.path)),
    stray: unknown.filter((path) => !isTaken(path)),
    idle: unknown.filter(isTaken),
  };
}

/** The sentence was measured for `reasoning_effort` only: new-api fork, calibrated 2026-08-27 (read 2026-11-20). */
function illegal(breach: Breach, value: unknown): Refusal {
  const name = pathText(breach.path);
  if (value === undefined) return ruleRefusal(`Invalid request: the \`${name}\` field in the request is required`);
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return ruleRefusal(
    breach.expected === undefined
      ? `Invalid request: the \`${name}\` field in the request is illegal`
      : `Invalid request: the \`${name}\` field in the request (expected type ${breach.expected}) is illegal, and ${kind} is not acceptable`,
  );
}
