import * as z from "zod/mini";
import { breachesOf, type Breach, type Path } from "../breaches.js";

/**
 * Input items, strictly: members that only the vendor writes (`status` of a reasoning item, `parsed_arguments`) and
 * nulls are refused when they come back.
 *
 * @see https://github.com/1jehuang/jcode/issues/1028 (read 2026-11-20)
 * @see https://github.com/openai/openai-node src/resources/responses/responses.ts at 7b7d6ca7 (read 2026-11-20)
 */
const id = z.optional(z.string().check(z.maxLength(64)));
const callId = z.string().check(z.minLength(1), z.maxLength(64));
const status = z.optional(z.enum(["in_progress", "completed", "incomplete"]));
const phase = z.optional(z.nullable(z.enum(["commentary", "final_answer"])));
const parts = z.array(z.unknown());

const items: Readonly<Record<string, z.ZodMiniType>> = {
  message: z.strictObject({
    type: z.optional(z.literal("message")),
    id,
    role: z.enum(["assistant", "system", "developer", "user"]),
    status,
    phase,
    content: z.union([z.string(), parts]),
  }),
  reasoning: z.strictObject({
    type: z.literal("reasoning"),
    id,
    summary: z.array(z.strictObject({ type: z.literal("summary_text"), text: z.string() })),
    content: z.optional(parts),
    encrypted_content: z.optional(z.nullable(z.string())),
  }),
  function_call: z.strictObject({
    type: z.literal("function_call"),
    id,
    call_id: callId,
    name: z.string(),
    namespace: z.optional(z.string()),
    arguments: z.string(),
    status,
  }),
  function_call_output: z.strictObject({
    type: z.literal("function_call_output"),
    id,
    call_id: callId,
    output: z.union([z.string(), parts]),
    status,
  }),
  item_reference: z.strictObject({ type: z.optional(z.literal("item_reference")), id: z.string() }),
};
const anyItem = z.looseObject({
  type: z.enum(["message", "reasoning", "function_call", "function_call_output", "item_reference"]),
});

const text = z.strictObject({ type: z.literal("input_text"), text: z.string() });
const inputParts: Readonly<Record<string, z.ZodMiniType>> = {
  input_text: text,
  input_image: z.strictObject({
    type: z.literal("input_image"),
    detail: z.optional(z.nullable(z.string())),
    image_url: z.optional(z.nullable(z.string())),
    file_id: z.optional(z.nullable(z.string())),
  }),
  input_file: z.strictObject({
    type: z.literal("input_file"),
    file_id: z.optional(z.nullable(z.string())),
    file_data: z.optional(z.string()),
    file_url: z.optional(z.string()),
    filename: z.optional(z.string()),
    detail: z.optional(z.string()),
  }),
};
const outputParts: Readonly<Record<string, z.ZodMiniType>> = {
  output_text: z.strictObject({
    type: z.literal("output_text"),
    text: z.string(),
    annotations: z.optional(z.array(z.unknown())),
    logprobs: z.optional(z.array(z.unknown())),
  }),
  refusal: z.strictObject({ type: z.literal("refusal"), refusal: z.string() }),
};
// The lists are the vendor's: simonw/llm-openai-plugin#14 and tinyhumansai/openhuman#3624 (read 2026-11-20).
const anyInput = z.looseObject({
  type: z.enum([
    "input_text",
    "input_image",
    "output_text",
    "refusal",
    "input_file",
    "computer_screenshot",
    "summary_text",
  ]),
});
const anyOutput = z.looseObject({ type: z.enum(["output_text", "refusal"]) });

export function itemBreach(item: unknown, path: Path): Breach | undefined {
  const known = (item ?? {}) as {
    readonly type?: unknown;
    readonly role?: unknown;
    readonly content?: unknown;
    readonly output?: unknown;
  };
  const kind = known.type ?? (known.role === undefined ? "item_reference" : "message");
  const wrongKind = breachesOf(anyItem, { ...known, type: kind }, path)[0];
  if (wrongKind !== undefined) return wrongKind;
  const own = breachesOf(items[String(kind)] ?? anyItem, item, path)[0];
  if (own !== undefined) return own;
  if (kind === "message" && Array.isArray(known.content))
    return partsBreach(known.content, [...path, "content"], known.role === "assistant");
  if (kind === "function_call_output" && Array.isArray(known.output))
    return partsBreach(known.output, [...path, "output"], false);
  return undefined;
}

function partsBreach(list: readonly unknown[], path: Path, isAssistant: boolean): Breach | undefined {
  for (const [index, part] of list.entries()) {
    const at = [...path, index];
    const wrongType = breachesOf(isAssistant ? anyOutput : anyInput, part, at)[0];
    // Of an assistant's part the vendor names the part, of an input part its type.
    if (wrongType !== undefined) return isAssistant ? { ...wrongType, path: at } : wrongType;
    const schema = (isAssistant ? outputParts : { ...inputParts, ...outputParts })[
      (part as { readonly type: string }).type
    ];
    const own = breachesOf(schema ?? text, part, at)[0];
    if (own !== undefined) return own;
  }
  return undefined;
}
