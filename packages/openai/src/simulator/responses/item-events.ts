import { pieces, type ScriptedTurn } from "@dialect/simulator";
import type { Ids } from "../ids.js";
import { tokenLogprobs } from "../logprobs.js";
import type { ModelRow } from "../model-table.js";
import type { ResponsesBody } from "./body.js";
import { seal } from "./encrypted.js";
import type { EventWriter } from "./events.js";
import type { CallOutput, MessageOutput, MessagePart, OutputItem, ReasoningOutput } from "./output.js";

export interface ItemStream {
  readonly writer: EventWriter;
  readonly ids: Ids;
  readonly row: ModelRow;
  readonly turn: ScriptedTurn;
  readonly body: ResponsesBody;
}

/**
 * One item with its events, members in the recorded order. `isCut` leaves it open, as a failure in the middle does.
 *
 * @see https://github.com/vercel/ai …/responses/__fixtures__/openai-reasoning-encrypted-content-gpt-5-4-split.1.chunks.txt
 *   and issue-19493-gpt-5.1-tool-call.chunks.txt (read 2026-11-20)
 */
export function writeItem(item: OutputItem, index: number, at: ItemStream, isCut: boolean): void {
  if (item.type === "reasoning") writeReasoning(item, index, at, isCut);
  else if (item.type === "message") writeMessage(item, index, at, isCut);
  else writeCall(item, index, at, isCut);
  if (!isCut) at.writer.send("response.output_item.done", { item, output_index: index });
}

/** The padding of a delta, unless it was switched off. */
function padding({ ids, body }: ItemStream, delta: string): { readonly obfuscation?: string } {
  return body.stream_options?.include_obfuscation === false ? {} : { obfuscation: ids.obfuscation(delta, 16) };
}

function writeReasoning(item: ReasoningOutput, index: number, at: ItemStream, isCut: boolean): void {
  const { writer, row, turn } = at;
  const early =
    item.encrypted_content === undefined
      ? {}
      : { encrypted_content: seal({ id: item.id, family: row.family }, "added") };
  writer.send("response.output_item.added", {
    item: { id: item.id, type: "reasoning", ...early, summary: [] },
    output_index: index,
  });
  for (const [summary, { text }] of item.summary.entries()) {
    const part = (said: string): object => ({ type: "summary_text", text: said });
    writer.send("response.reasoning_summary_part.added", {
      item_id: item.id,
      output_index: index,
      part: part(""),
      summary_index: summary,
    });
    for (const delta of pieces(text, turn.pieceLength)) {
      writer.send("response.reasoning_summary_text.delta", {
        delta,
        item_id: item.id,
        ...padding(at, delta),
        output_index: index,
        summary_index: summary,
      });
    }
    if (isCut) return;
    writer.send("response.reasoning_summary_text.done", {
      item_id: item.id,
      output_index: index,
      summary_index: summary,
      text,
    });
    writer.send("response.reasoning_summary_part.done", {
      item_id: item.id,
      output_index: index,
      part: part(text),
      summary_index: summary,
    });
  }
}

function writeMessage(item: MessageOutput, index: number, at: ItemStream, isCut: boolean): void {
  at.writer.send("response.output_item.added", {
    item: { ...item, status: "in_progress", content: [] },
    output_index: index,
  });
  for (const [place, part] of item.content.entries()) {
    const here = { item_id: item.id, output_index: index };
    const empty: MessagePart = part.type === "refusal" ? { ...part, refusal: "" } : { ...part, logprobs: [], text: "" };
    at.writer.send("response.content_part.added", { content_index: place, ...here, part: empty });
    if (part.type === "refusal") writeRefusal(part.refusal, item.id, index, place, at, isCut);
    else writeText(part, item.id, index, place, at, isCut);
    if (!isCut) at.writer.send("response.content_part.done", { content_index: place, ...here, part });
  }
}

function writeText(
  part: Extract<MessagePart, { type: "output_text" }>,
  itemId: string,
  index: number,
  place: number,
  at: ItemStream,
  isCut: boolean,
): void {
  const top = at.body.top_logprobs ?? 0;
  for (const delta of pieces(part.text, at.turn.pieceLength)) {
    at.writer.send("response.output_text.delta", {
      content_index: place,
      delta,
      item_id: itemId,
      logprobs: part.logprobs.length > 0 ? tokenLogprobs([delta], top) : [],
      ...padding(at, delta),
      output_index: index,
    });
  }
  if (isCut) return;
  at.writer.send("response.output_text.done", {
    content_index: place,
    item_id: itemId,
    logprobs: part.logprobs,
    output_index: index,
    text: part.text,
  });
}

function writeRefusal(
  refusal: string,
  itemId: string,
  index: number,
  place: number,
  at: ItemStream,
  isCut: boolean,
): void {
  for (const delta of pieces(refusal, at.turn.pieceLength)) {
    at.writer.send("response.refusal.delta", {
      content_index: place,
      delta,
      item_id: itemId,
      ...padding(at, delta),
      output_index: index,
    });
  }
  if (!isCut)
    at.writer.send("response.refusal.done", { content_index: place, item_id: itemId, output_index: index, refusal });
}

function writeCall(item: CallOutput, index: number, at: ItemStream, isCut: boolean): void {
  at.writer.send("response.output_item.added", {
    item: { ...item, status: "in_progress", arguments: "" },
    output_index: index,
  });
  for (const delta of pieces(item.arguments, at.turn.pieceLength)) {
    at.writer.send("response.function_call_arguments.delta", {
      delta,
      item_id: item.id,
      ...padding(at, delta),
      output_index: index,
    });
  }
  if (!isCut)
    at.writer.send("response.function_call_arguments.done", {
      arguments: item.arguments,
      item_id: item.id,
      output_index: index,
    });
}
