import { isThinking, type RequestBody } from "./request-body.js";
import type { ServedModel } from "./model-list.js";
import { ruleRefusal, type Refusal } from "./refusal.js";

/** The simulator's tokens are four characters long. */
export const charactersPerToken = 4;

export function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/**
 * Tokens of the prompt. The default effort brings a hidden prompt of about 79 tokens: the same question counted 91
 * tokens by default and 12 with effort low.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/dseek.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
export function promptTokens(body: RequestBody, model: ServedModel): number {
  const isLow = body.reasoning_effort === "low" || body.reasoning_effort === "minimal";
  const hidden = isThinking(body, model.thinkingByDefault) && !isLow ? 79 : 0;
  const written = JSON.stringify(body.messages) + JSON.stringify(body.tools ?? "");
  // Inline images are not counted by their characters.
  return tokensIn(written.replace(/;base64,[^"]*/g, "")) + hidden;
}

/**
 * The window holds the question and the room that was asked for the answer.
 *
 * @see https://github.com/evalstate/fast-agent/issues/621 (read 2026-11-20)
 */
export function checkContext(body: RequestBody, model: ServedModel, limit: number): Refusal | undefined {
  const inMessages = promptTokens(body, model);
  const inCompletion = body.max_tokens ?? 0;
  const requested = inMessages + inCompletion;
  if (requested <= limit) return undefined;
  return ruleRefusal(
    `This model's maximum context length is ${limit} tokens. However, you requested ${requested} tokens ` +
      `(${inMessages} in the messages, ${inCompletion} in the completion). Please reduce the length of the messages or completion.`,
  );
}
