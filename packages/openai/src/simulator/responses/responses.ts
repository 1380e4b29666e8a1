import { playRaw, type ScriptedTurn, type ScriptRequest } from "@dialect/simulator";
import { quotaExceeded } from "../auth.js";
import { errorOf, unreadable } from "../chat/chat.js";
import type { Desk, Endpoint, Visit } from "../desk.js";
import { rateLimits } from "../headers.js";
import { findModel, reasons, type ModelRow } from "../model-table.js";
import type { Settings } from "../options.js";
import { refuse, type Refusal, type VendorError } from "../refusal.js";
import { tokensOf } from "../tokens.js";
import { vendorText } from "../vendor-text.js";
import { hasImages, inputItems, kindOf, textOf, type Item, type ResponsesBody } from "./body.js";
import { checkContents } from "./content-rules.js";
import { createEventWriter, type EventWriter } from "./events.js";
import { writeItem } from "./item-events.js";
import { checkItems, type History } from "./item-rules.js";
import { responseObject, type ResponseFacts } from "./object.js";
import { createOutput, type Output } from "./output.js";
import { checkMoved, checkParameters, checkSchemas } from "./parameters.js";
import { knownFields, schemaBreach } from "./schema.js";

/** `POST /v1/responses` */
export const responses: Endpoint = (visit, desk) => {
  const { json } = visit.request;
  if (json === undefined) return unreadable();
  const hasMoved = checkMoved(json);
  if (hasMoved !== undefined) return hasMoved;
  const breach = schemaBreach(json);
  if (breach !== undefined) return vendorText(breach, knownFields);
  const body = json as ResponsesBody;
  const row = findModel(body.model);
  if (row?.routes.includes("responses") !== true) return unknownModel(body.model, desk.settings);
  if (desk.settings.quota === "exceeded") return quotaExceeded;

  const earlier = body.previous_response_id == null ? [] : desk.memory.conversation(body.previous_response_id);
  if (earlier === undefined) return unknownResponse(body.previous_response_id ?? "");
  const history: History = { earlier, input: inputItems(body) };
  const broken = firstBroken(body, history, row, desk);
  if (broken !== undefined && !(broken.asEvent === true && body.stream === true)) return broken;
  return respond(body, history, row, visit, desk, broken?.error);
};

function firstBroken(body: ResponsesBody, history: History, row: ModelRow, desk: Desk): Refusal | undefined {
  const badSchema = checkSchemas(body);
  return (
    checkParameters(body, row) ??
    (badSchema === undefined ? undefined : { ...badSchema, asEvent: desk.settings.schemaFailure === "event" }) ??
    checkContents(history.input, desk.files) ??
    checkItems(history, row, desk.memory, desk.settings) ??
    checkContext(history, row, desk)
  );
}

/**
 * @see https://github.com/pydantic/pydantic-ai cassettes (400, read 2026-11-20)
 * @see https://github.com/BerriAI/litellm/pull/39457 ("the 404 OpenAI now returns", 2026-09-03, read 2026-11-20)
 */
function unknownModel(id: string, { unknownModelOnResponses: status }: Settings): Refusal {
  return refuse(`The requested model '${id}' does not exist.`, "model", "model_not_found", status);
}

/** @see https://github.com/continuedev/continue/issues/9101 (read 2026-11-20) */
const unknownResponse = (id: string): Refusal =>
  refuse(`Previous response with id '${id}' not found.`, "previous_response_id", "previous_response_not_found");

function checkContext(history: History, row: ModelRow, desk: Desk): Refusal | undefined {
  if (inputTokens(history) <= (desk.settings.contextTokens ?? row.contextTokens)) return undefined;
  return refuse(
    "Your input exceeds the context window of this model. Please adjust your input and try again.",
    "input",
    "context_length_exceeded",
  );
}

const inputTokens = ({ earlier, input }: History): number => tokensOf([...earlier, ...input]);

function respond(
  body: ResponsesBody,
  history: History,
  row: ModelRow,
  { reply, headers }: Visit,
  desk: Desk,
  refused: VendorError | undefined,
): undefined {
  const all = { ...headers, ...rateLimits(hasImages(body)) };
  const facts: ResponseFacts = { id: desk.ids.item("resp"), createdAt: Math.floor(Date.now() / 1000), body, row };
  const open = (): EventWriter => {
    const writer = createEventWriter(
      reply.stream({ ...all, "content-type": "text/event-stream; charset=utf-8" }),
      facts,
      desk.settings.errorEvent,
    );
    writer.open();
    return writer;
  };
  if (refused !== undefined) return open().fail(refused, []) as undefined;
  if (desk.settings.quota === "exceeded-in-stream") {
    if (body.stream === true) return open().fail(quotaExceeded.error, []) as undefined;
    return reply.json(429, { error: quotaExceeded.error }, all) as undefined;
  }

  const isScripted = desk.script.remaining > 0;
  const scripted = desk.script.next(scriptRequest(body, history));
  if (playRaw(scripted, reply)) return undefined;
  if (scripted.error !== undefined && !(scripted.error.inStream === true && body.stream === true)) {
    return reply.json(
      scripted.error.status,
      { error: errorOf(scripted.error) },
      { ...all, ...scripted.error.headers },
    ) as undefined;
  }
  const turn = isScripted ? scripted : withReasoning(scripted, body, row);
  const output = createOutput(turn, body, row, desk.ids, inputTokens(history));
  if (turn.error === undefined) {
    desk.memory.keep({
      id: facts.id,
      input: [...history.earlier, ...history.input],
      output: output.items as readonly Item[],
      store: body.store !== false,
    });
  }
  if (body.stream === true) streamOutput(open(), facts, turn, output, desk);
  else
    reply.json(
      200,
      responseObject(facts, {
        status: output.incomplete === undefined ? "completed" : "incomplete",
        ...stateOf(output, turn),
      }),
      all,
    );
  return undefined;
}

function streamOutput(writer: EventWriter, facts: ResponseFacts, turn: ScriptedTurn, output: Output, desk: Desk): void {
  const { body, row } = facts;
  for (const [index, item] of output.items.entries()) {
    const isCut = turn.error !== undefined && index === output.items.length - 1;
    writeItem(item, index, { writer, ids: desk.ids, row, turn, body }, isCut);
  }
  if (turn.error !== undefined) {
    const { message, type = "server_error", code = null } = turn.error;
    return writer.fail({ message, type, code }, []);
  }
  if (turn.omit?.includes("finish") !== true && turn.omit?.includes("terminator") !== true) {
    const status = output.incomplete === undefined ? "completed" : "incomplete";
    writer.send(`response.${status}`, { response: responseObject(facts, { status, ...stateOf(output, turn) }) });
  }
  writer.end();
}

function stateOf(
  output: Output,
  turn: ScriptedTurn,
): { readonly output: Output["items"]; readonly incomplete: Output["incomplete"]; readonly usage: unknown } {
  return {
    output: output.items,
    incomplete: output.incomplete,
    usage: turn.omit?.includes("usage") === true ? null : output.usage,
  };
}

/** A turn that nobody wrote reasons where the vendor's model would. */
function withReasoning(turn: ScriptedTurn, body: ResponsesBody, row: ModelRow): ScriptedTurn {
  const effort = body.reasoning?.effort ?? row.defaultEffort;
  return reasons(row) && effort !== "none" ? { reasoning: "The user asks; I answer.", ...turn } : turn;
}

function scriptRequest(body: ResponsesBody, { earlier, input }: History): ScriptRequest {
  const last = [...earlier, ...input].at(-1);
  const choice = body.tool_choice ?? "auto";
  const format = body.text?.format;
  return {
    tools: (body.tools ?? []).map((tool) => ({ name: tool.name ?? "", schema: tool.parameters })),
    toolChoice:
      typeof choice === "string"
        ? choice
        : choice.type === "allowed_tools"
          ? (choice.mode ?? "auto")
          : { name: choice.name ?? "" },
    lastRole: lastRole(last),
    lastText: textOf(last?.output ?? last?.content),
    wantsJson: format?.type === "json_object" || format?.type === "json_schema",
    ...(format?.type === "json_schema" ? { schema: format.schema } : {}),
  };
}

function lastRole(item: Item | undefined): ScriptRequest["lastRole"] {
  if (item === undefined) return "system";
  if (kindOf(item) === "function_call_output") return "tool";
  return item.role === "user" || item.role === "assistant" ? item.role : "system";
}
