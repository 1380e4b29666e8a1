/**
 * What a delta and a whole message have in common: one fold, so that a stream and its answer give the same turn.
 *
 * @see https://platform.openai.com/docs/api-reference/chat-streaming/streaming (read 2026-11-20)
 */
import {
  createRunningPart,
  createToolCalls,
  type FieldWatch,
  keepUsage,
  ownFields,
  type Reading,
  readText,
  readUsage,
  type RunningPart,
  type ToolCalls,
  type UsageKeeper,
  type WireObject,
  watchFields,
} from "@dialect/chat-completions";
import type { Finish, FinishReason, Json } from "@dialect/core";
import type { EventWriter, ResponseHead } from "@dialect/core/provider";
import { dropNullIds } from "../../quirks/drop-null-ids.js";
import { readHead } from "../../response-head.js";
import { calls } from "./dialect.js";

/** Fields beside those of the grammar. `obfuscation` is random padding; the filter results are Azure's. */
const own = ownFields({
  chunk: ["obfuscation", "prompt_filter_results"],
  choice: ["content_filter_results"],
  message: ["reasoning_content", "reasoning", "annotations"],
});

export class ChoiceReader {
  readonly fields: FieldWatch;
  finished = false;
  private readonly out: EventWriter;
  private head: ResponseHead | undefined;
  private readonly part: RunningPart;
  private readonly usage: UsageKeeper;
  // Made when the first call comes: most streams have none, and a waiting one should weigh little.
  private toolCalls: ToolCalls | undefined;
  private id: string | undefined;
  private model: string | undefined;
  private started = false;
  private reasoningField: ReasoningField | undefined;

  constructor(out: EventWriter, head: ResponseHead) {
    this.out = out;
    this.head = head;
    this.fields = watchFields(out, own);
    this.part = createRunningPart(out);
    this.usage = keepUsage(out, readUsage);
  }

  /** One chunk or one whole answer, as the grammar read it. `how` says how its tool calls are to be taken. */
  take(reading: Reading, wire: Json, how: "push" | "whole"): void {
    this.start(reading);
    const { choice, message } = reading;
    if (message !== undefined) this.takeMessage(message, reading, how);
    // No event carries log probabilities and filter results: result.raw does.
    if (isFilled(choice?.["logprobs"]) || isFilled(choice?.["content_filter_results"])) this.fields.keep(wire);
    if (reading.usage !== undefined) this.usage.take(reading.usage);
    if (reading.finish === undefined) return;
    const finish = finishOf(reading.finish);
    const cut = finish.reason === "length" || finish.reason === "content-filter";
    // What a limit cut stays open: core ends it as incomplete.
    if (!cut) this.part.end();
    this.toolCalls?.finish(cut ? "cut" : "whole");
    this.finished = true;
    this.out.finish(finish);
  }

  /** Usage; the turn is over or the stream broke off. */
  end(): void {
    this.usage.report();
  }

  private start({ id, model }: Reading): void {
    if (this.started && id === this.id && model === this.model) return;
    this.started = true;
    this.id = id;
    this.model = model;
    const head = this.head === undefined ? {} : readHead(this.head);
    // Said once; a stream that waits need not hold the headers.
    this.head = undefined;
    this.out.start({
      ...head,
      ...(id === undefined ? {} : { id }),
      ...(model === undefined ? {} : { model }),
    });
  }

  private takeMessage(message: WireObject, reading: Reading, how: "push" | "whole"): void {
    this.takeReasoning(message);
    this.part.write("text", reading.content);
    this.part.write("refusal", reading.refusal);
    if (Array.isArray(message["annotations"])) this.addSources(message["annotations"]);
    if (reading.toolCalls === undefined) return;
    this.part.end();
    this.toolCalls ??= createToolCalls(this.out, this.fields, calls);
    this.toolCalls[how](dropNullIds(reading.toolCalls), reading.id);
  }

  private takeReasoning(message: WireObject): void {
    const name = fieldOf(message, this.reasoningField);
    if (name === undefined) return;
    this.reasoningField = name;
    this.part.write("reasoning", readText(message[name], "choices[0]", name), name);
    const other = name === "reasoning" ? "reasoning_content" : "reasoning";
    const twin = message[other];
    // Some servers send the same text under both names; other text under the second one would be lost.
    if (twin !== undefined && twin !== message[name] && twin !== "") this.fields.unknown(`choices[0].${other}`, twin);
  }

  // Citations of models that search the web: `{ type: "url_citation", url_citation: { url, title, … } }`.
  private addSources(annotations: readonly Json[]): void {
    for (const annotation of annotations) {
      const citation = (annotation as WireObject | null)?.["url_citation"] as WireObject | null | undefined;
      const url = citation?.["url"];
      const title = citation?.["title"];
      if (typeof url === "string") {
        this.part.end();
        this.out.add({ type: "source", url, ...(typeof title === "string" ? { title } : {}) });
      } else this.fields.unknown("choices[0].annotations", annotation);
    }
  }
}

type ReasoningField = "reasoning_content" | "reasoning";

/** The field that reasoning comes in; once one was seen, it stays that one as long as it has text. */
function fieldOf(message: WireObject, seen: ReasoningField | undefined): ReasoningField | undefined {
  if (seen !== undefined && isText(message[seen])) return seen;
  if (isText(message["reasoning_content"])) return "reasoning_content";
  return isText(message["reasoning"]) ? "reasoning" : undefined;
}

/** Empty texts and null carry nothing; anything else is read, and refused there if it is no text. */
function isText(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function isFilled(value: Json | undefined): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

const reasons: Readonly<Record<string, FinishReason>> = {
  stop: "stop",
  length: "length",
  tool_calls: "tool-calls",
  function_call: "tool-calls",
  content_filter: "content-filter",
};

function finishOf(word: string): Finish {
  return { reason: Object.hasOwn(reasons, word) ? (reasons[word] as FinishReason) : "other", raw: word };
}
