import { reasons, type ModelRow } from "../model-table.js";
import type { ResponsesBody } from "./body.js";
import type { Output } from "./output.js";

/** What changes while a response lives. */
export interface ResponseState {
  readonly status: "in_progress" | "completed" | "incomplete" | "failed";
  readonly output: Output["items"];
  readonly incomplete?: Output["incomplete"];
  readonly error?: { readonly code: string; readonly message: string };
  readonly usage?: unknown;
}

export interface ResponseFacts {
  readonly id: string;
  readonly createdAt: number;
  readonly body: ResponsesBody;
  readonly row: ModelRow;
}

/**
 * The response object, member for member in the recorded order; it repeats the request with its defaults.
 *
 * @see https://github.com/vercel/ai …/responses/__fixtures__/issue-19493-gpt-5.1-tool-call.chunks.txt (read 2026-11-20)
 */
export function responseObject({ id, createdAt, body, row }: ResponseFacts, state: ResponseState): unknown {
  const isOver = state.status === "completed";
  return {
    id,
    object: "response",
    created_at: createdAt,
    status: state.status,
    background: false,
    completed_at: isOver ? createdAt : null,
    error: state.error ?? null,
    frequency_penalty: 0,
    incomplete_details: state.incomplete === undefined ? null : { reason: state.incomplete },
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    max_tool_calls: body.max_tool_calls ?? null,
    model: row.servedAs,
    moderation: null,
    output: state.output,
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    presence_penalty: 0,
    previous_response_id: body.previous_response_id ?? null,
    prompt_cache_key: body.prompt_cache_key ?? null,
    prompt_cache_retention: body.prompt_cache_retention ?? "in_memory",
    reasoning: {
      context: row.family === "gpt-6" ? "all_turns" : "current_turn",
      effort: reasons(row) ? (body.reasoning?.effort ?? row.defaultEffort ?? null) : null,
      mode: "standard",
      summary: body.reasoning?.summary ?? null,
    },
    safety_identifier: body.safety_identifier ?? null,
    service_tier: isOver && (body.service_tier ?? "auto") === "auto" ? "default" : (body.service_tier ?? "auto"),
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: { format: body.text?.format ?? { type: "text" }, verbosity: body.text?.verbosity ?? "medium" },
    tool_choice: body.tool_choice ?? "auto",
    tool_usage: toolUsage,
    tools: (body.tools ?? []).map((tool) => ({ ...tool, strict: tool.strict ?? true })),
    top_logprobs: body.top_logprobs ?? 0,
    top_p: body.top_p ?? 1,
    truncation: body.truncation ?? "disabled",
    usage: state.usage ?? null,
    user: body.user ?? null,
    metadata: body.metadata ?? {},
  };
}

const toolUsage = {
  image_gen: {
    input_tokens: 0,
    input_tokens_details: { image_tokens: 0, text_tokens: 0 },
    output_tokens: 0,
    output_tokens_details: { image_tokens: 0, text_tokens: 0 },
    total_tokens: 0,
  },
  web_search: { num_requests: 0 },
};
