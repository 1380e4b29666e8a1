import type { Job } from "./job.js";

/** Members as recorded: chat-logprobs, api-chat-logprobs (2026-11-21). */
export function nativeLogprobs(texts: readonly string[], asked: Job["logprobs"]): object {
  return asked === undefined ? {} : { logprobs: texts.map((text) => entryOf(text, asked.top)) };
}

export function v1Logprobs(texts: readonly string[], asked: Job["logprobs"]): object {
  return asked === undefined ? {} : { logprobs: { content: texts.map((text) => entryOf(text, asked.top)) } };
}

function entryOf(token: string, top: number): object {
  const entry = { token, logprob: -0.25, bytes: [...new TextEncoder().encode(token)] };
  return { ...entry, ...(top > 0 ? { top_logprobs: [entry] } : {}) };
}
