/**
 * Log probabilities of one delta, as recorded.
 *
 * @see https://github.com/vercel/ai packages/deepseek/src/chat/__fixtures__/issue-19377-logprobs.chunks.txt (read 2026-11-20)
 */
export function logprobsOf(pieces: readonly string[], asked: { readonly top: number } | undefined): unknown {
  if (asked === undefined || pieces.length === 0) return null;
  return { content: pieces.map((piece) => ({ ...entry(piece), top_logprobs: asked.top > 0 ? [entry(piece)] : [] })) };
}

function entry(token: string): { readonly token: string; readonly logprob: number; readonly bytes: readonly number[] } {
  return { token, logprob: -0.00002467602, bytes: [...new TextEncoder().encode(token)] };
}
