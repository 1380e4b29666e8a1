import type { Finish, Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import { addItem, type Item, namedItem, type Part } from "./item-table.js";
import { fillItem, openClosedReasoning, openPart } from "./part-writer.js";
import { readError } from "./read-error.js";
import { readFinish } from "./read-finish.js";
import { isObject, missingField, objectsOf, textOf, type WireObject } from "./wire-object.js";

/** How a vendor's items differ, as plain data. */
export interface ItemDescription {
  /**
   * When a reasoning item becomes a part. `with-item`: when it is announced, as a summary, because its model may think
   * for minutes before the first text of it; `with-text`: with its first text, whose field is not known before.
   */
  readonly reasoningOpens: "with-item" | "with-text";
}

/** A finished item. Its parts are written but not ended: their state is for the provider to carry. */
export interface FinishedItem {
  readonly wire: WireObject;
  /** Place among the items of the response, in order of first appearance. */
  readonly ordinal: number;
  /** Empty for an item that core has no part for. */
  readonly parts: readonly Part[];
  /** `false`: the turn stopped inside it. */
  readonly whole: boolean;
}

/**
 * What an event leaves for the provider to do. `items` are written as they are iterated, once, so that a provider's own
 * parts come in the order of the items.
 */
export type Step =
  | { readonly type: "response"; readonly response: WireObject }
  | { readonly type: "items"; readonly items: Iterable<FinishedItem> }
  | {
      readonly type: "over";
      readonly response: WireObject;
      readonly items: Iterable<FinishedItem>;
      readonly finish: Finish;
    }
  | { readonly type: "error"; readonly error: Json; readonly response: WireObject | undefined };

/** One response while it is read. One object per stream; everything else is functions. */
export interface Reading {
  readonly out: EventWriter;
  readonly description: ItemDescription;
  readonly items: Item[];
  /** The part that the last delta went to: nearly every delta goes where the one before it went. */
  lastPart: Part | undefined;
  lastItem: Item | undefined;
  lastId: Json | undefined;
}

/** `response.output_item.done`: what no delta has said is delivered. */
export function finishItem(reading: Reading, event: WireObject): Step | undefined {
  const wire = event["item"];
  if (!isObject(wire)) throw missingField("response.output_item.done", "item");
  const place = event["output_index"];
  const item = namedItem(reading.items, wire, place) ?? addItem(reading.items, wire, wire["id"], place);
  return item.over ? undefined : { type: "items", items: [finish(reading, item, wire, false)] };
}

/** The end of the response, which repeats all of it: only what is missing is read again. */
export function finishResponse(reading: Reading, response: WireObject, event: string): Step {
  const status = textOf(response["status"]) ?? (event === "response.incomplete" ? "incomplete" : "completed");
  if (status !== "completed" && status !== "incomplete") {
    const error = readError({ response }) ?? { message: `The response ended with the status ${status}.` };
    return { type: "error", error, response };
  }
  const items = finishAll(reading, unfinished(reading.items, response), status === "incomplete");
  const types = reading.items.map((item) => item.type);
  return { type: "over", response, items, finish: readFinish(status, response, types) };
}

function finish({ out, description }: Reading, item: Item, wire: WireObject, cut: boolean): FinishedItem {
  fillItem(out, item, wire);
  if (item.type === "reasoning" && item.parts.length === 0) {
    // Closed reasoning is a part as well: its state goes back to the server.
    if (description.reasoningOpens === "with-item") openPart(out, item, "reasoning_summary_text", 0);
    else openClosedReasoning(out, item);
  }
  item.over = true;
  for (const part of item.parts) part.text = "";
  const { gathered, ordinal, parts } = item;
  item.gathered = undefined;
  const whole = !cut && wire["status"] !== "incomplete";
  return { wire: gathered === undefined ? wire : { ...gathered, ...wire }, ordinal, parts, whole };
}

/** The items that are not over, in order, with what the response says of them. */
function unfinished(items: Item[], response: WireObject): ReadonlyMap<Item, WireObject | undefined> {
  const output = objectsOf(response["output"]);
  const rest = new Map<Item, WireObject | undefined>();
  if (items.length < output.length || items.some((item) => !item.over)) {
    output.forEach((wire, place) => {
      const item = namedItem(items, wire, place) ?? addItem(items, wire, wire["id"], undefined);
      if (!item.over && !rest.has(item)) rest.set(item, wire);
    });
  }
  for (const item of items) if (!item.over && !rest.has(item)) rest.set(item, undefined);
  return rest;
}

/** An item that was announced and then forgotten is cut where the turn is. */
function* finishAll(
  reading: Reading,
  rest: ReadonlyMap<Item, WireObject | undefined>,
  cut: boolean,
): Generator<FinishedItem> {
  for (const [item, wire] of rest) yield finish(reading, item, wire ?? item.wire, cut && wire === undefined);
}
