import type { Answer } from "./answer.js";

/** The answer in one piece. @see https://platform.kimi.ai/docs/api/chat (read 2026-11-20) */
export function wholeAnswer(answer: Answer): unknown {
  const calls = answer.calls.map((call, index) => ({
    index,
    id: call.id,
    type: call.type,
    function: { name: call.name, arguments: call.arguments },
  }));
  const message = {
    role: "assistant",
    content: answer.text,
    ...(answer.thinking ? { reasoning_content: answer.reasoning } : {}),
    ...(calls.length > 0 ? { tool_calls: calls } : {}),
  };
  const finish = answer.turn.omit?.includes("finish") === true ? null : answer.finish;
  return {
    id: answer.id,
    object: "chat.completion",
    created: answer.created,
    model: answer.model,
    choices: Array.from({ length: answer.choices }, (_, index) => ({ index, message, finish_reason: finish })),
    ...(answer.turn.omit?.includes("usage") === true ? {} : { usage: answer.usage }),
  };
}
