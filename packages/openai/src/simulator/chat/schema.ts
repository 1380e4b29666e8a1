import * as z from "zod/mini";
import { breachesOf, type Breach, type Path } from "../breaches.js";

/**
 * The documented request, strictly.
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create (read 2026-11-20)
 */
const flag = z.nullish(z.boolean());
const string = z.nullish(z.string());
const range = (low: number, high: number): z.ZodMiniType =>
  z.nullish(z.number().check(z.minimum(low), z.maximum(high)));
const name = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[a-zA-Z0-9_-]+$/));
const id = z.string().check(z.maxLength(64));

const format = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({
    type: z.literal("json_schema"),
    json_schema: z.strictObject({
      name,
      description: string,
      schema: z.optional(z.record(z.string(), z.unknown())),
      strict: flag,
    }),
  }),
]);

// Custom tools have another member; what the simulator does not play is told by name, not by the schema.
const tool = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("function"),
    function: z.strictObject({
      name,
      description: string,
      parameters: z.nullish(z.record(z.string(), z.unknown())),
      strict: flag,
    }),
  }),
  z.looseObject({ type: z.literal("custom") }),
]);

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.strictObject({ type: z.literal("function"), function: z.strictObject({ name: z.string() }) }),
  z.strictObject({
    type: z.literal("allowed_tools"),
    allowed_tools: z.strictObject({
      mode: z.enum(["auto", "required"]),
      tools: z.array(z.record(z.string(), z.unknown())),
    }),
  }),
]);

const fields = {
  model: z.string(),
  messages: z.array(z.unknown()).check(z.minLength(1)),
  max_tokens: z.nullish(z.int().check(z.minimum(1))),
  max_completion_tokens: z.nullish(z.int().check(z.minimum(1))),
  reasoning_effort: z.nullish(z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"])),
  verbosity: z.nullish(z.enum(["low", "medium", "high"])),
  temperature: range(0, 2),
  top_p: range(0, 1),
  frequency_penalty: range(-2, 2),
  presence_penalty: range(-2, 2),
  logit_bias: z.nullish(z.record(z.string(), z.number())),
  logprobs: flag,
  top_logprobs: z.nullish(z.int().check(z.minimum(0), z.maximum(20))),
  stop: z.nullish(z.union([z.string(), z.array(z.string()).check(z.maxLength(4))])),
  seed: z.nullish(z.int()),
  n: z.nullish(z.int().check(z.minimum(1))),
  response_format: z.nullish(format),
  tools: z.nullish(z.array(tool).check(z.minLength(1), z.maxLength(128))),
  tool_choice: z.nullish(toolChoice),
  parallel_tool_calls: flag,
  stream: flag,
  stream_options: z.nullish(z.strictObject({ include_usage: flag, include_obfuscation: flag })),
  store: flag,
  metadata: z.nullish(z.record(z.string(), z.string())),
  service_tier: z.nullish(z.enum(["auto", "default", "flex", "priority", "fast"])),
  prompt_cache_key: string,
  prompt_cache_retention: string,
  safety_identifier: string,
  user: string,
  prediction: z.nullish(z.record(z.string(), z.unknown())),
  modalities: z.nullish(z.array(z.string())),
  audio: z.nullish(z.record(z.string(), z.unknown())),
  web_search_options: z.nullish(z.record(z.string(), z.unknown())),
};
const topLevel = z.strictObject(fields);
export const knownFields: readonly string[] = Object.keys(fields);

const text = z.strictObject({ type: z.literal("text"), text: z.string() });
const parts: Readonly<Record<string, z.ZodMiniType>> = {
  text,
  image_url: z.strictObject({
    type: z.literal("image_url"),
    image_url: z.strictObject({ url: z.string(), detail: string }),
  }),
  input_audio: z.strictObject({
    type: z.literal("input_audio"),
    input_audio: z.strictObject({ data: z.string(), format: z.string() }),
  }),
  refusal: z.strictObject({ type: z.literal("refusal"), refusal: z.string() }),
  audio: z.looseObject({ type: z.literal("audio") }),
  file: z.strictObject({
    type: z.literal("file"),
    file: z.strictObject({
      file_id: z.optional(z.string()),
      file_data: z.optional(z.string()),
      filename: z.optional(z.string()),
    }),
  }),
};
const anyPart = z.looseObject({ type: z.enum(["text", "image_url", "input_audio", "refusal", "audio", "file"]) });

const content = z.union([z.string(), z.array(z.unknown())]);
const call = z.strictObject({
  id,
  type: z.literal("function"),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
});
const messages = {
  system: z.strictObject({ role: z.literal("system"), content, name: string }),
  developer: z.strictObject({ role: z.literal("developer"), content, name: string }),
  user: z.strictObject({ role: z.literal("user"), content, name: string }),
  assistant: z.strictObject({
    role: z.literal("assistant"),
    content: z.nullish(content),
    refusal: string,
    name: string,
    audio: z.nullish(z.record(z.string(), z.unknown())),
    annotations: z.nullish(z.array(z.unknown())),
    tool_calls: z.optional(z.array(call).check(z.minLength(1))),
    function_call: z.nullish(z.strictObject({ name: z.string(), arguments: z.string() })),
  }),
  tool: z.strictObject({ role: z.literal("tool"), content, tool_call_id: id }),
  function: z.strictObject({ role: z.literal("function"), content: z.nullable(z.string()), name: z.string() }),
} as const;
const anyRole = z.looseObject({ role: z.enum(["system", "assistant", "user", "function", "tool", "developer"]) });

/** The first place where the body breaks the schema. */
export function schemaBreach(body: unknown): Breach | undefined {
  const top = breachesOf(topLevel, body)[0];
  if (top !== undefined) return top;
  for (const [index, message] of (body as { readonly messages: readonly unknown[] }).messages.entries()) {
    const breach = messageBreach(message, ["messages", index]);
    if (breach !== undefined) return breach;
  }
  return undefined;
}

function messageBreach(message: unknown, path: Path): Breach | undefined {
  const role = breachesOf(anyRole, message, path)[0];
  if (role !== undefined) return role;
  const known = message as { readonly role: keyof typeof messages; readonly content?: unknown };
  const own = breachesOf(messages[known.role], known, path)[0];
  if (own !== undefined || !Array.isArray(known.content)) return own;
  for (const [index, part] of known.content.entries()) {
    const breach = partBreach(part, [...path, "content", index]);
    if (breach !== undefined) return breach;
  }
  return undefined;
}

function partBreach(part: unknown, path: Path): Breach | undefined {
  const wrongType = breachesOf(anyPart, part, path)[0];
  if (wrongType !== undefined) return wrongType;
  return breachesOf(parts[(part as { readonly type: string }).type] ?? text, part, path)[0];
}
