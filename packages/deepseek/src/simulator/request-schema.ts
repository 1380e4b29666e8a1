import * as z from "zod/mini";
import { breachesOf, pathText, type Breach } from "./breaches.js";
import type { Path } from "./json-position.js";

/**
 * The documented request, strictly: a member that is not here is a stray one.
 *
 * @see https://api-docs.deepseek.com/api/create-chat-completion (read 2026-11-20)
 */
export const efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
export const roles = ["system", "user", "assistant", "tool", "latest_reminder"] as const;

const flag = z.nullish(z.boolean());
const whole = z.nullish(z.int());
const decimal = z.nullish(z.number());

const tool = z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: z.string(),
    description: z.nullish(z.string()),
    parameters: z.nullish(z.record(z.string(), z.unknown())),
    strict: flag,
  }),
});

const topLevel = z.strictObject({
  model: z.string(),
  messages: z.array(z.unknown()),
  thinking: z.nullish(z.strictObject({ type: z.enum(["enabled", "disabled", "adaptive"]) })),
  reasoning_effort: z.nullish(z.enum(efforts)),
  max_tokens: whole,
  temperature: decimal,
  top_p: decimal,
  frequency_penalty: decimal,
  presence_penalty: decimal,
  stop: z.nullish(z.union([z.string(), z.array(z.string())])),
  stream: flag,
  stream_options: z.nullish(z.strictObject({ include_usage: flag })),
  // json_schema comes with a member of its own; the rule that refuses it has its own words.
  response_format: z.nullish(z.looseObject({ type: z.enum(["text", "json_object", "json_schema"]) })),
  tools: z.nullish(z.array(tool)),
  tool_choice: z.nullish(
    z.union([
      z.enum(["none", "auto", "required"]),
      z.strictObject({ type: z.literal("function"), function: z.strictObject({ name: z.string() }) }),
    ]),
  ),
  logprobs: flag,
  top_logprobs: whole,
  user_id: z.nullish(z.string()),
});

const text = z.strictObject({ type: z.literal("text"), text: z.string() });
const parts = z.array(
  z.discriminatedUnion("type", [
    text,
    z.strictObject({
      type: z.literal("image_url"),
      image_url: z.strictObject({ url: z.string(), detail: z.nullish(z.string()) }),
    }),
    z.strictObject({ type: z.literal("file"), file_id: z.string() }),
  ]),
);
const content = z.union([z.string(), parts]);
const name = z.nullish(z.string());

// `index` is no documented member, but the vendor's own non-streamed answers carry it, so that a replay may.
const call = z.strictObject({
  id: z.string(),
  type: z.literal("function"),
  index: whole,
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});

const messages: Readonly<Record<(typeof roles)[number], z.ZodMiniType>> = {
  system: z.strictObject({ role: z.literal("system"), content, name }),
  latest_reminder: z.strictObject({ role: z.literal("latest_reminder"), content }),
  user: z.strictObject({ role: z.literal("user"), content, name }),
  assistant: z.strictObject({
    role: z.literal("assistant"),
    content: z.nullish(content),
    name,
    prefix: flag,
    reasoning_content: z.nullish(z.string()),
    tool_calls: z.nullish(z.array(call)),
  }),
  tool: z.strictObject({ role: z.literal("tool"), content, tool_call_id: z.string() }),
};
const anyRole = z.looseObject({ role: z.enum(roles) });

export interface SchemaFindings {
  /** The first thing that the vendor's reader would refuse. */
  readonly refused: Breach | undefined;
  /** Paths of stray members, which the vendor lets through. */
  readonly stray: readonly string[];
}

export function checkSchema(body: unknown): SchemaFindings {
  const breaches = [...breachesOf(topLevel, body)];
  const list = (body as { readonly messages?: unknown } | null)?.messages;
  if (Array.isArray(list))
    list.forEach((message, index) => breaches.push(...breachesOfMessage(message, ["messages", index])));
  return {
    refused: breaches.find((breach) => breach.code !== "unrecognized_keys"),
    stray: breaches.flatMap((breach) => breach.keys.map((key) => pathText([...breach.path, key]))),
  };
}

function breachesOfMessage(message: unknown, path: Path): readonly Breach[] {
  const wrongRole = breachesOf(anyRole, message, path);
  if (wrongRole.length > 0) return wrongRole;
  return breachesOf(messages[(message as { readonly role: (typeof roles)[number] }).role], message, path);
}
