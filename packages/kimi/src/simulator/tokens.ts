import type { ServedModel } from "./model-list.js";
import type { Endpoint, Settings } from "./options.js";
import { ruleRefusal, type Refusal } from "./refusal.js";
import type { RequestBody } from "./request-body.js";

/** The simulator's tokens are four characters long. */
export const charactersPerToken = 4;

export function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken);
}

/**
 * Tokens of the prompt; `json_object` brings a hidden prompt of about 47 tokens.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/kimi.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
export function promptTokens(body: Pick<RequestBody, "messages" | "tools" | "response_format">): number {
  const hidden = body.response_format?.type === "json_object" ? 47 : 0;
  const written = JSON.stringify(body.messages) + JSON.stringify(body.tools ?? "");
  // Inline media are not counted by their characters.
  return tokensIn(written.replace(/;base64,[^"]*/g, "")) + hidden;
}

// https://www.kimi.com/code/docs (error reference, read 2026-11-20)
const longestMessages = 2_097_152;

/**
 * What does not fit.
 *
 * @see https://github.com/MoonshotAI/kimi-cli/issues/2011 (token limit, read 2026-11-20)
 */
export function checkSize(
  body: RequestBody,
  model: ServedModel,
  endpoint: Endpoint,
  settings: Settings,
): Refusal | undefined {
  const bytes = new TextEncoder().encode(JSON.stringify(body.messages)).byteLength;
  if (endpoint === "code" && bytes > longestMessages)
    return ruleRefusal(`total message size ${bytes} exceeds limit ${longestMessages}`);
  const limit = settings.contextTokens ?? model.contextTokens;
  const requested = promptTokens(body);
  return requested > limit
    ? ruleRefusal(`Invalid request: Your request exceeded model token limit: ${limit} (requested: ${requested})`)
    : undefined;
}
