import { playRaw, type LoggedRequest, type Reply, type ReplyHeaders, type Script } from "@dialect/simulator";
import { createAnswer, nextTurn } from "./answer.js";
import { writeChunks } from "./chunk-writer.js";
import type { Ids } from "./ids.js";
import { checkAssistantMessages, checkPrefix, checkToolMessages } from "./message-rules.js";
import { findModel, type ServedModel } from "./model-list.js";
import type { Ignored, Settings } from "./options.js";
import { checkParameters } from "./parameter-rules.js";
import { readerText, refusePart, unreadable } from "./reader-text.js";
import { errorBody, strayRefusal, type Refusal } from "./refusal.js";
import { isThinking, type RequestBody } from "./request-body.js";
import { checkSchema } from "./request-schema.js";
import { checkReplay, checkToolChoice } from "./thinking-rules.js";
import { checkContext } from "./tokens.js";
import { wholeAnswer } from "./whole-writer.js";

export interface ChatDesk {
  readonly settings: Settings;
  readonly script: Script;
  readonly ids: Ids;
  readonly ignored: Ignored[];
}

/** One chat completion; a refusal is handed back, an answer is sent. */
export function chat(
  request: LoggedRequest,
  reply: Reply,
  headers: ReplyHeaders,
  isBeta: boolean,
  desk: ChatDesk,
): Refusal | undefined {
  if (request.json === undefined) return unreadable(request.text);
  const { refused, stray } = checkSchema(request.json);
  if (refused !== undefined) return readerText(refused, request.text);
  const body = request.json as RequestBody;
  const model = findModel(body.model, desk.settings);
  if ("status" in model) return model;
  const broken = firstBroken(body, request.text, model, isBeta, desk.settings);
  if (broken !== undefined) return broken;

  for (const path of stray) desk.ignored.push({ request: request.index, path, why: "unknown-member" });
  for (const path of withoutEffect(body, model))
    desk.ignored.push({ request: request.index, path, why: "no-effect-in-thinking" });
  if (desk.settings.strict && stray[0] !== undefined) return strayRefusal(stray[0]);

  return respond(body, model, reply, headers, desk);
}

function firstBroken(
  body: RequestBody,
  text: string,
  model: ServedModel,
  isBeta: boolean,
  settings: Settings,
): Refusal | undefined {
  return (
    checkParts(body, text, model) ??
    checkParameters(body) ??
    checkToolChoice(body, model) ??
    checkPrefix(body.messages, isBeta) ??
    checkAssistantMessages(body.messages, settings.toolTurnContent) ??
    checkToolMessages(body.messages) ??
    checkReplay(body, model, settings.replayRule) ??
    checkContext(body, model, settings.contextTokens)
  );
}

function checkParts(body: RequestBody, text: string, model: ServedModel): Refusal | undefined {
  if (model.vision) return undefined;
  for (const [place, { content }] of body.messages.entries()) {
    const index = Array.isArray(content) ? content.findIndex((part) => part.type !== "text") : -1;
    if (index >= 0 && Array.isArray(content))
      return refusePart(content[index].type, ["messages", place, "content", index, "type"], text);
  }
  return undefined;
}

/** @see https://api-docs.deepseek.com/guides/thinking_mode (accepted, no effect; read 2026-11-20) */
function withoutEffect(body: RequestBody, model: ServedModel): readonly string[] {
  if (!isThinking(body, model.thinkingByDefault)) return [];
  return (["temperature", "presence_penalty", "frequency_penalty"] as const).filter((name) => body[name] != null);
}

function respond(
  body: RequestBody,
  model: ServedModel,
  reply: Reply,
  headers: ReplyHeaders,
  desk: ChatDesk,
): Refusal | undefined {
  const { settings } = desk;
  const turn = nextTurn(body, model, desk.script, settings);
  if (playRaw(turn, reply)) return undefined;
  if (turn.error !== undefined && !(turn.error.inStream === true && body.stream === true)) {
    const { status, message, type, code, headers: more = {} } = turn.error;
    reply.json(status, errorBody(message, type, code), { ...headers, ...more });
    return undefined;
  }
  const answer = createAnswer(turn, body, model, desk.ids);
  if (body.stream === true) {
    writeChunks(
      answer,
      reply.stream({ ...headers, "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" }),
      settings.keepAlives,
    );
    return undefined;
  }
  // Empty lines keep the connection alive before a body that comes late; JSON readers skip them.
  // https://api-docs.deepseek.com/quick_start/rate_limit (read 2026-11-20)
  const body200 = reply.stream({ ...headers, "content-type": "application/json" });
  body200
    .raw("\n".repeat(settings.keepAlives))
    .raw(JSON.stringify(wholeAnswer(answer)))
    .end();
  return undefined;
}
