import type { ChatResult, Json, JsonObject } from "@dialect/core";

export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  /** UTF-8 bytes of the token; several tokens may share a character. */
  readonly bytes?: readonly number[];
  /** The most likely tokens in this place, when `topLogprobs` asked for them. */
  readonly top: readonly Omit<TokenLogprob, "top">[];
}

/** Log probabilities of the text, token by token, of a request with `logprobs: true`; empty without it. */
export function tokenLogprobs(result: Pick<ChatResult<unknown>, "raw">): readonly TokenLogprob[] {
  const wires: readonly Json[] = Array.isArray(result.raw) ? result.raw : [result.raw];
  const whole = wires.map((wire) => at(wire, "response") ?? wire).findLast((wire) => Array.isArray(at(wire, "output")));
  const entries = whole === undefined ? wires.flatMap(ofChat) : ofResponse(whole);
  return entries.map((entry): TokenLogprob => ({
    ...readToken(entry),
    top: listOf(at(entry, "top_logprobs")).map(readToken),
  }));
}

function ofChat(wire: Json): readonly Json[] {
  return listOf(at(at(listOf(at(wire, "choices"))[0], "logprobs"), "content"));
}

function ofResponse(response: Json): readonly Json[] {
  return listOf(at(response, "output"))
    .flatMap((item) => listOf(at(item, "content")))
    .flatMap((part) => listOf(at(part, "logprobs")));
}

function readToken(entry: Json): Omit<TokenLogprob, "top"> {
  const bytes = at(entry, "bytes");
  return {
    token: String(at(entry, "token") ?? ""),
    logprob: Number(at(entry, "logprob")),
    ...(Array.isArray(bytes) ? { bytes: bytes as readonly number[] } : {}),
  };
}

function at(value: Json | undefined, key: string): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject)[key] : undefined;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
