/**
 * JSON mode wants the word in the messages: without it the vendor answers 400 "Response input messages must contain the
 * word 'json' in some form to use 'text.format' of type 'json_object'." (Responses, where instructions do not count), or
 * "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'." (Chat).
 *
 * @see https://github.com/leandromineti/ai-assisted-coding/blob/main/probes/raw/openai.jsonl (read 2026-11-20)
 * @see https://platform.openai.com/docs/guides/structured-outputs#json-mode (read 2026-11-20)
 */
import { DialectError, type Message } from "@dialect/core";

/** @throws DialectError `invalid_request` if no message holds the word. */
export function requireJsonWord(messages: readonly Message[]): void {
  if (messages.some((message) => /json/i.test(textOf(message)))) return;
  throw new DialectError("invalid_request", {
    message:
      'output with guarantee "json" needs the word json in a message; OpenAI refuses it otherwise (recorded 2026-09).',
    hint: 'Ask for JSON in the prompt, e.g. "Answer as JSON.", and say there what it should look like: the schema is not sent.',
  });
}

function textOf({ content }: Message): string {
  if (typeof content === "string") return content;
  if ("json" in content) return JSON.stringify(content.json);
  return content.map((part) => ("text" in part ? part.text : "")).join("\n");
}
