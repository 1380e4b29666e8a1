import * as z from "zod/mini";
import { breachesOf, type Breach } from "../breaches.js";
import { itemBreach } from "./item-schema.js";

/**
 * The documented request, strictly.
 *
 * @see https://platform.openai.com/docs/api-reference/responses/create (read 2026-11-20)
 */
const flag = z.nullish(z.boolean());
const string = z.nullish(z.string());
const name = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[a-zA-Z0-9_-]+$/));
const object = z.record(z.string(), z.unknown());

const format = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text") }),
  z.strictObject({ type: z.literal("json_object") }),
  z.strictObject({ type: z.literal("json_schema"), name, description: string, schema: object, strict: flag }),
]);

// Hosted tools have members of their own; what the simulator does not play is told by name, not by the schema.
const hosted = [
  "custom",
  "file_search",
  "web_search",
  "web_search_preview",
  "computer_use_preview",
  "mcp",
  "code_interpreter",
  "image_generation",
  "local_shell",
  "shell",
  "apply_patch",
  "tool_search",
] as const;
const tool = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("function"),
    name,
    description: string,
    parameters: z.nullish(object),
    strict: flag,
  }),
  z.looseObject({ type: z.enum(hosted) }),
]);

const toolChoice = z.union([
  z.enum(["none", "auto", "required"]),
  z.strictObject({ type: z.literal("function"), name: z.string() }),
  z.strictObject({ type: z.literal("allowed_tools"), mode: z.enum(["auto", "required"]), tools: z.array(object) }),
  z.strictObject({ type: z.enum(hosted), name: z.optional(z.string()), server_label: z.optional(z.string()) }),
]);

const fields = {
  model: z.string(),
  input: z.nullish(z.union([z.string(), z.array(z.unknown())])),
  instructions: string,
  max_output_tokens: z.nullish(z.int().check(z.minimum(16))),
  max_tool_calls: z.nullish(z.int()),
  reasoning: z.nullish(
    z.strictObject({
      effort: z.nullish(z.enum(["none", "minimal", "low", "medium", "high", "xhigh", "max"])),
      summary: z.nullish(z.enum(["auto", "concise", "detailed"])),
      mode: z.nullish(z.enum(["standard", "pro"])),
      context: z.nullish(z.enum(["current_turn", "all_turns"])),
    }),
  ),
  text: z.nullish(
    z.strictObject({ format: z.nullish(format), verbosity: z.nullish(z.enum(["low", "medium", "high"])) }),
  ),
  tools: z.nullish(z.array(tool)),
  tool_choice: z.nullish(toolChoice),
  parallel_tool_calls: flag,
  store: flag,
  previous_response_id: string,
  conversation: z.nullish(z.union([z.string(), object])),
  include: z.nullish(
    z.array(
      z.enum([
        "file_search_call.results",
        "web_search_call.results",
        "web_search_call.action.sources",
        "message.input_image.image_url",
        "computer_call_output.output.image_url",
        "code_interpreter_call.outputs",
        "reasoning.encrypted_content",
        "message.output_text.logprobs",
      ]),
    ),
  ),
  stream: flag,
  stream_options: z.nullish(z.strictObject({ include_obfuscation: flag })),
  temperature: z.nullish(z.number().check(z.minimum(0), z.maximum(2))),
  top_p: z.nullish(z.number().check(z.minimum(0), z.maximum(1))),
  top_logprobs: z.nullish(z.int().check(z.minimum(0), z.maximum(20))),
  truncation: z.nullish(z.enum(["auto", "disabled"])),
  metadata: z.nullish(z.record(z.string(), z.string())),
  service_tier: z.nullish(z.enum(["auto", "default", "flex", "priority", "fast"])),
  prompt_cache_key: string,
  prompt_cache_retention: string,
  safety_identifier: string,
  user: string,
  background: flag,
  prompt: z.nullish(object),
};
const topLevel = z.strictObject(fields);
export const knownFields: readonly string[] = Object.keys(fields);

/** The first place where the body breaks the schema. */
export function schemaBreach(body: unknown): Breach | undefined {
  const top = breachesOf(topLevel, body)[0];
  const { input } = (body ?? {}) as { readonly input?: unknown };
  if (top !== undefined || !Array.isArray(input)) return top;
  for (const [index, item] of input.entries()) {
    const breach = itemBreach(item, ["input", index]);
    if (breach !== undefined) return breach;
  }
  return undefined;
}
