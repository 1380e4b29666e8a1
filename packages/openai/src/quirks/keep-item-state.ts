/**
 * Keeps of each item what its server wants back: encrypted reasoning, the phase of a message, the namespace of a call,
 * whole hosted-tool items. The state is a persisted format: every shape that was ever written is read.
 *
 * The encrypted content is the one of `output_item.done`; `output_item.added` has another one. `phase` has to be sent
 * back on every assistant message, or answers get worse without an error.
 *
 * @see https://github.com/vercel/ai/blob/c07b5706/packages/openai/src/responses/__fixtures__/openai-reasoning-encrypted-content.1.chunks.txt (read 2026-11-20)
 * @see https://github.com/openai/openai-node/blob/7b7d6ca7/src/resources/responses/responses.ts (ResponseOutputMessage.phase, read 2026-11-20)
 */
import { type FinishedItem, otherFields, textOf, type WireObject } from "@dialect/responses";
import type { Json, JsonObject, Opaque } from "@dialect/core";

/** State on a part, as `opaque.data`. Parts of one item have the same `at`. */
export interface ItemState {
  readonly v: 1;
  readonly kind: "message" | "reasoning" | "call";
  /** Place of the item in its response. */
  readonly at: number;
  readonly id?: string;
  /** The response, if the server has stored it; only then does an id mean anything to it. */
  readonly stored?: string;
  /** `"custom"`: the item comes from a server that is not the vendor's. */
  readonly host?: "custom";
  /** On the first part of a reasoning item. */
  readonly encrypted?: string;
  /** Raw citations of a text part. */
  readonly annotations?: readonly JsonObject[];
  /** Whatever else the item had; sent back as it came. */
  readonly fields?: JsonObject;
}

/** State of an item that is one part: a hosted tool's run. */
export interface WholeItemState {
  readonly v: 1;
  readonly kind: "item";
  readonly wire: JsonObject;
  readonly host?: "custom";
  readonly stored?: string;
}

export interface Origin {
  /** The id of the response, if it is stored. */
  readonly stored: string | undefined;
  readonly official: boolean;
}

const kinds: Readonly<Record<string, ItemState["kind"]>> = {
  message: "message",
  reasoning: "reasoning",
  function_call: "call",
};

/** The state of each part of a finished item, by the part's index. `undefined`: the item is no list of parts. */
export function stateOfParts(item: FinishedItem, origin: Origin): readonly (readonly [number, Json])[] | undefined {
  const kind = kinds[String(item.wire["type"])];
  if (kind === undefined) return undefined;
  const id = textOf(item.wire["id"]);
  const encrypted = textOf(item.wire["encrypted_content"]);
  const fields = otherFields(item.wire);
  const common = {
    v: 1,
    kind,
    at: item.ordinal,
    ...(id === undefined ? {} : { id }),
    ...whence(origin),
    ...(Object.keys(fields).length === 0 ? {} : { fields }),
  };
  return item.parts.map((part, place) => [
    part.index,
    {
      ...common,
      ...(kind === "reasoning" && place === 0 && encrypted !== undefined ? { encrypted } : {}),
      ...(part.annotations.length === 0 ? {} : { annotations: part.annotations }),
    },
  ]);
}

/** The state of an item that is kept whole; `null` members are left out, a server refuses them. */
export function stateOfItem(wire: WireObject, origin: Origin): Json {
  return { v: 1, kind: "item", wire: withoutNulls(wire), ...whence(origin) };
}

/** State that this package wrote, of whichever version; `undefined` for anything else, e.g. the other route's. */
export function readState(opaque: Opaque | undefined): ItemState | WholeItemState | undefined {
  const data = opaque?.data;
  if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined;
  const { v, kind, wire, at } = data as { readonly [key: string]: Json };
  if (v !== 1) return undefined;
  if (kind === "item")
    return typeof wire === "object" && wire !== null && !Array.isArray(wire)
      ? (data as unknown as WholeItemState)
      : undefined;
  return (kind === "message" || kind === "reasoning" || kind === "call") && typeof at === "number"
    ? (data as unknown as ItemState)
    : undefined;
}

function whence({ stored, official }: Origin): { readonly stored?: string; readonly host?: "custom" } {
  return { ...(stored === undefined ? {} : { stored }), ...(official ? {} : { host: "custom" as const }) };
}

function withoutNulls(wire: WireObject): WireObject {
  return Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== null));
}
