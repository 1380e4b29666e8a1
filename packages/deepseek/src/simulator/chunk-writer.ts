import { pieces, type StreamReply } from "@dialect/simulator";
import type { Answer } from "./answer.js";
import { logprobsOf } from "./logprobs.js";
import { errorBody } from "./refusal.js";

/**
 * The stream, field for field in the recorded order: `usage: null` on every chunk but the last, which has choices,
 * the finish word and the usage together; the null member of a delta changes sides when thinking ends.
 *
 * @see https://github.com/vercel/ai packages/deepseek/src/chat/__fixtures__/deepseek-tool-call.chunks.txt (read 2026-11-20)
 */
export function writeChunks(answer: Answer, stream: StreamReply, keepAlives: number): void {
  const { turn, thinking } = answer;
  const send = (delta: unknown, rest: { finish?: string; usage?: unknown; logprobs?: unknown } = {}): void => {
    stream.event({
      id: answer.id,
      object: "chat.completion.chunk",
      created: answer.created,
      model: answer.model,
      system_fingerprint: fingerprint,
      choices: [{ index: 0, delta, logprobs: rest.logprobs ?? null, finish_reason: rest.finish ?? null }],
      usage: rest.usage ?? null,
    });
  };
  const textDelta = (content: string): unknown => (thinking ? { content, reasoning_content: null } : { content });

  for (let sent = 0; sent < keepAlives; sent += 1) stream.comment("keep-alive");
  send(thinking ? { role: "assistant", content: null, reasoning_content: "" } : { role: "assistant", content: "" });
  for (const piece of pieces(answer.reasoning, turn.pieceLength)) send({ content: null, reasoning_content: piece });
  for (const piece of pieces(answer.text, turn.pieceLength))
    send(textDelta(piece), { logprobs: logprobsOf([piece], answer.logprobs) });
  for (const [index, call] of answer.calls.entries()) {
    send({ tool_calls: [{ index, id: call.id, type: "function", function: { name: call.name, arguments: "" } }] });
    for (const piece of pieces(call.arguments, turn.pieceLength))
      send({ tool_calls: [{ index, function: { arguments: piece } }] });
  }

  // No such frame has been recorded; the shape is the one that OpenAI-format servers use.
  if (turn.error !== undefined) {
    stream.event(errorBody(turn.error.message, turn.error.type, turn.error.code)).end();
    return;
  }
  if (turn.omit?.includes("finish") !== true) {
    send(textDelta(""), { finish: answer.finish, usage: turn.omit?.includes("usage") === true ? null : answer.usage });
  }
  if (turn.omit?.includes("terminator") !== true) stream.event("[DONE]");
  stream.end();
}

/** Bare hexadecimal since 2026; `fp_…_prod0820_fp8_kvcache` before. */
export const fingerprint = "a307abda487cd1b463329ccb945ce396";
