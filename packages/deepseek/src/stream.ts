import {
  createReading,
  createRunningPart,
  createToolCalls,
  type FieldWatch,
  keepUsage,
  ownFields,
  readAnswer,
  readChunk,
  type Reading,
  readText,
  type ToolCalls,
  watchFields,
  type WireObject,
} from "@dialect/chat-completions";
import { DialectError, type FinishReason, type Json } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead, type WireReader } from "@dialect/core/provider";
import { dialect } from "./dialect.js";
import { inBandError, interrupted, requestIdOf } from "./errors.js";
import { countCacheHits } from "./quirks/count-cache-hits.js";
import { guardAgainstMarkup, toolMarkup } from "./quirks/detect-tool-markup.js";
import { reasoningField } from "./quirks/replay-reasoning.js";

/** What the reader has to know of the request. */
export interface Asked {
  /** Whether tools were sent: only then is markup in the text a lost call. */
  readonly tools: boolean;
}

/** @see https://api-docs.deepseek.com/api/create-chat-completion (read 2026-11-20) */
const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content-filter"],
  ["tool_calls", "tool-calls"],
]);

const own = ownFields({ chunk: ["error"], message: [reasoningField] });

/** One turn on this wire, from chunks or from one whole answer. */
export interface TurnReader {
  chunk(wire: Json): void;
  answer(wire: Json): void;
  /** The finish word was there. */
  ended(): boolean;
  /** The wire is over, in order or not: what is held back goes out. */
  end(): void;
}

export function createTurnReader(out: EventWriter, head: ResponseHead, asked: Asked): TurnReader {
  const fields: FieldWatch = watchFields(out, own);
  const reading: Reading = createReading();
  const running = createRunningPart(out);
  // Made when the first call comes: most streams have none.
  let calls: ToolCalls | undefined;
  const usage = keepUsage(out, countCacheHits);
  const guard = asked.tools ? guardAgainstMarkup() : undefined;
  let started = false;
  let finished: "whole" | "cut" | undefined;

  const start = (): void => {
    started = true;
    const requestId = requestIdOf(head.headers);
    out.start({
      ...(reading.id === undefined ? {} : { id: reading.id }),
      ...(reading.model === undefined ? {} : { model: reading.model }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  };
  const writeText = (text: string, wire: Json): void => {
    if (guard === undefined) return running.write("text", text);
    running.write("text", guard.pass(text));
    if (!guard.found) return;
    fields.keep(wire);
    throw toolMarkup();
  };
  const flush = (): void => {
    if (guard !== undefined) running.write("text", guard.rest());
  };
  const finish = (word: string): void => {
    if (word === "insufficient_system_resource") {
      usage.report();
      throw interrupted();
    }
    const reason = finishReasons.get(word) ?? "other";
    finished = reason === "length" || reason === "content-filter" ? "cut" : "whole";
    flush();
    calls?.finish(finished);
    out.finish({ reason, raw: word });
  };
  const take = (wire: Json, whole: boolean): void => {
    refuseError(wire);
    if (whole) readAnswer(wire, reading, fields);
    else readChunk(wire, reading, fields);
    if (!started) start();
    const { message } = reading;
    if (message !== undefined) {
      const reasoning = message[reasoningField];
      if (reasoning !== null && reasoning !== undefined)
        running.write(
          "reasoning",
          readText(reasoning, whole ? "choices[0].message" : "choices[0].delta", reasoningField),
          reasoningField,
        );
      if (reading.refusal !== "") running.write("refusal", reading.refusal);
      if (reading.content !== "") writeText(reading.content, wire);
      if (reading.toolCalls !== undefined) {
        flush();
        running.end();
        calls ??= createToolCalls(out, fields, dialect);
        if (whole) calls.whole(reading.toolCalls, reading.id);
        else calls.push(reading.toolCalls, reading.id);
      }
      // No event carries log probabilities: they stay in the wire objects.
      const logprobs = reading.choice?.["logprobs"];
      if (logprobs !== null && logprobs !== undefined) fields.keep(wire);
    }
    if (reading.usage !== undefined) usage.take(reading.usage);
    if (reading.finish !== undefined && finished === undefined) finish(reading.finish);
    if (finished !== undefined) usage.report();
  };

  return {
    chunk: (wire) => take(wire, false),
    answer: (wire) => take(wire, true),
    ended: () => finished !== undefined,
    end() {
      flush();
      calls?.finish(finished ?? "cut");
      usage.report();
    },
  };
}

/** An error frame, in the shape of an error body or beside empty choices. */
function refuseError(wire: Json): void {
  const error =
    typeof wire === "object" && wire !== null && !Array.isArray(wire) ? (wire as WireObject)["error"] : undefined;
  if (error !== undefined && error !== null) throw inBandError(JSON.stringify(wire));
}

/** The only reader of the stream. */
export function createReader(out: EventWriter, head: ResponseHead, asked: Asked): WireReader {
  const turn = createTurnReader(out, head, asked);
  return {
    data(_event, data) {
      if (data === "[DONE]") {
        turn.end();
        if (turn.ended()) return true;
        throw new DialectError("stream_truncated", {
          message: "The stream said [DONE] without a finish reason.",
          retryable: true,
        });
      }
      turn.chunk(parseEvent(data));
      return;
    },
    end: () => turn.end(),
  };
}
