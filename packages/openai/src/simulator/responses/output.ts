import { pieces, type ScriptedTurn } from "@dialect/simulator";
import type { Ids } from "../ids.js";
import { tokenLogprobs } from "../logprobs.js";
import { reasons, type ModelRow } from "../model-table.js";
import { createBudget, tokensIn } from "../tokens.js";
import type { ResponsesBody } from "./body.js";
import { seal } from "./encrypted.js";

export interface ReasoningOutput {
  readonly id: string;
  readonly type: "reasoning";
  readonly encrypted_content?: string;
  readonly summary: readonly { readonly type: "summary_text"; readonly text: string }[];
}

export interface MessageOutput {
  readonly id: string;
  readonly type: "message";
  readonly status: Status;
  readonly content: readonly MessagePart[];
  readonly phase?: "commentary" | "final_answer";
  readonly role: "assistant";
}

export type MessagePart =
  | {
      readonly type: "output_text";
      readonly annotations: readonly unknown[];
      readonly logprobs: readonly unknown[];
      readonly text: string;
    }
  | { readonly type: "refusal"; readonly refusal: string };

export interface CallOutput {
  readonly id: string;
  readonly type: "function_call";
  readonly status: Status;
  readonly arguments: string;
  readonly call_id: string;
  readonly name: string;
}

export type OutputItem = ReasoningOutput | MessageOutput | CallOutput;
type Status = "completed" | "incomplete";

export interface Output {
  readonly items: readonly OutputItem[];
  readonly incomplete: "max_output_tokens" | "content_filter" | undefined;
  readonly usage: unknown;
}

/** The turn as output items, in the order in which the vendor has them: reasoning, message, calls. */
export function createOutput(
  turn: ScriptedTurn,
  body: ResponsesBody,
  row: ModelRow,
  ids: Ids,
  inputTokens: number,
): Output {
  const budget = createBudget(body.max_output_tokens);
  const items: OutputItem[] = [];
  const thoughts = reasons(row) ? budget.take(turn.reasoning ?? "") : "";
  if (reasons(row) && turn.reasoning !== undefined) items.push(reasoningItem(thoughts, body, row, ids));

  const isLast = (): boolean => budget.spent || turn.finish === "length" || turn.finish === "content-filter";
  const said: string[] = [];
  if (!budget.spent && (turn.text !== undefined || turn.refusal !== undefined)) {
    const parts = messageParts(turn, body, (text) => {
      said.push(budget.take(text));
      return said.at(-1) ?? "";
    });
    items.push({
      id: ids.item("msg"),
      type: "message",
      status: isLast() && (turn.toolCalls?.length ?? 0) === 0 ? "incomplete" : "completed",
      content: parts,
      ...(row.phase
        ? { phase: (turn.toolCalls?.length ?? 0) > 0 ? ("commentary" as const) : ("final_answer" as const) }
        : {}),
      role: "assistant",
    });
  }
  for (const [index, call] of (turn.toolCalls ?? []).entries()) {
    if (budget.spent) break;
    const written = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
    said.push(budget.take(written));
    const isCut = isLast() && (budget.spent || index === (turn.toolCalls?.length ?? 0) - 1);
    items.push({
      id: ids.item("fc"),
      type: "function_call",
      status: isCut ? "incomplete" : "completed",
      arguments: said.at(-1) ?? "",
      call_id: call.id ?? ids.call(),
      name: call.name,
    });
  }
  const reasoning = turn.usage?.reasoning ?? tokensIn(thoughts);
  return {
    items,
    incomplete:
      budget.spent || turn.finish === "length"
        ? "max_output_tokens"
        : turn.finish === "content-filter"
          ? "content_filter"
          : undefined,
    usage: usageOf(
      turn.usage?.input ?? inputTokens,
      turn.usage?.output ?? reasoning + tokensIn(said.join("")),
      turn.usage?.cached ?? 0,
      reasoning,
    ),
  };
}

/** The text of the thoughts is shown only as a summary that was asked for. */
function reasoningItem(text: string, body: ResponsesBody, row: ModelRow, ids: Ids): ReasoningOutput {
  const id = ids.item("rs");
  const isSealed = body.include?.includes("reasoning.encrypted_content") === true;
  const isShown = body.reasoning?.summary != null && text !== "";
  return {
    id,
    type: "reasoning",
    ...(isSealed ? { encrypted_content: seal({ id, family: row.family }, "done") } : {}),
    summary: isShown ? [{ type: "summary_text", text }] : [],
  };
}

function messageParts(turn: ScriptedTurn, body: ResponsesBody, take: (text: string) => string): readonly MessagePart[] {
  const parts: MessagePart[] = [];
  if (turn.text !== undefined) {
    const text = take(turn.text);
    const asked = body.include?.includes("message.output_text.logprobs") === true;
    parts.push({
      type: "output_text",
      annotations: [],
      logprobs: asked ? tokenLogprobs(pieces(text, turn.pieceLength), body.top_logprobs ?? 0) : [],
      text,
    });
  }
  if (turn.refusal !== undefined) parts.push({ type: "refusal", refusal: take(turn.refusal) });
  return parts;
}

/** Members as recorded: vercel/ai …/responses/__fixtures__/issue-19493-gpt-5.1-tool-call.chunks.txt (read 2026-11-20). */
function usageOf(input: number, output: number, cached: number, reasoning: number): unknown {
  return {
    input_tokens: input,
    input_tokens_details: { cache_write_tokens: 0, cached_tokens: cached },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: reasoning },
    total_tokens: input + output,
  };
}
