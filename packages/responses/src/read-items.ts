/**
 * Reads the events and the body of a response into one writer, so that a stream and a whole answer are one fold.
 * Tolerates what real speakers leave out (sequence numbers, output indexes, closing events, item ids), names what
 * cannot be done without.
 *
 * @see https://github.com/openai/openai-node/blob/7b7d6ca7/src/resources/responses/responses.ts (ResponseStreamEvent, read 2026-11-20)
 * @see ../test/wire/README.md
 */
import { DialectError, type Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import { finishItem, finishResponse, type ItemDescription, type Reading, type Step } from "./finish-items.js";
import { addItem, addressedItem, itemTypeOf, type Part, type PartKind } from "./item-table.js";
import { annotate, appendText, completeText, openPart, reportUnknown } from "./part-writer.js";
import { readError } from "./read-error.js";
import { gather, readOther } from "./read-other.js";
import { isObject, malformed, missingField, textOf, type WireObject } from "./wire-object.js";

export interface ItemReader {
  /** One event. `name` is its name in the stream, for servers that leave `type` out. */
  event(name: string, event: Json): Step | undefined;
  /** A whole response. */
  response(response: Json): Step;
}

export function createItemReader(out: EventWriter, description: ItemDescription): ItemReader {
  const reading: Reading = {
    out,
    description,
    items: [],
    lastPart: undefined,
    lastItem: undefined,
    lastId: undefined,
  };
  return {
    event: (name, event) => readEvent(reading, name, event),
    response: (response) => readResponse(reading, response),
  };
}

function readEvent(reading: Reading, name: string, event: Json): Step | undefined {
  if (!isObject(event)) throw malformed("The event", event, "an object");
  const type = textOf(event["type"]) ?? name;
  switch (type) {
    case "response.output_text.delta":
      return readDelta(reading, event, "text", "content_index");
    case "response.reasoning_summary_text.delta":
      return readDelta(reading, event, "reasoning_summary_text", "summary_index");
    case "response.reasoning_text.delta":
      return readDelta(reading, event, "reasoning_text", "content_index");
    case "response.function_call_arguments.delta":
      return readArguments(reading, event);
    case "response.refusal.delta":
      return readDelta(reading, event, "refusal", "content_index");
    case "response.output_item.added":
      return readAdded(reading, event);
    case "response.output_item.done":
      return finishItem(reading, event);
    case "response.output_text.done":
      return readDone(reading, event, "text", "content_index", event["text"]);
    case "response.reasoning_summary_text.done":
      return readDone(reading, event, "reasoning_summary_text", "summary_index", event["text"]);
    case "response.reasoning_text.done":
      return readDone(reading, event, "reasoning_text", "content_index", event["text"]);
    case "response.function_call_arguments.done":
      return readDone(reading, event, "arguments", "content_index", event["arguments"]);
    case "response.refusal.done":
      return readDone(reading, event, "refusal", "content_index", event["refusal"]);
    case "response.output_text.annotation.added":
      annotate(reading.out, partOf(reading, event, "text", placeOf(event, "content_index")), event["annotation"]);
      return undefined;
    case "response.created":
    case "response.in_progress":
    case "response.queued": {
      const response = event["response"];
      return isObject(response) ? { type: "response", response } : undefined;
    }
    case "response.completed":
    case "response.incomplete": {
      const response = event["response"];
      if (!isObject(response)) throw missingField(type, "response");
      return finishResponse(reading, response, type);
    }
    case "response.failed":
    case "response.cancelled":
    case "error": {
      const error = readError(event) ?? { message: `The server ended the response with ${type}.` };
      const response = event["response"];
      return { type: "error", error, response: isObject(response) ? response : undefined };
    }
    default:
      return readOther(reading, type, event);
  }
}

function readResponse(reading: Reading, response: Json): Step {
  if (!isObject(response)) throw malformed("The body", response, "an object");
  const output = response["output"];
  if (output === undefined) {
    const error = readError(response);
    if (error !== undefined) return { type: "error", error, response };
    throw missingField("The body", "output");
  }
  if (output !== null && !Array.isArray(output)) throw malformed("output", output, "a list");
  return finishResponse(reading, response, "");
}

type PlaceKey = "content_index" | "summary_index";

function placeOf(event: WireObject, key: PlaceKey): number {
  const place = event[key];
  return typeof place === "number" ? place : 0;
}

function readDelta(reading: Reading, event: WireObject, kind: PartKind, placeKey: PlaceKey): undefined {
  checkFields(reading.out, event);
  const text = event["delta"];
  if (text === "" || text === null || text === undefined) return undefined;
  if (typeof text !== "string") throw malformed(`${String(event["type"])}.delta`, text, "text");
  const place = placeOf(event, placeKey);
  if (!isWhereLastWent(reading, event, kind, place)) reading.lastPart = partOf(reading, event, kind, place);
  appendText(reading.out, reading.lastPart as Part, text);
  return undefined;
}

/** `for in` with a switch finds unknown fields in 40 ns; Object.keys and a Set cost three times that. */
function checkFields(out: EventWriter, event: WireObject): void {
  for (const key in event) {
    switch (key) {
      case "type":
      case "delta":
      case "item_id":
      case "output_index":
      case "content_index":
      case "summary_index":
      case "sequence_number":
      // Random padding.
      case "obfuscation":
        break;
      case "logprobs": {
        // No event of ours carries them.
        const logprobs = event["logprobs"];
        if (Array.isArray(logprobs) && logprobs.length > 0) out.keep(event);
        break;
      }
      default:
        if (event[key] !== null) reportUnknown(out, `${String(event["type"])}.${key}`, event);
    }
  }
}

function isWhereLastWent(reading: Reading, event: WireObject, kind: PartKind, place: number): boolean {
  const { lastPart, lastItem, lastId } = reading;
  return (
    lastPart !== undefined &&
    lastPart.kind === kind &&
    lastPart.place === place &&
    lastId !== undefined &&
    lastId === event["item_id"] &&
    lastItem?.over === false
  );
}

function partOf(reading: Reading, event: WireObject, kind: PartKind, place: number): Part {
  const type = itemTypeOf[kind];
  const item = addressedItem(reading.items, event, type);
  if (item?.over === true) {
    throw new DialectError("malformed_event", {
      message: `A ${kind} event came after the end of its item ${String(event["item_id"])}.`,
    });
  }
  reading.lastItem = item ?? addItem(reading.items, { type }, event["item_id"], event["output_index"]);
  reading.lastId = event["item_id"];
  return openPart(reading.out, reading.lastItem, kind, place);
}

function readArguments(reading: Reading, event: WireObject): undefined {
  if (isWhereLastWent(reading, event, "arguments", 0)) return readDelta(reading, event, "arguments", "content_index");
  const item = addressedItem(reading.items, event, "function_call");
  if (item !== undefined && item.gathered === undefined) return readDelta(reading, event, "arguments", "content_index");
  // The call has not been announced, or without its name.
  const call = item ?? addItem(reading.items, { type: "function_call" }, event["item_id"], event["output_index"]);
  gather(call, "arguments", event["delta"]);
  return undefined;
}

function readDone(
  reading: Reading,
  event: WireObject,
  kind: PartKind,
  placeKey: PlaceKey,
  text: Json | undefined,
): undefined {
  if (textOf(text) === undefined) return undefined;
  const item = addressedItem(reading.items, event, itemTypeOf[kind]);
  if (item?.over === true || (kind === "arguments" && item?.parts.length !== 1)) return undefined;
  const part = partOf(reading, event, kind, placeOf(event, placeKey));
  completeText(reading.out, part, text, String(event["type"]));
  return undefined;
}

function readAdded(reading: Reading, event: WireObject): undefined {
  const wire = event["item"];
  if (!isObject(wire)) throw missingField("response.output_item.added", "item");
  const { type } = wire;
  const known = reading.items.find((item) => !item.over && typeof wire["id"] === "string" && item.id === wire["id"]);
  if (known !== undefined && known.type === type) return undefined;
  const item = addItem(reading.items, wire, wire["id"], event["output_index"]);
  if (type === "function_call") {
    // A name may come with the end of the item; until then nothing can be opened.
    if (textOf(wire["name"]) === undefined) item.gathered = {};
    else openPart(reading.out, item, "arguments", 0);
    return undefined;
  }
  // Speakers whose reasoning comes as content give its item a status, those of summaries do not.
  const early = reading.description.reasoningOpens === "with-item" && wire["status"] === undefined;
  if (type === "reasoning" && early) openPart(reading.out, item, "reasoning_summary_text", 0);
  return undefined;
}
