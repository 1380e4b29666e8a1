/**
 * Log probabilities of one piece, as recorded.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
export function tokenLogprobs(pieces: readonly string[], top: number): readonly unknown[] {
  return pieces.map((piece) => ({ ...entry(piece), top_logprobs: top > 0 ? [entry(piece)] : [] }));
}

function entry(token: string): { readonly token: string; readonly logprob: number; readonly bytes: readonly number[] } {
  return { token, logprob: -1.52587890625e-5, bytes: [...new TextEncoder().encode(token)] };
}
