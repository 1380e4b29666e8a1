import { pieces, type StreamReply } from "@dialect/simulator";
import type { Answer } from "./answer.js";
import { errorBody } from "./refusal.js";

export interface ChunkStyle {
  /** `stream_options.include_usage`: a last chunk without choices, beside the usage in the choice. */
  readonly tail: boolean;
  readonly mutatingIds: boolean;
}

/**
 * The stream: reasoning, then text, then calls. Usage stands in the choice that ends; asked for, it comes once more
 * on a chunk without choices.
 *
 * @see https://github.com/MoonshotAI/kimi-cli packages/kosong/tests/test_kimi_stream_usage.py (read 2026-11-20)
 * @see https://github.com/akz142857/Halro docs/verification/provider-real-matrix.md (the tail, read 2026-11-20)
 */
export function writeChunks(answer: Answer, stream: StreamReply, style: ChunkStyle): void {
  const { turn, usage } = answer;
  const frame = (choices: readonly unknown[], rest: object = {}): void => {
    const head = { id: answer.id, object: "chat.completion.chunk", created: answer.created, model: answer.model };
    stream.event({ ...head, choices, system_fingerprint: "fpv0_10a6da87", ...rest });
  };
  const hasUsage = turn.omit?.includes("usage") !== true;
  for (let index = 0; index < answer.choices; index += 1) {
    const send = (delta: unknown, rest: object = { finish_reason: null }): void => frame([{ index, delta, ...rest }]);
    send({ role: "assistant", content: "" });
    for (const piece of pieces(answer.reasoning, turn.pieceLength)) send({ reasoning_content: piece });
    for (const piece of pieces(answer.text, turn.pieceLength)) send({ content: piece });
    for (const delta of callDeltas(answer, style)) send({ tool_calls: [delta] });
    if (turn.error === undefined && turn.omit?.includes("finish") !== true)
      send({}, { finish_reason: answer.finish, ...(hasUsage ? { usage } : {}) });
  }
  // No such frame has been recorded; the shape is the one that OpenAI-format servers use.
  if (turn.error !== undefined) {
    stream.event(errorBody(turn.error.message, turn.error.type)).end();
    return;
  }
  if (style.tail && hasUsage) frame([], { usage });
  if (turn.omit?.includes("terminator") !== true) stream.event("[DONE]");
  stream.end();
}

/**
 * The first delta of a call names it, the others carry only arguments; with `mutatingIds` they carry another id and
 * no name, as was seen behind some hosts.
 *
 * @see https://github.com/earendil-works/pi (test "coalesces tool call deltas by stable index", read 2026-11-20)
 */
function callDeltas(answer: Answer, style: ChunkStyle): readonly object[] {
  return answer.calls.flatMap((call, index) => [
    { index, id: call.id, type: call.type, function: { name: call.name, arguments: "" } },
    ...pieces(call.arguments, answer.turn.pieceLength).map((piece, place) =>
      style.mutatingIds
        ? { index, id: `chatcmpl-tool-${place}`, function: { name: null, arguments: piece } }
        : { index, function: { arguments: piece } },
    ),
  ]);
}
