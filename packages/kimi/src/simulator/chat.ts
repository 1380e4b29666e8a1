import { playRaw, type LoggedRequest, type Reply, type ReplyHeaders, type Script } from "@dialect/simulator";
import { createAnswer, nextTurn } from "./answer.js";
import { writeChunks } from "./chunk-writer.js";
import type { FileStore } from "./files.js";
import type { Ids } from "./ids.js";
import { checkMedia } from "./media-rules.js";
import { checkContents, checkForeignIds, checkPartial, checkToolMessages } from "./message-rules.js";
import { findModel, type ServedModel } from "./model-list.js";
import type { Endpoint, Ignored, Settings } from "./options.js";
import { checkSampling, checkStop } from "./parameter-rules.js";
import { errorBody, ruleRefusal, strayRefusal, type Refusal } from "./refusal.js";
import type { RequestBody } from "./request-body.js";
import { checkSchema } from "./request-schema.js";
import { schemaFault } from "./schema-rules.js";
import { checkReplay, checkThinking, checkToolChoice, isThinking } from "./thinking-rules.js";
import { checkSize } from "./tokens.js";
import { checkTools } from "./tool-rules.js";
import { wholeAnswer } from "./whole-writer.js";

export interface ChatDesk {
  readonly settings: Settings;
  readonly script: Script;
  readonly ids: Ids;
  readonly files: FileStore;
  readonly ignored: Ignored[];
}

/** One chat completion; a refusal is handed back, an answer is sent. */
export function chat(
  request: LoggedRequest,
  reply: Reply,
  headers: ReplyHeaders,
  endpoint: Endpoint,
  desk: ChatDesk,
): Refusal | undefined {
  const { settings } = desk;
  if (request.json === undefined) return ruleRefusal("Invalid request: the request body is not valid JSON");
  const { refusal, stray, idle } = checkSchema(request.json, endpoint);
  if (refusal !== undefined) return refusal;
  const body = request.json as RequestBody;
  const model = findModel(body.model, endpoint, settings);
  if ("status" in model) return model;
  const broken = firstBroken(body, model, endpoint, desk);
  if (broken !== undefined) return broken;

  const log = (why: Ignored["why"]) => (path: string) => desk.ignored.push({ request: request.index, path, why });
  stray.forEach(log("unknown-member"));
  idle.forEach(log("no-effect"));
  unknownEffort(body, model, endpoint).forEach(log("unknown-value"));
  const thinking = isThinking(body, model, endpoint, settings);
  if (thinking && body.thinking?.type === "disabled") log("no-effect")("thinking");
  if (settings.strict && stray[0] !== undefined) return strayRefusal(stray[0]);
  respond(body, thinking, reply, headers, desk);
  return undefined;
}

function firstBroken(
  body: RequestBody,
  model: ServedModel,
  endpoint: Endpoint,
  { settings, files }: ChatDesk,
): Refusal | undefined {
  const thinking = isThinking(body, model, endpoint, settings);
  return (
    checkThinking(body, model, endpoint, settings) ??
    checkSampling(body, model, thinking) ??
    checkStop(body) ??
    checkToolChoice(body, model, thinking) ??
    invalid(brokenRule(body, endpoint, settings), endpoint) ??
    checkMedia(body, model, files) ??
    checkReplay(body, model, thinking, settings.replayRule) ??
    checkSize(body, model, endpoint, settings)
  );
}

function brokenRule(body: RequestBody, endpoint: Endpoint, settings: Settings): string | undefined {
  const rules = settings.schemaRules[endpoint];
  return (
    checkTools(body, rules) ??
    checkOutputSchema(body, rules) ??
    checkContents(body.messages, settings.emptyContent) ??
    checkPartial(body.messages) ??
    checkForeignIds(body.messages, settings.foreignIds) ??
    checkToolMessages(body.messages)
  );
}

/** The same subset as for tools (platform.kimi.ai docs, read 2026-11-20); the first words are ours. */
function checkOutputSchema(body: RequestBody, rules: Settings["schemaRules"][Endpoint]): string | undefined {
  const schema = body.response_format?.json_schema?.schema;
  const fault = rules === "off" || schema === undefined ? undefined : schemaFault(schema, rules, body.model);
  return fault === undefined
    ? undefined
    : `response_format.json_schema.schema is not a valid moonshot flavored json schema, details: <${fault}>`;
}

/** The open platform puts these words first (nicobailon/pi-subagents#127), Kimi Code does not (MoonshotAI/kimi-code#2661). */
function invalid(sentence: string | undefined, endpoint: Endpoint): Refusal | undefined {
  return sentence === undefined
    ? undefined
    : ruleRefusal(`${endpoint === "platform" ? "Invalid request: " : ""}${sentence}`);
}

/**
 * Words that are no effort are taken, and the default depth is used; K2 takes any without proven effect.
 *
 * The words: new-api fork, calibrated 2026-08-27; akz142857/Halro provider-real-matrix.md (read 2026-11-20).
 */
function unknownEffort(body: RequestBody, model: ServedModel, endpoint: Endpoint): readonly string[] {
  const effort = body.reasoning_effort;
  if (effort == null) return [];
  const works =
    model.family === "k3" && ["low", "high", "max", ...(endpoint === "code" ? ["none"] : [])].includes(effort);
  return works ? [] : ["reasoning_effort"];
}

function respond(body: RequestBody, thinking: boolean, reply: Reply, headers: ReplyHeaders, desk: ChatDesk): void {
  const turn = nextTurn(body, thinking, desk.script);
  if (playRaw(turn, reply)) return;
  if (turn.error !== undefined && !(turn.error.inStream === true && body.stream === true)) {
    const { status, message, type, headers: more = {} } = turn.error;
    reply.json(status, errorBody(message, type), { ...headers, ...more });
    return;
  }
  const answer = createAnswer(turn, body, thinking, desk.ids, desk.settings);
  const saved: ReplyHeaders =
    answer.cached > 0 ? { ...headers, "msh-context-cache-token-saved": String(answer.cached) } : headers;
  if (body.stream !== true) return reply.json(200, wholeAnswer(answer), saved);
  const style = { tail: body.stream_options?.include_usage === true, mutatingIds: desk.settings.mutatingIds };
  writeChunks(answer, reply.stream({ ...saved, "content-type": "text/event-stream; charset=utf-8" }), style);
}
