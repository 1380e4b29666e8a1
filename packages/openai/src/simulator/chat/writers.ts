import { pieces, type StreamReply } from "@dialect/simulator";
import type { Ids } from "../ids.js";
import { tokenLogprobs } from "../logprobs.js";
import { reasons } from "../model-table.js";
import type { ChatAnswer } from "./answer.js";
import type { ChatBody } from "./body.js";

/**
 * The stream, field for field in the recorded order. Without `include_usage` no chunk has a `usage`; with it all
 * have `null` but one more at the end, which has no choices.
 *
 * @see https://github.com/vercel/ai packages/openai/src/chat/__fixtures__/openai-text.chunks.txt (read 2026-11-20)
 */
export function writeChunks(answer: ChatAnswer, body: ChatBody, stream: StreamReply, ids: Ids): void {
  const { turn, row } = answer;
  const asksUsage = body.stream_options?.include_usage === true;
  const obfuscates = body.stream_options?.include_obfuscation !== false;
  const envelope = {
    id: answer.id,
    object: "chat.completion.chunk",
    created: answer.created,
    model: row.servedAs,
    service_tier: serviceTier(body),
    system_fingerprint: fingerprint(row),
  };
  const send = (choices: readonly unknown[], text: string, usage: unknown = null): void => {
    stream.event({
      ...envelope,
      choices,
      ...(asksUsage ? { usage } : {}),
      ...(obfuscates ? { obfuscation: ids.obfuscation(text, 10) } : {}),
    });
  };
  const say = (delta: unknown, text = "", finish: string | null = null, logprobs: unknown = null): void =>
    send([{ index: 0, delta, logprobs, finish_reason: finish }], text);

  const [first, ...others] = answer.calls;
  const opening = (call: ChatAnswer["calls"][number], index: number): unknown => ({
    index,
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: "" },
  });
  // A message of calls only opens with its first call.
  const isCallsOnly = first !== undefined && answer.text === null;
  say({
    role: "assistant",
    content: isCallsOnly ? null : "",
    ...(isCallsOnly ? { tool_calls: [opening(first, 0)] } : {}),
    refusal: null,
  });
  for (const piece of pieces(answer.text ?? "", turn.pieceLength))
    say({ content: piece }, piece, null, logprobsOf([piece], answer));
  for (const piece of pieces(answer.refusal ?? "", turn.pieceLength)) say({ refusal: piece }, piece);
  for (const [index, call] of (first === undefined ? [] : [first, ...others]).entries()) {
    if (!(isCallsOnly && index === 0)) say({ tool_calls: [opening(call, index)] });
    for (const piece of pieces(call.arguments, turn.pieceLength))
      say({ tool_calls: [{ index, function: { arguments: piece } }] }, piece);
  }

  if (turn.error !== undefined) {
    const { message, type = "server_error", code = null } = turn.error;
    stream.event({ error: { message, type, param: null, code } }).end();
    return;
  }
  if (turn.omit?.includes("finish") !== true) say({}, "", answer.finish);
  if (asksUsage && turn.omit?.includes("usage") !== true) send([], "", answer.usage);
  if (turn.omit?.includes("terminator") !== true) stream.event("[DONE]");
  stream.end();
}

/**
 * The answer in one piece; models that reason leave `logprobs` out unless it was asked for.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/openai.jsonl (recorded 2026-09-01, read 2026-11-20)
 * @see https://github.com/vercel/ai packages/openai/src/chat/__fixtures__/openai-text.json (read 2026-11-20)
 */
export function wholeAnswer(answer: ChatAnswer, body: ChatBody): unknown {
  const { row, turn } = answer;
  const calls = answer.calls.map((call) => ({
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  const logprobs = logprobsOf(pieces(answer.text ?? "", turn.pieceLength), answer);
  return {
    id: answer.id,
    object: "chat.completion",
    created: answer.created,
    model: row.servedAs,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: answer.text,
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
          refusal: answer.refusal,
          annotations: [],
        },
        ...(reasons(row) && logprobs === null ? {} : { logprobs }),
        finish_reason: turn.omit?.includes("finish") === true ? null : answer.finish,
      },
    ],
    ...(turn.omit?.includes("usage") === true ? {} : { usage: answer.usage }),
    service_tier: serviceTier(body),
    system_fingerprint: fingerprint(row),
  };
}

function logprobsOf(said: readonly string[], answer: ChatAnswer): unknown {
  return answer.logprobs === undefined ? null : { content: tokenLogprobs(said, answer.logprobs.top), refusal: null };
}

const serviceTier = (body: ChatBody): string =>
  body.service_tier == null || body.service_tier === "auto" ? "default" : body.service_tier;

const fingerprint = (row: ChatAnswer["row"]): string | null => (row.family === "gpt-4" ? "fp_de604bd877" : null);
