import { DialectError, type Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import type { WireDescription } from "./description.js";
import type { FieldWatch } from "./fields.js";
import { malformed } from "./malformed.js";
import type { WireObject } from "./read-chunk.js";

/** Puts tool calls together from their fragments and writes them as parts. */
export interface ToolCalls {
  /** The `tool_calls` of one delta. `responseId` goes into ids that the server left out. */
  push(entries: readonly Json[], responseId: string | undefined): void;
  /** The `tool_calls` of a whole message: each entry is a call of its own. */
  whole(entries: readonly Json[], responseId: string | undefined): void;
  /**
   * The finish word came: writes what still waited for an id. Parts stay open; core ends them by the finish reason.
   *
   * @throws DialectError `response_event_missing_field` if a call never got a name, unless the turn was `cut`.
   */
  finish(turn: "whole" | "cut"): void;
}

interface Call {
  id: string;
  name: string;
  /** Arguments that came before the call could be written. */
  waiting: string;
  /** Index of the part; -1 until it is written. */
  part: number;
  readonly place: number;
}

/** One entry of `tool_calls`, read; one object is reused. */
interface Fragment {
  id: string;
  index: number;
  name: string;
  text: string;
}

type Out = Pick<EventWriter, "beginCall" | "delta">;
type Carrier = "delta" | "message";
type Identity = WireDescription["callIdentity"];

export function createToolCalls(out: Out, fields: FieldWatch, wire: { readonly callIdentity: Identity }): ToolCalls {
  const calls: Call[] = [];
  const byIndex = new Map<number, Call>();
  const byId = new Map<string, Call>();
  const fragment: Fragment = { id: "", index: -1, name: "", text: "" };
  const waiting = new Set<Call>();
  let carrier: Carrier = "delta";
  let responseId: string | undefined;

  const open = (): Call => {
    // What waits only for its id goes out now, so that parts keep the order of first appearance.
    for (const call of waiting) if (call.name !== "") write(call);
    const call: Call = { id: "", name: "", waiting: "", part: -1, place: calls.length };
    calls.push(call);
    waiting.add(call);
    return call;
  };
  const write = (call: Call): void => {
    if (call.id === "") {
      call.id = `call_${(responseId ?? "").replace(/[^A-Za-z0-9_-]/g, "").slice(-24)}_${call.place}`;
      fields.odd(
        "tool_call_id_missing",
        place(call.place, "id", carrier),
        `A tool call came without an id; it is called ${call.id} here.`,
      );
    }
    waiting.delete(call);
    call.part = out.beginCall(call.id, call.name);
    if (call.waiting !== "") out.delta(call.part, call.waiting);
    call.waiting = "";
  };

  const byIndexAlone = (): Call => {
    if (fragment.index >= 0) return byIndex.get(fragment.index) ?? open();
    return byAppearance();
  };
  /** No index: the id tells; without one, a name opens a call and anything else continues the last. */
  const byAppearance = (): Call => {
    if (fragment.id !== "") return byId.get(fragment.id) ?? adopt(calls.at(-1)) ?? open();
    const last = calls.at(-1);
    if (last === undefined) return open();
    return fragment.name !== "" && last.name !== "" ? open() : last;
  };
  const byIdFirst = (): Call => {
    if (fragment.index < 0) return byAppearance();
    const there = byIndex.get(fragment.index);
    if (fragment.id !== "") return byId.get(fragment.id) ?? adopt(there) ?? open();
    if (there === undefined) return open();
    // One index, no ids, another name: a call has one name only.
    return fragment.name !== "" && there.name !== "" && fragment.name !== there.name ? open() : there;
  };
  /** The call that still waits for its id takes this one. */
  const adopt = (call: Call | undefined): Call | undefined =>
    call !== undefined &&
    call.id === "" &&
    call.part < 0 &&
    (fragment.name === "" || call.name === "" || call.name === fragment.name)
      ? call
      : undefined;

  const take = (call: Call): void => {
    if (fragment.index >= 0) byIndex.set(fragment.index, call);
    if (fragment.id !== "" && call.id !== fragment.id) {
      if (call.id === "") {
        call.id = fragment.id;
        byId.set(call.id, call);
      } else {
        fields.odd(
          "tool_call_id_changed",
          place(call.place, "id", carrier),
          `Tool call ${call.id} came again as ${fragment.id}; the first id stays.`,
        );
      }
    }
    if (fragment.name !== "" && call.name !== fragment.name) {
      if (call.name !== "") {
        throw new DialectError("malformed_event", {
          message: `Tool call ${call.id || call.place} changes its name from ${call.name} to ${fragment.name}.`,
        });
      }
      call.name = fragment.name;
    }
    if (call.part < 0) {
      call.waiting += fragment.text;
      // Without an id it waits for one, but not longer than for the first piece of its arguments.
      if (call.name !== "" && (call.id !== "" || call.waiting !== "")) write(call);
    } else if (fragment.text !== "") out.delta(call.part, fragment.text);
  };

  return {
    push(entries, id) {
      carrier = "delta";
      responseId = id;
      for (let position = 0; position < entries.length; position++) {
        readEntry(entries[position] as Json, position, fragment, fields, carrier);
        take(wire.callIdentity === "index" ? byIndexAlone() : byIdFirst());
      }
    },
    whole(entries, id) {
      carrier = "message";
      responseId = id;
      for (let position = 0; position < entries.length; position++) {
        readEntry(entries[position] as Json, position, fragment, fields, carrier);
        fragment.index = -1;
        take(open());
      }
    },
    finish(turn) {
      for (const call of waiting) {
        if (call.name === "" && turn === "whole") {
          throw new DialectError("response_event_missing_field", {
            message: `Tool call ${call.id || call.place} never got a name (${call.waiting.length} characters of arguments received).`,
          });
        }
        write(call);
      }
    },
  };
}

function readEntry(entry: Json, position: number, into: Fragment, fields: FieldWatch, carrier: Carrier): void {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry)) {
    throw malformed(place(position, undefined, carrier), entry, "an object");
  }
  const wire = entry as WireObject;
  into.id = "";
  into.index = -1;
  into.name = "";
  into.text = "";
  for (const key in wire) {
    switch (key) {
      case "index": {
        const index = wire["index"];
        if (typeof index === "number" && Number.isInteger(index) && index >= 0) into.index = index;
        else fields.unknown(place(position, "index", carrier), index);
        break;
      }
      case "id":
        into.id = readId(wire["id"], position, fields, carrier);
        break;
      case "type": {
        const type = wire["type"];
        if (type !== "function" && type !== "") fields.unknown(place(position, "type", carrier), type);
        break;
      }
      case "function":
        readFunction(wire["function"], position, into, fields, carrier);
        break;
      default:
        fields.unknown(place(position, key, carrier), wire[key]);
    }
  }
}

function readFunction(
  value: Json | undefined,
  position: number,
  into: Fragment,
  fields: FieldWatch,
  carrier: Carrier,
): void {
  if (value === null || value === undefined) return;
  if (typeof value !== "object" || Array.isArray(value))
    throw malformed(place(position, "function", carrier), value, "an object");
  const wire = value as WireObject;
  for (const key in wire) {
    const member = wire[key];
    if (key === "arguments") {
      if (typeof member === "string") into.text = member;
      else if (member !== null) throw malformed(place(position, "function.arguments", carrier), member, "text");
    } else if (key === "name") {
      if (typeof member === "string") into.name = member;
      else if (member !== null) throw malformed(place(position, "function.name", carrier), member, "text");
    } else fields.unknown(place(position, `function.${key}`, carrier), member);
  }
}

function readId(id: Json | undefined, position: number, fields: FieldWatch, carrier: Carrier): string {
  if (typeof id === "string") return id;
  if (id === null || id === undefined) return "";
  if (typeof id === "number" && Number.isInteger(id)) {
    fields.odd(
      "tool_call_id_coerced",
      place(position, "id", carrier),
      `A tool call came with the number ${id} as its id; it is the text "${id}" here.`,
    );
    return String(id);
  }
  throw malformed(place(position, "id", carrier), id, "text");
}

function place(position: number, member: string | undefined, carrier: Carrier): string {
  return `choices[0].${carrier}.tool_calls[${position}]${member === undefined ? "" : `.${member}`}`;
}
