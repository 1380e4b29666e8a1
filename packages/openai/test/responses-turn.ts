import type { Json } from "@dialect/core";

/**
 * A turn as the vendor streams it: reasoning whose encrypted content changes between its first and its last event,
 * commentary, a hosted search, a function call with a namespace, an answer with a citation.
 *
 * @see https://github.com/vercel/ai/blob/c07b5706/packages/openai/src/responses/__fixtures__/openai-reasoning-encrypted-content.1.chunks.txt (read 2026-11-20)
 * @see https://github.com/vercel/ai/blob/d7e3880f/packages/openai/src/responses/__fixtures__/openai-phase.1.chunks.txt (read 2026-11-20)
 * @see https://github.com/vercel/ai/blob/9fd36c13/packages/openai/src/responses/__fixtures__/issue-22343-live-web-search-store-false.json (read 2026-11-21)
 */
const reasoning = {
  id: "rs_1",
  type: "reasoning",
  encrypted_content: "gAAAA-done",
  summary: [
    { type: "summary_text", text: "**Plan**" },
    { type: "summary_text", text: "Search first." },
  ],
};
const commentary = {
  id: "msg_1",
  type: "message",
  status: "completed",
  role: "assistant",
  phase: "commentary",
  content: [{ type: "output_text", annotations: [], logprobs: [], text: "Let me look." }],
};
const search = {
  id: "ws_1",
  type: "web_search_call",
  status: "completed",
  action: { type: "search", query: "weather paris" },
  error: null,
};
const call = {
  id: "fc_1",
  type: "function_call",
  status: "completed",
  call_id: "call_1",
  name: "weather",
  namespace: "tools",
  arguments: '{"city":"Paris"}',
};
const citation = {
  type: "url_citation",
  start_index: 0,
  end_index: 5,
  url: "https://weather.example/paris",
  title: "Paris",
};
const answer = {
  id: "msg_2",
  type: "message",
  status: "completed",
  role: "assistant",
  phase: "final_answer",
  content: [{ type: "output_text", annotations: [citation], logprobs: [], text: "Sunny." }],
};
const usage = {
  input_tokens: 50,
  input_tokens_details: { cached_tokens: 10, cache_write_tokens: 2 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 12 },
  total_tokens: 80,
};

const created = {
  id: "resp_1",
  object: "response",
  model: "gpt-5.6-sol-2026-07-01",
  status: "in_progress",
  store: false,
  output: [],
};
/** The same turn as a whole answer. */
export const wholeTurn: Json = {
  ...created,
  status: "completed",
  output: [reasoning, commentary, search, call, answer],
  usage,
  service_tier: "default",
};

const at = (place: number, item: { readonly id: string }): { readonly [key: string]: Json } => ({
  output_index: place,
  item_id: item.id,
});
const message = (place: number, item: typeof answer): Json[] => {
  const [part] = item.content;
  const text = part?.text ?? "";
  return [
    { type: "response.output_item.added", output_index: place, item: { ...item, status: "in_progress", content: [] } },
    {
      type: "response.content_part.added",
      ...at(place, item),
      content_index: 0,
      part: { type: "output_text", annotations: [], text: "" },
    },
    ...[text.slice(0, 3), text.slice(3)].map((delta) => ({
      type: "response.output_text.delta",
      ...at(place, item),
      content_index: 0,
      delta,
      logprobs: [],
      obfuscation: "xyz",
    })),
    ...(part?.annotations ?? []).map((annotation, annotation_index) => ({
      type: "response.output_text.annotation.added",
      ...at(place, item),
      content_index: 0,
      annotation_index,
      annotation,
    })),
    { type: "response.output_text.done", ...at(place, item), content_index: 0, text, logprobs: [] },
    { type: "response.content_part.done", ...at(place, item), content_index: 0, part: part ?? null },
    { type: "response.output_item.done", output_index: place, item },
  ];
};

export const streamedTurn: readonly Json[] = (
  [
    { type: "response.created", response: created },
    { type: "response.in_progress", response: created },
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { ...reasoning, encrypted_content: "gAAAA-added", summary: [] },
    },
    ...reasoning.summary.flatMap((part, summary_index): Json[] => [
      {
        type: "response.reasoning_summary_part.added",
        ...at(0, reasoning),
        summary_index,
        part: { type: "summary_text", text: "" },
      },
      {
        type: "response.reasoning_summary_text.delta",
        ...at(0, reasoning),
        summary_index,
        delta: part.text,
        obfuscation: "x",
      },
      { type: "response.reasoning_summary_text.done", ...at(0, reasoning), summary_index, text: part.text },
      { type: "response.reasoning_summary_part.done", ...at(0, reasoning), summary_index, part },
    ]),
    { type: "response.output_item.done", output_index: 0, item: reasoning },
    ...message(1, commentary as unknown as typeof answer),
    {
      type: "response.output_item.added",
      output_index: 2,
      item: { id: "ws_1", type: "web_search_call", status: "in_progress" },
    },
    { type: "response.web_search_call.in_progress", ...at(2, search) },
    { type: "response.web_search_call.searching", ...at(2, search) },
    { type: "response.web_search_call.completed", ...at(2, search) },
    { type: "response.output_item.done", output_index: 2, item: search },
    { type: "response.output_item.added", output_index: 3, item: { ...call, arguments: "", status: "in_progress" } },
    { type: "response.function_call_arguments.delta", ...at(3, call), delta: '{"city":' },
    { type: "response.function_call_arguments.delta", ...at(3, call), delta: '"Paris"}' },
    { type: "response.function_call_arguments.done", ...at(3, call), arguments: call.arguments },
    { type: "response.output_item.done", output_index: 3, item: call },
    ...message(4, answer),
    { type: "response.completed", response: wholeTurn },
  ] as readonly { readonly [key: string]: Json }[]
).map((event, sequence_number) => ({ ...event, sequence_number }));
