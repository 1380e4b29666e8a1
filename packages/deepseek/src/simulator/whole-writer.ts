import { pieces } from "@dialect/simulator";
import type { Answer } from "./answer.js";
import { fingerprint } from "./chunk-writer.js";
import { logprobsOf } from "./logprobs.js";

/**
 * The answer in one piece: `content` is `""` beside calls, each call has its `index`.
 *
 * @see https://github.com/vercel/ai packages/deepseek/src/chat/__fixtures__/deepseek-tool-call.json (read 2026-11-20)
 */
export function wholeAnswer(answer: Answer): unknown {
  const calls = answer.calls.map((call, index) => ({
    index,
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments },
  }));
  return {
    id: answer.id,
    object: "chat.completion",
    created: answer.created,
    model: answer.model,
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: answer.text,
          ...(answer.thinking ? { reasoning_content: answer.reasoning } : {}),
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
        logprobs: logprobsOf(pieces(answer.text, answer.turn.pieceLength), answer.logprobs),
        finish_reason: answer.turn.omit?.includes("finish") === true ? null : answer.finish,
      },
    ],
    ...(answer.turn.omit?.includes("usage") === true ? {} : { usage: answer.usage }),
    system_fingerprint: fingerprint,
  };
}
