import type { Script, ScriptRequest } from "@dialect/simulator";
import type { Ids } from "./ids.js";
import type { ServedModel } from "./model-list.js";
import type { DeepSeekTurn, Settings } from "./options.js";
import { isThinking, textOf, type RequestBody } from "./request-body.js";
import { charactersPerToken, promptTokens, tokensIn } from "./tokens.js";
import { leakedMarkup } from "./tool-markup.js";

/** What the model says, ready for either of the two writers. */
export interface Answer {
  readonly id: string;
  readonly created: number;
  readonly model: string;
  readonly thinking: boolean;
  readonly reasoning: string;
  readonly text: string;
  readonly calls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly finish: string;
  readonly usage: Readonly<Record<string, unknown>>;
  readonly logprobs: { readonly top: number } | undefined;
  readonly turn: DeepSeekTurn;
}

/** The next turn of the script, bound to what this request allows. */
export function nextTurn(body: RequestBody, model: ServedModel, script: Script, settings: Settings): DeepSeekTurn {
  const leak = leakedMarkup(body, settings);
  if (leak !== undefined) return { text: leak, finish: "stop" };
  const isScripted = script.remaining > 0;
  const turn = script.next(scriptRequest(body)) as DeepSeekTurn;
  // A turn that nobody wrote thinks where the vendor's model would.
  return isScripted || !isThinking(body, model.thinkingByDefault)
    ? turn
    : { reasoning: "The user asks; I answer.", ...turn };
}

export function createAnswer(turn: DeepSeekTurn, body: RequestBody, model: ServedModel, ids: Ids): Answer {
  const thinking = isThinking(body, model.thinkingByDefault);
  const budget = createBudget(body.max_tokens ?? Infinity);
  const reasoning = budget.take(thinking ? (turn.reasoning ?? "") : "");
  // The vendor has no field for a refusal; it stops with content_filter.
  const text = budget.take(turn.text ?? turn.refusal ?? "");
  const calls: { id: string; name: string; arguments: string }[] = [];
  for (const [index, call] of (turn.toolCalls ?? []).entries()) {
    if (budget.isSpent()) break;
    const written = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    calls.push({ id: call.id ?? ids.call(index), name: call.name, arguments: budget.take(written) });
  }
  const reasoningTokens = turn.usage?.reasoning ?? tokensIn(reasoning);
  const output =
    turn.usage?.output ??
    reasoningTokens + tokensIn(text) + calls.reduce((sum, call) => sum + tokensIn(call.arguments), 0);
  return {
    id: ids.answer(),
    created: Math.floor(Date.now() / 1000),
    model: model.servedAs,
    thinking,
    reasoning,
    text,
    calls,
    finish: budget.isSpent() ? "length" : (turn.finishWord ?? finishWords[finishOf(turn)]),
    usage: usageOf(
      turn.usage?.input ?? promptTokens(body, model),
      output,
      turn.usage?.cached ?? 0,
      thinking ? reasoningTokens : undefined,
    ),
    logprobs: body.logprobs === true ? { top: body.top_logprobs ?? 0 } : undefined,
    turn,
  };
}

const finishWords = {
  stop: "stop",
  length: "length",
  "content-filter": "content_filter",
  "tool-calls": "tool_calls",
} as const;

function finishOf(turn: DeepSeekTurn): keyof typeof finishWords {
  if (turn.finish !== undefined) return turn.finish;
  if (turn.refusal !== undefined) return "content-filter";
  return (turn.toolCalls?.length ?? 0) > 0 ? "tool-calls" : "stop";
}

/** `max_tokens` counts reasoning too: with little of it the answer is empty and ends with `length`. */
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

/** Field order as recorded: vercel/ai packages/deepseek/src/chat/__fixtures__ (read 2026-11-20). */
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
    prompt_tokens_details: { cached_tokens: cached },
    ...(reasoning === undefined ? {} : { completion_tokens_details: { reasoning_tokens: reasoning } }),
    prompt_cache_hit_tokens: cached,
    prompt_cache_miss_tokens: input - cached,
  };
}

function scriptRequest(body: RequestBody): ScriptRequest {
  const last = body.messages.at(-1);
  const choice = body.tool_choice ?? "auto";
  return {
    tools: (body.tools ?? []).map((tool) => ({ name: tool.function.name, schema: tool.function.parameters })),
    toolChoice: typeof choice === "object" ? { name: choice.function.name } : choice,
    lastRole: last === undefined || last.role === "latest_reminder" ? "system" : last.role,
    lastText: textOf(last),
    wantsJson: body.response_format?.type === "json_object",
  };
}
