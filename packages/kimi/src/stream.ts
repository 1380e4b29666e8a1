import {
  createReading,
  createRunningPart,
  createToolCalls,
  type FieldWatch,
  keepUsage,
  readAnswer,
  readChunk,
  type Reading,
  readText,
  ownFields,
  watchFields,
  type WireObject,
} from "@dialect/chat-completions";
import { DialectError, type FinishReason, type Json } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead, type WireReader } from "@dialect/core/provider";
import { dialect } from "./dialect.js";
import { inBandError, requestIdOf } from "./errors.js";
import { countChoiceUsage } from "./quirks/count-choice-usage.js";
import { guardAgainstMarkup, toolMarkup, watchForMarkup } from "./quirks/detect-tool-markup.js";
import { createCallIds } from "./quirks/keep-call-ids.js";
import { reasoningField } from "./quirks/replay-reasoning.js";

/** What the reader has to know of the request. */
export interface Asked {
  /** Whether tools were sent: only then are tool tokens in the text a lost call. */
  readonly tools: boolean;
  /** Whether the model was to think: a call without reasoning is then stamped, so that it goes back as it came. */
  readonly thinking: "on" | "off";
}

/** @see https://platform.kimi.ai/docs/api/chat (read 2026-11-20) */
const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["content_filter", "content-filter"],
  ["tool_calls", "tool-calls"],
]);

/** One turn on this wire, from chunks or from one whole answer. */
export interface TurnReader {
  chunk(wire: Json): void;
  answer(wire: Json): void;
  /** The finish word was there. */
  ended(): boolean;
  /** The wire is over, in order or not: what is held back goes out. */
  end(): void;
}

const own = ownFields({ chunk: ["error"], message: [reasoningField] });

export function createTurnReader(out: EventWriter, head: ResponseHead, asked: Asked): TurnReader {
  const fields: FieldWatch = watchFields(out, own);
  const reading: Reading = createReading();
  const running = createRunningPart(out);
  const ids = createCallIds();
  const usage = keepUsage(out, countChoiceUsage);
  const guard = asked.tools ? guardAgainstMarkup() : undefined;
  const thoughts = asked.tools ? watchForMarkup() : undefined;
  let reasoned = false;
  let answered = false;
  let started = false;
  let finished: "whole" | "cut" | undefined;

  const nameless = (id: string): number => {
    out.warn({
      code: "tool_call_without_name",
      message: `The answer was cut before the tool call ${id} had a name; what had come of it is in raw.`,
      path: "choices[0].delta.tool_calls",
    });
    return -1;
  };
  const calls = createToolCalls(
    {
      beginCall(id, name) {
        answered = true;
        // Only of a turn that was cut; a part without a name is none.
        if (name === "") return nameless(id);
        const index = out.beginCall(id, name);
        const wireId = ids.wireId(id);
        const without = asked.thinking === "on" && !reasoned;
        if (wireId !== undefined || without)
          out.carry(index, {
            ...(wireId === undefined ? {} : { wireId }),
            ...(without ? { noReasoning: true } : {}),
          });
        return index;
      },
      delta(index, text) {
        if (index >= 0) out.delta(index, text);
      },
    },
    fields,
    dialect,
  );
  const start = (): void => {
    started = true;
    const requestId = requestIdOf(head.headers);
    out.start({
      ...(reading.id === undefined ? {} : { id: reading.id }),
      ...(reading.model === undefined ? {} : { model: reading.model }),
      ...(requestId === undefined ? {} : { requestId }),
    });
  };
  const writeReasoning = (text: string): void => {
    if (text === "") return;
    reasoned = true;
    thoughts?.see(text);
    running.write("reasoning", text, reasoningField);
  };
  const writeText = (text: string, wire: Json): void => {
    if (text !== "") answered = true;
    if (guard === undefined) return running.write("text", text);
    running.write("text", guard.pass(text));
    if (!guard.found) return;
    fields.keep(wire);
    throw toolMarkup("text");
  };
  const flush = (): void => {
    if (guard !== undefined) running.write("text", guard.rest());
  };
  const finish = (word: string, wire: Json): void => {
    const reason = finishReasons.get(word) ?? "other";
    finished = reason === "length" || reason === "content-filter" ? "cut" : "whole";
    flush();
    calls.finish(finished);
    if (finished === "whole" && !answered && thoughts?.found === true) {
      fields.keep(wire);
      throw toolMarkup("reasoning");
    }
    out.finish({ reason, raw: word });
  };
  const take = (wire: Json, whole: boolean): void => {
    const error = errorOf(wire);
    if (error !== undefined) {
      usage.report();
      throw inBandError(JSON.stringify(wire));
    }
    if (whole) readAnswer(wire, reading, fields);
    else readChunk(wire, reading, fields);
    if (!started) start();
    const { message } = reading;
    if (message !== undefined) {
      const reasoning = message[reasoningField];
      if (reasoning !== null && reasoning !== undefined)
        writeReasoning(readText(reasoning, whole ? "choices[0].message" : "choices[0].delta", reasoningField));
      if (reading.refusal !== "") {
        answered = true;
        running.write("refusal", reading.refusal);
      }
      if (reading.content !== "") writeText(reading.content, wire);
      if (reading.toolCalls !== undefined) {
        flush();
        running.end();
        const apart = ids.apart(reading.toolCalls, whole);
        if (whole) calls.whole(apart, reading.id);
        else calls.push(apart, reading.id);
      }
      // No event carries log probabilities: they stay in the wire objects.
      const logprobs = reading.choice?.["logprobs"];
      if (logprobs !== null && logprobs !== undefined) fields.keep(wire);
    }
    // In the choice of the finish chunk and again in the chunk after it: reported once, at the end.
    if (reading.usage !== undefined) usage.take(reading.usage);
    if (reading.finish !== undefined && finished === undefined) finish(reading.finish, wire);
  };

  return {
    chunk: (wire) => take(wire, false),
    answer: (wire) => take(wire, true),
    ended: () => finished !== undefined,
    end() {
      flush();
      calls.finish(finished ?? "cut");
      usage.report();
    },
  };
}

/** An error frame, in the shape of an error body or beside empty choices. */
function errorOf(wire: Json): Json | undefined {
  const error =
    typeof wire === "object" && wire !== null && !Array.isArray(wire) ? (wire as WireObject)["error"] : undefined;
  return error === null ? undefined : error;
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
