import { pieces, type Reply } from "@dialect/simulator";
import type { Answer } from "./answer.js";
import { escaped, goJson, goTime } from "./go-json.js";
import { nativeLogprobs } from "./logprobs.js";

/**
 * The native answer, member for member as recorded: calls come whole in the last line, whose reason stays `stop`;
 * numbers that are zero are left out.
 *
 * @see ../../test/wire (api-chat-stream, api-chat-tools-stream, api-chat, 2026-11-21)
 */
export function writeLines(answer: Answer, reply: Reply): void {
  const stream = reply.stream({ "content-type": "application/x-ndjson" });
  const { turn } = answer;
  const line = (message: object, rest: object, calls?: Answer["calls"]): void =>
    void stream.line(record(answer, { role: "assistant", content: "", ...message }, rest, calls));

  for (const thinking of pieces(answer.thinking, turn.pieceLength)) line({ thinking }, { done: false });
  for (const content of pieces(answer.text, turn.pieceLength))
    line({ content }, { done: false, ...nativeLogprobs([content], answer.logprobs) });
  const failure = turn.error?.message ?? answer.failure;
  if (failure !== undefined) stream.line(goJson({ error: failure }));
  else if (turn.omit?.includes("terminator") !== true) line({}, ending(answer), answer.calls);
  stream.end();
}

export function writeWhole(answer: Answer, reply: Reply): void {
  const message = {
    role: "assistant",
    content: answer.text,
    ...(answer.thinking === "" ? {} : { thinking: answer.thinking }),
  };
  const logprobs = nativeLogprobs(pieces(answer.text, answer.turn.pieceLength), answer.logprobs);
  const text = record(answer, message, { ...ending(answer), ...logprobs }, answer.calls);
  reply.bytes(200, text, { "content-type": "application/json; charset=utf-8" });
}

/** An answer without messages: the model was loaded or unloaded. */
export function writeLoaded(name: string, reason: "load" | "unload", reply: Reply): void {
  const message = { role: "assistant", content: "" };
  const value = { model: name, created_at: goTime(new Date()), message, done: true, done_reason: reason };
  reply.bytes(200, goJson(value), { "content-type": "application/json; charset=utf-8" });
}

function ending({ turn, finish, promptTokens, outputTokens }: Answer): object {
  const counts = { prompt_eval_count: promptTokens, eval_count: outputTokens };
  const isSilent = turn.omit?.includes("usage") === true;
  const numbers = {
    total_duration: 130_819_875,
    load_duration: 705_817,
    prompt_eval_count: isSilent ? 0 : counts.prompt_eval_count,
    prompt_eval_duration: 4_182_000,
    eval_count: isSilent ? 0 : counts.eval_count,
    eval_duration: 106_717_000,
  };
  return {
    done: true,
    ...(turn.omit?.includes("finish") === true ? {} : { done_reason: finish }),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== 0)),
  };
}

/** One JSON text. Arguments go in as the model wrote them: a large number or the order of keys survives. */
function record(answer: Answer, message: object, rest: object, calls: Answer["calls"] = []): string {
  const mark = (index: number): string => `\u0001${index}\u0001`;
  const listed = calls.map((call, index) => ({
    id: call.id,
    function: { index, name: call.name, arguments: mark(index) },
  }));
  const value = {
    model: answer.model,
    created_at: goTime(new Date()),
    message: { ...message, ...(calls.length > 0 ? { tool_calls: listed } : {}) },
    ...rest,
  };
  return calls.reduce(
    (text, call, index) => text.replace(JSON.stringify(mark(index)), () => escaped(call.arguments || "{}")),
    goJson(value),
  );
}
