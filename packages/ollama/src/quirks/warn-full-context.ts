/**
 * A prompt that does not fit loses its oldest messages without a word, on the path where the server renders the
 * template itself; the only trace is a prompt that fills the context. The other path answers 400.
 *
 * @see https://github.com/ollama/ollama/blob/main/server/prompt.go (read 2026-11-20)
 * @see ../../test/wire/recorded/api-chat-over-long.resp.txt (the other path)
 */
import type { Warning } from "@dialect/core";

// Whole messages go until the rest fits, so that a cut prompt may be somewhat shorter than the context.
const nearlyFull = 7 / 8;

/** @param context tokens of the context window in force; unknown without `numCtx` or `contextLength`. */
export function warnFullContext(
  context: number | undefined,
  promptTokens: number | undefined,
  answerTokens: number | undefined,
): Warning | undefined {
  if (context === undefined || promptTokens === undefined) return undefined;
  const full = promptTokens >= context * nearlyFull;
  if (!full && promptTokens + (answerTokens ?? 0) < context) return undefined;
  return {
    code: "context_full",
    message: full
      ? `The prompt has ${promptTokens} tokens of a context of ${context}: Ollama drops the oldest messages of a longer one without a word. truncate: false makes that an error; numCtx makes room.`
      : `Prompt and answer (${promptTokens} + ${answerTokens} tokens) reach the context of ${context}: its beginning may have been pushed out. shift: false ends the answer instead; numCtx makes room.`,
    option: "numCtx",
  };
}
