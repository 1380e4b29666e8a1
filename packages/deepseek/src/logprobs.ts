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
  return wires.flatMap((wire) => {
    const [choice] = listOf(at(wire, "choices"));
    return listOf(at(at(choice, "logprobs"), "content")).map((entry): TokenLogprob => ({
      ...readToken(entry),
      top: listOf(at(entry, "top_logprobs")).map(readToken),
    }));
  });
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
