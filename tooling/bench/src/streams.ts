/** What the loopback server sends, made once at its start, and what both sides must read out of it. */

/** What a side has to end up with. */
export interface Expected {
  readonly text: string;
  readonly reasoning: string;
  readonly arguments: string;
}

export interface Rendered {
  readonly events: readonly string[];
  readonly expected: Expected;
}

// As a model's tokens come: words, punctuation, line ends, and now and then something outside of ASCII.
const words = (
  "The| quick| answer| depends| on| what| the| server| sends|,| and| on| how| much| of| it| arrives| at| once|.|\n\n|" +
  ' A| token| is| rarely| longer| than| a| word|;| some| hold| "| quotes| \\| or| `code`|:'
).split("|");
const piece = (index: number): string => (index % 97 === 96 ? " — naïve" : (words[index % words.length] ?? ""));

/** As long as the padding that the vendor adds, so that an event has the 300 bytes that were measured on the wire. */
const padding = (index: number): string => "0123456789abcdef".slice(0, 6 + (index % 10));

const created = 1_795_219_072;

/** Chat Completions: a role chunk, `count` text chunks, finish word, usage, terminator. */
export function chat(count: number): Rendered {
  const chunk = (index: number, delta: object, finish: string | null, usage?: object): string =>
    `data: ${JSON.stringify({
      id: "chatcmpl-CkQ3v9xN2mTq8hY4bW7cR1sL5pZ0e",
      object: "chat.completion.chunk",
      created,
      model: "bench-1-2026-10-01",
      service_tier: "default",
      system_fingerprint: "fp_7c1f0a93d2",
      choices: usage === undefined ? [{ index: 0, delta, logprobs: null, finish_reason: finish }] : [],
      usage: usage ?? null,
      obfuscation: padding(index),
    })}\n\n`;
  let text = "";
  const events = [chunk(0, { role: "assistant", content: "", refusal: null }, null)];
  for (let index = 0; index < count; index++) {
    text += piece(index);
    events.push(chunk(index, { content: piece(index) }, null));
  }
  events.push(chunk(1, {}, "stop"), chunk(2, {}, null, usageOf("prompt", "completion", count)), "data: [DONE]\n\n");
  return { events, expected: { text, reasoning: "", arguments: "" } };
}

/** Chat Completions: one tool call whose arguments come in `count` deltas of about 100 characters. */
export function toolArguments(count: number): Rendered {
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({
      id: "chatcmpl-CkQ3v9xN2mTq8hY4bW7cR1sL5pZ0e",
      object: "chat.completion.chunk",
      created,
      model: "bench-1-2026-10-01",
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
    })}\n\n`;
  const line = 'const total = rows.reduce((sum, row) => sum + row.amount, 0); // "net", not gross — see §4\n';
  let content = "";
  while (content.length < count * 102) content += line;
  const json = JSON.stringify({ path: "src/report.ts", content });
  const cut = (index: number): number => Math.floor((index * json.length) / count);
  const call = {
    index: 0,
    id: "call_3pXr8VnQ1LmZ0sYt",
    type: "function",
    function: { name: "write_file", arguments: "" },
  };
  const events = [chunk({ role: "assistant", content: null, tool_calls: [call] }, null)];
  for (let index = 0; index < count; index++) {
    const fragment = json.slice(cut(index), cut(index + 1));
    events.push(chunk({ tool_calls: [{ index: 0, function: { arguments: fragment } }] }, null));
  }
  events.push(chunk({}, "tool_calls"), "data: [DONE]\n\n");
  return { events, expected: { text: "", reasoning: "", arguments: json } };
}

/** Responses: a reasoning item with a fifth of the deltas in its summary, then a message with the rest. */
export function responses(count: number): Rendered {
  let sequence = 0;
  const event = (type: string, fields: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: sequence++, ...fields })}\n\n`;
  const response = (status: string, output: readonly object[], usage: object | null): object => ({
    id: "resp_0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    object: "response",
    created_at: created,
    status,
    background: false,
    error: null,
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    model: "bench-1-2026-10-01",
    output,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: "medium", summary: "auto" },
    store: false,
    temperature: 1,
    text: { format: { type: "text" } },
    tool_choice: "auto",
    tools: [],
    top_p: 1,
    truncation: "disabled",
    usage,
    metadata: {},
  });
  const reasoningId = "rs_0a1b2c3d4e5f60718293a4b5c6d7e8f9";
  const messageId = "msg_0a1b2c3d4e5f60718293a4b5c6d7e8f9";
  const events = [
    event("response.created", { response: response("in_progress", [], null) }),
    event("response.in_progress", { response: response("in_progress", [], null) }),
    event("response.output_item.added", { output_index: 0, item: { id: reasoningId, type: "reasoning", summary: [] } }),
    event("response.reasoning_summary_part.added", {
      item_id: reasoningId,
      output_index: 0,
      summary_index: 0,
      part: { type: "summary_text", text: "" },
    }),
  ];
  let reasoning = "";
  let text = "";
  const split = Math.floor(count / 5);
  for (let index = 0; index < split; index++) {
    reasoning += piece(index);
    events.push(
      event("response.reasoning_summary_text.delta", {
        item_id: reasoningId,
        output_index: 0,
        summary_index: 0,
        delta: piece(index),
        obfuscation: padding(index),
      }),
    );
  }
  const summary = { type: "summary_text", text: reasoning };
  const reasoningItem = { id: reasoningId, type: "reasoning", summary: [summary] };
  const part = (said: string): object => ({ type: "output_text", annotations: [], logprobs: [], text: said });
  const message = (status: string, content: readonly object[]): object => ({
    id: messageId,
    type: "message",
    status,
    content,
    role: "assistant",
  });
  events.push(
    event("response.reasoning_summary_text.done", {
      item_id: reasoningId,
      output_index: 0,
      summary_index: 0,
      text: reasoning,
    }),
    event("response.reasoning_summary_part.done", {
      item_id: reasoningId,
      output_index: 0,
      summary_index: 0,
      part: summary,
    }),
    event("response.output_item.done", { output_index: 0, item: reasoningItem }),
    event("response.output_item.added", { output_index: 1, item: message("in_progress", []) }),
    event("response.content_part.added", { item_id: messageId, output_index: 1, content_index: 0, part: part("") }),
  );
  for (let index = split; index < count; index++) {
    text += piece(index);
    events.push(
      event("response.output_text.delta", {
        item_id: messageId,
        output_index: 1,
        content_index: 0,
        delta: piece(index),
        logprobs: [],
        obfuscation: padding(index),
      }),
    );
  }
  events.push(
    event("response.output_text.done", { item_id: messageId, output_index: 1, content_index: 0, text, logprobs: [] }),
    event("response.content_part.done", { item_id: messageId, output_index: 1, content_index: 0, part: part(text) }),
    event("response.output_item.done", { output_index: 1, item: message("completed", [part(text)]) }),
    event("response.completed", {
      response: response(
        "completed",
        [reasoningItem, message("completed", [part(text)])],
        usageOf("input", "output", count),
      ),
    }),
  );
  return { events, expected: { text, reasoning, arguments: "" } };
}

/** One whole Chat Completions answer of about a kilobyte. */
export function completion(): Rendered {
  let text = "";
  for (let index = 0; index < 120; index++) text += piece(index);
  const body = JSON.stringify({
    id: "chatcmpl-CkQ3v9xN2mTq8hY4bW7cR1sL5pZ0e",
    object: "chat.completion",
    created,
    model: "bench-1-2026-10-01",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: text, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: usageOf("prompt", "completion", 120),
    service_tier: "default",
    system_fingerprint: "fp_7c1f0a93d2",
  });
  return { events: [body], expected: { text, reasoning: "", arguments: "" } };
}

function usageOf(input: string, output: string, count: number): object {
  return {
    [`${input}_tokens`]: 24,
    [`${output}_tokens`]: count,
    total_tokens: 24 + count,
    [`${input}_tokens_details`]: { cached_tokens: 0 },
    [`${output}_tokens_details`]: { reasoning_tokens: 0 },
  };
}
