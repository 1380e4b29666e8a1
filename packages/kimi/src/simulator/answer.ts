import type { Script, ScriptedTurn, ScriptRequest } from "@dialect/simulator";
import { callId, type Ids } from "./ids.js";
import type { Settings } from "./options.js";
import { textOf, tokenLimit, toolsOf, type RequestBody, type Tool } from "./request-body.js";
import { charactersPerToken, promptTokens, tokensIn } from "./tokens.js";

/** What the model says, ready for either of the two writers. */
export interface Answer {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly thinking: boolean;
  readonly reasoning: string;
  readonly text: string;
  readonly calls: readonly AnsweredCall[];
  readonly finish: string;
  readonly usage: Readonly<Record<string, unknown>>;
  readonly cached: number;
  /** How many choices; more than one only where sampling is free. */
  readonly choices: number;
  readonly turn: ScriptedTurn;
}

export interface AnsweredCall {
  readonly id: string;
  readonly type: Tool["type"];
  readonly name: string;
  readonly arguments: string;
}

/** The next turn of the script; one that nobody wrote thinks where the vendor's model would. */
export function nextTurn(body: RequestBody, thinking: boolean, script: Script): ScriptedTurn {
  const isScripted = script.remaining > 0;
  const turn = script.next(scriptRequest(body));
  return isScripted || !thinking ? turn : { reasoning: "The user asks; I answer.", ...turn };
}

export function createAnswer(
  turn: ScriptedTurn,
  body: RequestBody,
  thinking: boolean,
  ids: Ids,
  settings: Settings,
): Answer {
  const budget = createBudget(tokenLimit(body) ?? Infinity);
  const reasoning = budget.take(thinking ? (turn.reasoning ?? "") : "");
  // The vendor has no field for a refusal; it stops with content_filter.
  const text = budget.take(turn.text ?? turn.refusal ?? "");
  const calls: AnsweredCall[] = [];
  for (const [index, call] of (turn.toolCalls ?? []).entries()) {
    if (budget.isSpent()) break;
    calls.push({
      id: call.id ?? callId(call.name, index, body, settings),
      type: toolsOf(body).find((tool) => tool.function.name === call.name)?.type ?? "function",
      name: call.name,
      arguments: budget.take(typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments)),
    });
  }
  const reasoningTokens = turn.usage?.reasoning ?? tokensIn(reasoning);
  const written = tokensIn(text) + calls.reduce((sum, call) => sum + tokensIn(call.arguments), 0);
  const output = turn.usage?.output ?? reasoningTokens + written;
  const cached = turn.usage?.cached ?? 0;
  return {
    id: ids.answer(),
    created: Math.floor(Date.now() / 1000),
    model: body.model,
    thinking,
    reasoning,
    text,
    calls,
    finish: budget.isSpent() ? "length" : finishWords[finishOf(turn)],
    usage: usageOf(turn.usage?.input ?? promptTokens(body), output, cached, thinking ? reasoningTokens : undefined),
    cached,
    choices: body.n ?? 1,
    turn,
  };
}

const finishWords = {
  stop: "stop",
  length: "length",
  "content-filter": "content_filter",
  "tool-calls": "tool_calls",
} as const;

function finishOf(turn: ScriptedTurn): keyof typeof finishWords {
  if (turn.finish !== undefined) return turn.finish;
  if (turn.refusal !== undefined) return "content-filter";
  return (turn.toolCalls?.length ?? 0) > 0 ? "tool-calls" : "stop";
}

/** The limit counts reasoning too: with little of it the answer is empty and ends with `length`. */
function createBudget(tokens: number): { take(text: string): string; isSpent(): boolean } {
  let left = tokens * charactersPerToken;
  let spent = false;
  return {
    take(text) {
      if (text.length > left) spent = true;
      const taken = text.slice(0, Math.max(0, left));
      left -= taken.length;
      return taken;
    },
    isSpent: () => spent,
  };
}

/**
 * Members as recorded; both of the cached ones are absent when nothing was cached, `prompt_tokens` includes them.
 *
 * @see https://github.com/leandromineti/ai-assisted-coding probes/raw/kimi.jsonl (recorded 2026-09-01, read 2026-11-20)
 */
function usageOf(
  input: number,
  output: number,
  cached: number,
  reasoning: number | undefined,
): Readonly<Record<string, unknown>> {
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    ...(cached > 0 ? { cached_tokens: cached } : {}),
    ...(reasoning === undefined ? {} : { completion_tokens_details: { reasoning_tokens: reasoning } }),
    ...(cached > 0 ? { prompt_tokens_details: { cached_tokens: cached } } : {}),
  };
}

function scriptRequest(body: RequestBody): ScriptRequest {
  const last = body.messages.at(-1);
  const choice = body.tool_choice ?? "auto";
  const format = body.response_format;
  return {
    tools: toolsOf(body).map((tool) => ({
      name: tool.function.name,
      schema: tool.type === "builtin_function" ? searchArguments : tool.function.parameters,
    })),
    toolChoice: typeof choice === "object" ? { name: choice.function.name } : choice,
    lastRole: last?.role ?? "system",
    lastText: textOf(last),
    wantsJson: format?.type === "json_object",
    ...(format?.type === "json_schema" ? { schema: format.json_schema?.schema } : {}),
  };
}

/** What the caller hands back as it came. @see https://platform.kimi.ai/docs/guide/use-web-search (read 2026-11-21) */
const searchArguments = {
  const: { search_result: { search_id: "simulated-search" }, usage: { total_tokens: 1024 } },
};
