/**
 * Lines of `/api/chat` to events. The only reader of this wire: a whole answer is one such line.
 *
 * @see https://docs.ollama.com/api/chat (read 2026-11-20)
 */
import {
  createRunningPart,
  type FieldWatch,
  readText,
  type WireObject,
  ownFields,
  watchFields,
} from "@dialect/chat-completions";
import { DialectError, type FinishReason, type Json, type Usage } from "@dialect/core";
import { type EventWriter, parseEvent, type ResponseHead, type WireReader } from "@dialect/core/provider";
import { streamError } from "../../errors.js";
import { cutArguments } from "../../quirks/keep-argument-text.js";
import { mintCallId } from "../../quirks/mint-call-id.js";
import { thinkingField } from "../../quirks/replay-thinking.js";
import { warnFullContext } from "../../quirks/warn-full-context.js";
import type { RouteContext } from "../route.js";
import type { ChatLine } from "./wire.js";

type Line = WireObject & ChatLine;

const reasons: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
]);

/** One turn, from lines or from one whole answer. */
export interface TurnReader {
  /** `true` = the line said that the turn is over. */
  line(text: string): boolean;
  /** The wire is over, in order or not. */
  end(): void;
}

const own = ownFields({});

export function createTurnReader(out: EventWriter, context: RouteContext): TurnReader {
  const fields = watchFields(out, own);
  const running = createRunningPart(out);
  const ids = new Set<string>();
  let started = false;
  let createdAt = "";

  const readMessage = (message: WireObject, line: string): void => {
    let calls: Json | undefined;
    let content = "";
    // Thinking comes before the text in one line; the members of an object have no order to rely on.
    for (const key in message) {
      if (key === "thinking") running.write("reasoning", readText(message[key], "message", key), thinkingField.native);
      else if (key === "content") content = readText(message[key], "message", key);
      else if (key === "tool_calls") calls = message[key];
      else if (key !== "role") fields.unknown(`message.${key}`, message[key]);
    }
    running.write("text", content);
    if (calls === undefined || calls === null) return;
    if (!Array.isArray(calls)) throw malformed("message.tool_calls", "a list");
    if (calls.length === 0) return;
    running.end();
    const texts = cutArguments(line);
    calls.forEach((call, place) => writeCall(call as Json, place, texts[place]));
  };
  const writeCall = (call: Json, place: number, text: string | undefined): void => {
    const path = `message.tool_calls[${place}]`;
    if (!isObject(call)) throw malformed(path, "an object");
    const called = call["function"];
    if (!isObject(called)) throw malformed(`${path}.function`, "an object");
    const name = called["name"];
    if (typeof name !== "string" || name === "") {
      throw new DialectError("response_event_missing_field", { message: `${path} has no function name.` });
    }
    reportUnknown(call, path, ["id", "type", "function"], fields);
    reportUnknown(called, `${path}.function`, ["index", "name", "arguments"], fields);
    const part = out.beginCall(mintCallId(call["id"], ids.size, createdAt, ids, fields), name);
    out.delta(part, argumentsOf(called["arguments"], text, `${path}.function.arguments`, fields));
    out.end(part);
  };
  const finish = (wire: Line): void => {
    const usage = usageOf(wire);
    if (usage !== undefined) {
      out.usage(usage);
      const full = warnFullContext(context.contextLength, usage.input?.total, usage.output?.total);
      if (full !== undefined) out.warn(full);
    }
    const word = wire.done_reason;
    if (typeof word !== "string" || word === "") {
      // llm/server.go: the reason of a turn whose runner went away is written as nothing.
      throw new DialectError("stream_truncated", {
        message: "The last line says done without a done_reason: the server lost its runner in mid-turn.",
        retryable: true,
      });
    }
    const reason = reasons.get(word) ?? "other";
    // What a limit cut stays open: core ends it as incomplete.
    if (reason !== "length") running.end();
    out.finish({ reason, raw: word });
  };

  return {
    line(text) {
      const parsed = parseEvent(text);
      if (!isObject(parsed)) throw malformed("The line", "an object");
      const wire: Line = parsed;
      const { error } = wire;
      if (error !== undefined && error !== null) {
        fields.keep(wire);
        throw streamError(text);
      }
      let message: Json | undefined;
      for (const key in wire) {
        switch (key) {
          case "message":
            message = wire[key];
            break;
          case "created_at":
            createdAt = String(wire[key]);
            break;
          case "logprobs":
            // No event carries log probabilities: result.raw does.
            if (wire[key] !== null) fields.keep(wire);
            break;
          default:
            if (!known.has(key)) fields.unknown(key, wire[key]);
        }
      }
      if (!started) {
        started = true;
        out.start(typeof wire.model === "string" ? { model: wire.model } : {});
      }
      fields.read(wire, wire.done === true);
      if (message !== undefined && message !== null) {
        if (!isObject(message)) throw malformed("message", "an object");
        readMessage(message, text);
      }
      if (wire.done !== true) return false;
      finish(wire);
      return true;
    },
    end() {},
  };
}

const known = new Set([
  "model",
  "done",
  "done_reason",
  "error",
  "remote_model",
  "remote_host",
  "total_duration",
  "load_duration",
  "prompt_eval_count",
  "prompt_eval_duration",
  "eval_count",
  "eval_duration",
]);

/** Thinking is inside `eval_count` and not told apart; a count of zero is left out, so absent is unknown. */
function usageOf(wire: Line): Usage | undefined {
  const input = count(wire.prompt_eval_count);
  const output = count(wire.eval_count);
  if (input === undefined && output === undefined) return undefined;
  const { message: _, ...raw } = wire;
  return {
    ...(input === undefined ? {} : { input: { total: input } }),
    ...(output === undefined ? {} : { output: { total: output } }),
    raw,
  };
}

function count(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function argumentsOf(value: Json | undefined, text: string | undefined, path: string, fields: FieldWatch): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return text ?? JSON.stringify(value);
  fields.odd(
    "tool_arguments_as_text",
    path,
    "The arguments of a tool call came as a text instead of an object; they are read as that text.",
  );
  return value;
}

function reportUnknown(value: WireObject, path: string, names: readonly string[], fields: FieldWatch): void {
  for (const key in value) if (!names.includes(key)) fields.unknown(`${path}.${key}`, value[key]);
}

function isObject(value: Json | undefined): value is WireObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(path: string, wanted: string): DialectError {
  return new DialectError("malformed_event", { message: `${path} is not ${wanted}.` });
}

export function createReader(out: EventWriter, _head: ResponseHead, context: RouteContext): WireReader {
  const turn = createTurnReader(out, context);
  return {
    data: (_event, data) => turn.line(data),
    end: () => turn.end(),
  };
}
