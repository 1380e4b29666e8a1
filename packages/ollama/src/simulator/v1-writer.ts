import { pieces, type Reply } from "@dialect/simulator";
import type { Answer } from "./answer.js";
import { goJson } from "./go-json.js";
import { v1Logprobs } from "./logprobs.js";

/**
 * The OpenAI-format stream. A failure in the middle is one ordinary chunk with an empty model name, and the end: no
 * error, no finish word, no `[DONE]`.
 *
 * @see ../../test/wire (chat-stream-usage, tools-stream, kill-runner-mid-stream-v1, tools-cut-by-max_tokens-stream,
 *   2026-11-21)
 */
export function writeChunks(answer: Answer, id: string, tail: boolean, reply: Reply): void {
  const stream = reply.stream({ "content-type": "text/event-stream" });
  const { turn } = answer;
  const frame = (rest: object, model = answer.model): void => {
    const head = { id, object: "chat.completion.chunk", created: now(), model, system_fingerprint: "fp_ollama" };
    stream.event(goJson({ ...head, ...rest }));
  };
  let isFirst = true;
  const send = (delta: object, finish: string | null = null, more: object = {}, model = answer.model): void => {
    const role = isFirst && finish === null ? { role: "assistant" } : {};
    isFirst = false;
    frame({ choices: [{ index: 0, delta: { ...role, ...delta }, finish_reason: finish, ...more }] }, model);
  };

  for (const reasoning of pieces(answer.thinking, turn.pieceLength)) send({ content: "", reasoning });
  for (const content of pieces(answer.text, turn.pieceLength))
    send({ content }, null, v1Logprobs([content], answer.logprobs));
  if (turn.error !== undefined || answer.failure !== undefined) {
    isFirst = false;
    send({ content: "" }, null, {}, "");
    stream.end();
    return;
  }
  if (answer.calls.length > 0) send({ content: "", tool_calls: callsOf(answer) });
  else if (isFirst) send({ content: "" });
  if (turn.omit?.includes("finish") !== true) send({}, finishOf(answer));
  if (tail && turn.omit?.includes("usage") !== true) frame({ choices: [], usage: usageOf(answer) });
  if (turn.omit?.includes("terminator") !== true) stream.event("[DONE]");
  stream.end();
}

export function writeCompletion(answer: Answer, id: string, reply: Reply): void {
  const calls = callsOf(answer);
  const message = {
    role: "assistant",
    content: answer.text,
    ...(answer.thinking === "" ? {} : { reasoning: answer.thinking }),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const finish = answer.turn.omit?.includes("finish") === true ? null : finishOf(answer);
  const logprobs = v1Logprobs(pieces(answer.text, answer.turn.pieceLength), answer.logprobs);
  const value = {
    id,
    object: "chat.completion",
    created: now(),
    model: answer.model,
    system_fingerprint: "fp_ollama",
    choices: [{ index: 0, message, finish_reason: finish, ...logprobs }],
    ...(answer.turn.omit?.includes("usage") === true ? {} : { usage: usageOf(answer) }),
  };
  reply.bytes(200, goJson(value), { "content-type": "application/json" });
}

const now = (): number => Math.floor(Date.now() / 1000);

const finishOf = (answer: Answer): string => (answer.calls.length > 0 ? "tool_calls" : answer.finish);

function callsOf(answer: Answer): readonly object[] {
  return answer.calls.map((call, index) => ({
    id: call.id,
    index,
    type: "function",
    function: { name: call.name, arguments: call.arguments || "{}" },
  }));
}

function usageOf({ promptTokens, outputTokens }: Answer): object {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: outputTokens,
    total_tokens: promptTokens + outputTokens,
  };
}
