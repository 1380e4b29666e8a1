/**
 * Chunks of Ollama's OpenAI-format endpoint to events. The only reader of this wire.
 *
 * @see https://docs.ollama.com/api/openai-compatibility (read 2026-11-20)
 */
import {
  createReading,
  createRunningPart,
  createToolCalls,
  keepUsage,
  readAnswer,
  readChunk,
  readText,
  readUsage,
  type WireObject,
  ownFields,
  watchFields,
} from "@dialect/chat-completions";
import { DialectError, type FinishReason, type Json } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead, type WireReader } from "@dialect/core/provider";
import { streamError } from "../../errors.js";
import { hiddenCrash, isCrashTrace } from "../../quirks/name-hidden-crash.js";
import { thinkingField } from "../../quirks/replay-thinking.js";
import { warnFullContext } from "../../quirks/warn-full-context.js";
import type { RouteContext } from "../route.js";
import { dialect } from "./dialect.js";

const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["tool_calls", "tool-calls"],
]);

/** One turn, from chunks or from one whole answer. */
export interface TurnReader {
  take(wire: Json, how: "chunk" | "answer"): void;
  /** The wire is over, in order or not. */
  end(): void;
  finished(): boolean;
}

const own = ownFields({ chunk: ["error"], message: [thinkingField.chat] });

export function createTurnReader(out: EventWriter, context: RouteContext): TurnReader {
  const fields = watchFields(out, own);
  const reading = createReading();
  const running = createRunningPart(out);
  const calls = createToolCalls(out, fields, dialect);
  const usage = keepUsage(out, readUsage);
  let started = false;
  let finished: "whole" | "cut" | undefined;

  const readMessage = (message: WireObject, wire: Json, how: "chunk" | "answer"): void => {
    const thinking = message[thinkingField.chat];
    running.write("reasoning", readText(thinking, "choices[0]", thinkingField.chat), thinkingField.chat);
    running.write("refusal", reading.refusal);
    running.write("text", reading.content);
    if (reading.toolCalls === undefined) return;
    running.end();
    // Answer ids are `chatcmpl-` and a number below 1000: the time makes a minted call id one of its own.
    const turn = `${reading.id ?? ""}${String((wire as WireObject)["created"] ?? "")}`;
    if (how === "answer") calls.whole(reading.toolCalls, turn);
    else calls.push(reading.toolCalls, turn);
  };

  return {
    take(wire, how) {
      refuseError(wire);
      if (how === "answer") readAnswer(wire, reading, fields);
      else readChunk(wire, reading, fields);
      if (!started) {
        started = true;
        out.start({
          ...(reading.id === undefined ? {} : { id: reading.id }),
          ...(reading.model === undefined ? {} : { model: reading.model }),
        });
      }
      if (reading.message !== undefined) readMessage(reading.message, wire, how);
      const logprobs = reading.choice?.["logprobs"];
      if (logprobs !== null && logprobs !== undefined) fields.keep(wire);
      if (reading.usage !== undefined) {
        usage.take(reading.usage);
        const { input, output } = readUsage(reading.usage);
        const full = warnFullContext(context.contextLength, input?.total, output?.total);
        if (full !== undefined) out.warn(full);
      }
      if (reading.finish === undefined || finished !== undefined) return;
      const reason = reasons.get(reading.finish) ?? "other";
      finished = reason === "length" ? "cut" : "whole";
      if (finished === "whole") running.end();
      calls.finish(finished);
      out.finish({ reason, raw: reading.finish });
    },
    end() {
      usage.report();
    },
    finished: () => finished !== undefined,
  };
}

function refuseError(wire: Json): void {
  if (typeof wire !== "object" || wire === null || Array.isArray(wire)) return;
  const { error } = wire as { readonly error?: Json };
  if (error !== undefined && error !== null) throw streamError(JSON.stringify(wire));
}

export function createReader(out: EventWriter, _head: ResponseHead, context: RouteContext): WireReader {
  const turn = createTurnReader(out, context);
  let crashed = false;
  return {
    data(_event, data) {
      if (data === "[DONE]") {
        turn.end();
        if (turn.finished()) return true;
        throw new DialectError("stream_truncated", {
          message: "The stream said [DONE] without a finish reason.",
          retryable: true,
        });
      }
      const chunk = parseEvent(data);
      if (isCrashTrace(chunk)) crashed = true;
      turn.take(chunk, "chunk");
      return false;
    },
    end() {
      turn.end();
      if (crashed && !turn.finished()) throw hiddenCrash();
    },
  };
}
