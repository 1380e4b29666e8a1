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
  type: Json | undefined;
  /** As it was announced. */
  wire: WireObject;
  readonly parts: Part[];
  over: boolean;
  /** Streamed text of a field, for items that are delivered whole: field name, text. */
  gathered: Record<string, string> | undefined;
}

/** Which items of a type can hold which parts. */
const holds: Readonly<Record<PartKind, string>> = {
  text: "message",
  refusal: "message",
  reasoning_summary_text: "reasoning",
  reasoning_text: "reasoning",
  arguments: "function_call",
};

export interface ItemTable {
  readonly items: readonly Item[];
  /** The item that an `output_item` event is about. */
  named(wire: WireObject, place: Json | undefined): Item | undefined;
  /** The item that an event on one of its parts is about. */
  addressed(event: WireObject, type: string): Item | undefined;
  add(wire: WireObject, id: Json | undefined, place: Json | undefined): Item;
}

export function itemTypeOf(kind: PartKind): string {
  return holds[kind];
}

/**
 * Finds items again. The id counts first: some servers give two items one `output_index`. Some proxies rotate the id
 * from event to event, so the index is next, and then the only open item that fits.
 *
 * @see https://github.com/vercel/ai/blob/cb9e7b91/packages/openai/src/responses/__fixtures__/github-copilot-id-rotation.1.chunks.txt (read 2026-11-20)
 */
export function createItemTable(): ItemTable {
  const items: Item[] = [];
  const byId = new Map<string, Item>();
  const byPlace = new Map<number, Item>();
  const byKey = (key: Json | undefined, type: Json | undefined): Item | undefined => {
    const item = typeof key === "string" ? byId.get(key) : typeof key === "number" ? byPlace.get(key) : undefined;
    return item !== undefined && item.type === type ? item : undefined;
  };

  return {
    items,
    named(wire, place) {
      const type = wire["type"];
      return byKey(wire["id"], type) ?? byKey(wire["call_id"], type) ?? byKey(place, type);
    },
    addressed(event, type) {
      const found = byKey(event["item_id"], type) ?? byKey(event["output_index"], type);
      if (found !== undefined) return found;
      const open = items.filter((item) => !item.over && item.type === type);
      return open.length === 1 ? open[0] : undefined;
    },
    add(wire, id, place) {
      const item: Item = {
        ordinal: items.length,
        type: wire["type"],
        wire,
        parts: [],
        over: false,
        gathered: undefined,
      };
      items.push(item);
      if (typeof id === "string" && id !== "") byId.set(id, item);
      const callId = wire["call_id"];
      // Older servers address a call by its call id, because its item has no id.
      if (typeof callId === "string" && callId !== "" && !byId.has(callId)) byId.set(callId, item);
      if (typeof place === "number") byPlace.set(place, item);
      return item;
    },
  };
}
