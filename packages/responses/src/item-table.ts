import type { Json } from "@dialect/core";
import type { WireObject } from "./wire-object.js";

export type PartKind = "text" | "refusal" | "reasoning_summary_text" | "reasoning_text" | "arguments";

/** One part of an item that the writer has opened. */
export interface Part {
  readonly kind: PartKind;
  /** Its place in `content` or `summary`. */
  readonly place: number;
  /** Its place in the message. */
  readonly index: number;
  /** What has been delivered; emptied when the item is over. */
  text: string;
  readonly annotations: WireObject[];
}

/** One output item of the response. */
export interface Item {
  /** Place among the items in order of first appearance. */
  readonly ordinal: number;
  readonly type: Json | undefined;
  readonly id: Json | undefined;
  /** The wire's `output_index`. */
  readonly place: Json | undefined;
  /** As it was announced. */
  wire: WireObject;
  readonly parts: Part[];
  over: boolean;
  /** Streamed text of a field, for items that are delivered whole: field name, text. */
  gathered: Record<string, string> | undefined;
}

/** Which items hold which parts. */
export const itemTypeOf: Readonly<Record<PartKind, string>> = {
  text: "message",
  refusal: "message",
  reasoning_summary_text: "reasoning",
  reasoning_text: "reasoning",
  arguments: "function_call",
};

/**
 * The item that an `output_item` event is about. The id counts first: some servers give two items one `output_index`.
 * Some proxies rotate the id from event to event, so the index is next. A turn has few items; a search is no cost.
 *
 * @see https://github.com/vercel/ai/blob/cb9e7b91/packages/openai/src/responses/__fixtures__/github-copilot-id-rotation.1.chunks.txt (read 2026-11-20)
 */
export function namedItem(items: readonly Item[], wire: WireObject, place: Json | undefined): Item | undefined {
  const type = wire["type"];
  return byId(items, wire["id"], type) ?? byId(items, wire["call_id"], type) ?? byPlace(items, place, type);
}

/** The item that an event on one of its parts is about; without id and index, the only open one of the type. */
export function addressedItem(items: readonly Item[], event: WireObject, type: string): Item | undefined {
  const found = byId(items, event["item_id"], type) ?? byPlace(items, event["output_index"], type);
  if (found !== undefined) return found;
  const open = items.filter((item) => !item.over && item.type === type);
  return open.length === 1 ? open[0] : undefined;
}

export function addItem(items: Item[], wire: WireObject, id: Json | undefined, place: Json | undefined): Item {
  const type = wire["type"];
  const item: Item = { ordinal: items.length, type, id, place, wire, parts: [], over: false, gathered: undefined };
  items.push(item);
  return item;
}

/** Older servers address a call by its call id, because its item has no id. */
function byId(items: readonly Item[], id: Json | undefined, type: Json | undefined): Item | undefined {
  if (typeof id !== "string" || id === "") return undefined;
  return (
    items.findLast((item) => item.id === id && item.type === type) ??
    items.findLast((item) => item.wire["call_id"] === id && item.type === type)
  );
}

function byPlace(items: readonly Item[], place: Json | undefined, type: Json | undefined): Item | undefined {
  if (typeof place !== "number") return undefined;
  return items.findLast((item) => item.place === place && item.type === type);
}
