/**
 * JSON mode wants the word in the prompt: without it the vendor answers 400 "Prompt must contain the word 'json' in
 * some form to use 'response_format' of type 'json_object'."
 *
 * @see https://github.com/leandromineti/ai-assisted-coding/blob/011b29fdb7a8efd766e5cfeee34c61a75cd6e1a7/probes/raw/dseek.jsonl (2026-09-01, read 2026-11-20)
 * @see https://api-docs.deepseek.com/guides/json_mode (read 2026-11-20)
 */
import { DialectError } from "@dialect/core";
import type { Who } from "@dialect/core/provider";
import type { WireMessage } from "../wire.js";

/** @throws DialectError `invalid_request` if no message holds the word. */
export function requireJsonWord(messages: readonly WireMessage[], who: Who): void {
  if (messages.some((message) => /json/i.test(textOf(message["content"])))) return;
  throw new DialectError("invalid_request", {
    message: `output with guarantee "json" needs the word json somewhere in the messages; DeepSeek refuses it otherwise (recorded 2026-09-01).`,
    ...who,
    hint: 'Ask for JSON in the prompt, e.g. "Answer as json.", and say there what it should look like: the schema is not sent.',
  });
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content
    .map((part: { readonly text?: unknown }) => (typeof part.text === "string" ? part.text : ""))
    .join("\n");
}
