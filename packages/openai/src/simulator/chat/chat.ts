import { playRaw, type ScriptedTurn } from "@dialect/simulator";
import { quotaExceeded } from "../auth.js";
import type { Desk, Endpoint, Visit } from "../desk.js";
import { rateLimits } from "../headers.js";
import { findModel, reasons, type ModelRow } from "../model-table.js";
import { refuse, type Refusal } from "../refusal.js";
import { vendorText } from "../vendor-text.js";
import { createAnswer, promptTokens, scriptRequest } from "./answer.js";
import { hasImages, type ChatBody } from "./body.js";
import { checkMessages } from "./messages.js";
import { checkParameters } from "./parameters.js";
import { knownFields, schemaBreach } from "./schema.js";
import { checkSchemas } from "./schemas.js";
import { wholeAnswer, writeChunks } from "./writers.js";

/** `POST /v1/chat/completions` */
export const chat: Endpoint = (visit, desk) => {
  const { json } = visit.request;
  if (json === undefined) return unreadable();
  const row = findModel(String((json as { readonly model?: unknown } | null)?.model));
  const breach = schemaBreach(json);
  if (breach !== undefined) return vendorText(breach, knownFields, row !== undefined && !reasons(row));
  const body = json as ChatBody;
  if (row === undefined) return unknownModel(body.model);
  if (!row.routes.includes("chat")) return notAChatModel();
  if (desk.settings.quota !== "available") return quotaExceeded;
  const broken =
    checkParameters(body, row, desk.settings) ??
    checkSchemas(body) ??
    checkMessages(body, row, desk.files) ??
    checkContext(body, row, desk);
  return broken ?? respond(body, row, visit, desk);
};

/** @see https://github.com/Aider-AI/aider/issues/2030 (read 2026-11-20) */
export function unknownModel(id: string): Refusal {
  return refuse(`The model \`${id}\` does not exist or you do not have access to it.`, null, "model_not_found", 404);
}

/** @see https://github.com/n8n-io/n8n/issues/18352 (read 2026-11-20) */
const notAChatModel = (): Refusal =>
  refuse("This model is only supported in v1/responses and not in v1/chat/completions.", "model", null, 404);

export function unreadable(): Refusal {
  return refuse(
    "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)",
    null,
  );
}

function checkContext(body: ChatBody, row: ModelRow, desk: Desk): Refusal | undefined {
  const limit = desk.settings.contextTokens ?? row.contextTokens;
  const asked = promptTokens(body);
  if (asked <= limit) return undefined;
  const message = `This model's maximum context length is ${limit} tokens. However, your messages resulted in ${asked} tokens. Please reduce the length of the messages.`;
  return refuse(message, "messages", "context_length_exceeded");
}

function respond(body: ChatBody, row: ModelRow, { reply, headers }: Visit, desk: Desk): Refusal | undefined {
  const all = { ...headers, ...rateLimits(hasImages(body)) };
  const turn = desk.script.next(scriptRequest(body));
  if (playRaw(turn, reply)) return undefined;
  if (turn.error !== undefined && !(turn.error.inStream === true && body.stream === true)) {
    reply.json(turn.error.status, { error: errorOf(turn.error) }, { ...all, ...turn.error.headers });
    return undefined;
  }
  const answer = createAnswer(turn, body, row, desk.ids, desk.settings);
  if (body.stream === true) {
    writeChunks(answer, body, reply.stream({ ...all, "content-type": "text/event-stream; charset=utf-8" }), desk.ids);
  } else {
    reply.json(200, wholeAnswer(answer, body), all);
  }
  return undefined;
}

/** The vendor's usual type of a status, unless the script says another. */
export function errorOf({ status, message, type, code }: NonNullable<ScriptedTurn["error"]>): unknown {
  const usual = status === 429 ? "requests" : status >= 500 ? "server_error" : "invalid_request_error";
  const usualCode = status === 429 ? "rate_limit_exceeded" : null;
  return { message, type: type ?? usual, param: null, code: code ?? usualCode };
}
