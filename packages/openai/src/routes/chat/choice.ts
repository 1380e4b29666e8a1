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
  type Reading,
  readText,
  readUsage,
  type ToolCalls,
  type WireObject,
  watchFields,
} from "@dialect/chat-completions";
import type { Finish, FinishReason, Json } from "@dialect/core";
import type { EventWriter, ResponseHead } from "@dialect/core/provider";
import { dropNullIds } from "../../quirks/drop-null-ids.js";
import { readHead } from "../../response-head.js";
import { calls } from "./dialect.js";

/** Fields beside those of the grammar. `obfuscation` is random padding; the filter results are Azure's. */
const ownFields = {
  chunk: ["obfuscation", "prompt_filter_results"],
  choice: ["content_filter_results"],
  message: ["reasoning_content", "reasoning", "annotations"],
} as const;

export interface ChoiceReader {
  readonly fields: FieldWatch;
  /** One chunk or one whole answer, as the grammar read it. `calls` says how its tool calls are to be taken. */
  take(reading: Reading, wire: Json, calls: "push" | "whole"): void;
  /** Usage and the last wire object; the turn is over or the stream broke off. */
  end(): void;
  finished(): boolean;
}

export function createChoiceReader(out: EventWriter, head: ResponseHead): ChoiceReader {
  const fields = watchFields(out, ownFields);
  const part = createRunningPart(out);
  // Made when the first call comes: most streams have none, and a waiting one should weigh little.
  let toolCalls: ToolCalls | undefined;
  const usage = keepUsage(out, readUsage);
  let id: string | undefined;
  let model: string | undefined;
  let started = false;
  let finished = false;
  let reasoningField: ReasoningField | undefined;

  const start = (reading: Reading): void => {
    if (started && reading.id === id && reading.model === model) return;
    started = true;
    id = reading.id;
    model = reading.model;
    out.start({ ...readHead(head), ...(id === undefined ? {} : { id }), ...(model === undefined ? {} : { model }) });
  };
  const reasoning = (message: WireObject): void => {
    const name = fieldOf(message, reasoningField);
    if (name === undefined) return;
    reasoningField = name;
    part.write("reasoning", readText(message[name], "choices[0]", name), name);
    const other = name === "reasoning" ? "reasoning_content" : "reasoning";
    const twin = message[other];
    // Some servers send the same text under both names; other text under the second one would be lost.
    if (twin !== undefined && twin !== message[name] && twin !== "") fields.unknown(`choices[0].${other}`, twin);
  };
  // Citations of models that search the web: `{ type: "url_citation", url_citation: { url, title, … } }`.
  const addSources = (annotations: readonly Json[]): void => {
    for (const annotation of annotations) {
      const citation = (annotation as WireObject | null)?.["url_citation"] as WireObject | null | undefined;
      const url = citation?.["url"];
      const title = citation?.["title"];
      if (typeof url === "string") {
        part.end();
        out.add({ type: "source", url, ...(typeof title === "string" ? { title } : {}) });
      } else fields.unknown("choices[0].annotations", annotation);
    }
  };

  return {
    fields,
    take(reading, wireObject, how) {
      start(reading);
      const { choice, message } = reading;
      if (message !== undefined) {
        reasoning(message);
        part.write("text", reading.content);
        part.write("refusal", reading.refusal);
        if (Array.isArray(message["annotations"])) addSources(message["annotations"]);
        if (reading.toolCalls !== undefined) {
          part.end();
          toolCalls ??= createToolCalls(out, fields, calls);
          toolCalls[how](dropNullIds(reading.toolCalls), reading.id);
        }
      }
      // No event carries log probabilities and filter results: result.raw does.
      if (isFilled(choice?.["logprobs"]) || isFilled(choice?.["content_filter_results"])) fields.keep(wireObject);
      if (reading.usage !== undefined) usage.take(reading.usage);
      if (reading.finish === undefined) return;
      const finish = finishOf(reading.finish);
      const cut = finish.reason === "length" || finish.reason === "content-filter";
      // What a limit cut stays open: core ends it as incomplete.
      if (!cut) part.end();
      toolCalls?.finish(cut ? "cut" : "whole");
      finished = true;
      out.finish(finish);
    },
    end() {
      usage.report();
      fields.end();
    },
    finished: () => finished,
  };
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
