import type { ScriptedTurn, ScriptRequest } from "@dialect/simulator";
import type { Ids } from "../ids.js";
import { reasons, type ModelRow } from "../model-table.js";
import type { Settings } from "../options.js";
import { createBudget, tokensIn, tokensOf } from "../tokens.js";
import { textOf, type ChatBody } from "./body.js";

/** What the model says on Chat, ready for either of the two writers. Reasoning is counted and never shown. */
export interface ChatAnswer {
  readonly id: string;
  readonly created: number;
  readonly row: ModelRow;
  readonly text: string | null;
  readonly refusal: string | null;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly finish: string;
  readonly usage: unknown;
  readonly logprobs: { readonly top: number } | undefined;
  readonly turn: ScriptedTurn;
}

export function createAnswer(
  turn: ScriptedTurn,
  body: ChatBody,
  row: ModelRow,
  ids: Ids,
  settings: Settings,
): ChatAnswer {
  const budget = createBudget(body.max_completion_tokens ?? body.max_tokens);
  const thoughts = budget.take(reasons(row) ? (turn.reasoning ?? "") : "");
  const text = budget.take(turn.text ?? "");
  const refusal = budget.take(turn.refusal ?? "");
  const calls: { id: string; name: string; arguments: string }[] = [];
  for (const call of turn.toolCalls ?? []) {
    if (budget.spent) break;
    const written = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    calls.push({ id: call.id ?? ids.call(), name: call.name, arguments: budget.take(written) });
  }
  const said = [text, refusal, ...calls.map((call) => call.arguments)].join("");
  const reasoning = turn.usage?.reasoning ?? tokensIn(thoughts);
  return {
    id: ids.completion(),
    created: Math.floor(Date.now() / 1000),
    row,
    text: text === "" && (calls.length > 0 || refusal !== "") ? null : text,
    refusal: refusal === "" ? null : refusal,
    calls,
    finish: budget.spent ? "length" : finishWord(turn, body, settings),
    usage: usageOf(
      turn.usage?.input ?? promptTokens(body),
      turn.usage?.output ?? reasoning + tokensIn(said),
      turn.usage?.cached ?? 0,
      reasoning,
      row,
    ),
    logprobs: body.logprobs === true ? { top: body.top_logprobs ?? 0 } : undefined,
    turn,
  };
}

export const promptTokens = (body: ChatBody): number => tokensOf(body.messages) + tokensOf(body.tools);

/** A call that was forced by name ends with `stop`. @see https://platform.openai.com/docs/guides/function-calling (read 2026-11-20) */
function finishWord(turn: ScriptedTurn, body: ChatBody, settings: Settings): string {
  if (turn.finish === "length") return "length";
  if (turn.finish === "content-filter") return "content_filter";
  const isCalling = turn.finish === "tool-calls" || (turn.finish === undefined && (turn.toolCalls?.length ?? 0) > 0);
  const isNamed = typeof body.tool_choice === "object" && body.tool_choice?.type === "function";
  if (isCalling) return isNamed ? settings.namedToolFinish : "tool_calls";
  return "stop";
}

/** Members as recorded: leandromineti/ai-assisted-coding probes/raw/openai.jsonl, vercel/ai …/openai-text.json (read 2026-11-20). */
function usageOf(input: number, output: number, cached: number, reasoning: number, row: ModelRow): unknown {
  const countsWrites = row.servedAs.startsWith("gpt-5.6") || row.family === "gpt-6";
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: {
      cached_tokens: cached,
      ...(countsWrites ? { cache_write_tokens: 0 } : {}),
      audio_tokens: 0,
    },
    completion_tokens_details: {
      reasoning_tokens: reasoning,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

export function scriptRequest(body: ChatBody): ScriptRequest {
  const last = body.messages.at(-1);
  const format = body.response_format;
  const choice = body.tool_choice ?? "auto";
  return {
    tools: (body.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
    toolChoice:
      typeof choice === "string"
        ? choice
        : choice.type === "function"
          ? { name: choice.function.name }
          : choice.allowed_tools.mode,
    lastRole: last?.role === "user" || last?.role === "assistant" || last?.role === "tool" ? last.role : "system",
    lastText: textOf(last),
    wantsJson: format?.type === "json_object" || format?.type === "json_schema",
    ...(format?.type === "json_schema" ? { schema: format.json_schema.schema } : {}),
  };
}
