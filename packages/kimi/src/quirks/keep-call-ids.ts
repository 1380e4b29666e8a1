/**
 * Tool-call ids (`get_weather:0`, `functions.read:3`) go back as they came: renamed ones degrade the model. They may
 * repeat within one answer, where a result could not say which call it is for; the later call then gets an id of its
 * own here, and on the wire its old one again. Ids that change in mid-call keep the first (dialect.ts, `callIdentity`).
 *
 * @see https://github.com/MoonshotAI/Kimi-K2/blob/main/docs/tool_call_guidance.md (read 2026-11-20)
 * @see https://github.com/vybestack/llxprt-code/issues/712 (read 2026-11-20; renamed ids)
 */
import type { WireObject } from "@dialect/chat-completions";
import type { AssistantPart, Json, Message, ToolCallPart } from "@dialect/core";
import { builtinName } from "./declare-web-search.js";

/** State on a tool-call part: a persisted format. */
export interface CallMark {
  /** The id on the wire, where it is not the part's. */
  readonly wireId?: string;
  /** The turn came without reasoning although the model was thinking. */
  readonly noReasoning?: true;
}

export function markOf(part: ToolCallPart): CallMark {
  const { opaque } = part;
  const data = opaque?.provider === "kimi" ? opaque.data : undefined;
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as CallMark) : {};
}

/** Reads the entries of one answer. */
export interface CallIds {
  /** The entries of a delta, or of a whole message, with ids that differ. */
  apart(entries: readonly Json[], whole: boolean): readonly Json[];
  /** The id that a part's id had on the wire, where it differs. */
  wireId(id: string): string | undefined;
}

export function createCallIds(): CallIds {
  /** By index: what the wire calls it and what it is called here. */
  const byIndex = new Map<number, { readonly wire: string; readonly own: string }>();
  const wireIds = new Map<string, string>();
  const used = new Set<string>();
  let place = 0;
  const name = (wire: string): string => {
    let own = wire;
    for (let copy = 2; used.has(own); copy++) own = `${wire}~${copy}`;
    used.add(own);
    if (own !== wire) wireIds.set(own, wire);
    return own;
  };
  const read = (entry: Json, whole: boolean): Json => {
    if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return entry;
    const call = plainType(entry as WireObject);
    const { id } = call;
    const index = whole ? place++ : call["index"];
    if (typeof index !== "number" || typeof id !== "string" || id === "") return call;
    const known = byIndex.get(index);
    if (known === undefined) {
      const own = name(id);
      byIndex.set(index, { wire: id, own });
      return own === id ? call : { ...call, id: own };
    }
    return known.wire === id && known.own !== id ? { ...call, id: known.own } : call;
  };
  return {
    apart: (entries, whole) => entries.map((entry) => read(entry, whole)),
    wireId: (id) => wireIds.get(id),
  };
}

/** A call of a tool that the vendor runs has a type of its own; its name says the same. */
function plainType(entry: WireObject): WireObject {
  return entry["type"] === "builtin_function" ? { ...entry, type: "function" } : entry;
}

/** The history with the ids of the wire, in calls and results. */
export function restoreCallIds(messages: readonly Message[]): readonly Message[] {
  let wireIds = new Map<string, string>();
  return messages.map((message): Message => {
    if (message.role === "tool") {
      const id = wireIds.get(message.toolCallId);
      return id === undefined ? message : { ...message, toolCallId: id };
    }
    if (message.role !== "assistant") return message;
    wireIds = new Map();
    const content = message.content.map((part): AssistantPart => {
      const id = part.type === "tool-call" ? markOf(part).wireId : undefined;
      if (part.type !== "tool-call" || id === undefined) return part;
      wireIds.set(part.id, id);
      return { ...part, id };
    });
    return wireIds.size === 0 ? message : { ...message, content };
  });
}

/** Calls of the vendor's own tools go back under their own type. */
export function restoreCallTypes(calls: readonly Json[]): readonly Json[] {
  return calls.map((call) => {
    const { function: called, ...rest } = call as { readonly function: { readonly name: string } } & WireObject;
    return called.name === builtinName
      ? { ...rest, type: "builtin_function", function: called as unknown as Json }
      : call;
  });
}
