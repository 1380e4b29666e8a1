import { DialectError, type Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import type { Item, Part, PartKind } from "./item-table.js";
import { isObject, malformed, missingField, objectsOf, textOf, type WireObject } from "./wire-object.js";

/** Writes the parts of items, from deltas and from what is said whole, so that nothing is said twice or lost. */
export interface PartWriter {
  open(item: Item, kind: PartKind, place: number): Part;
  append(part: Part, text: string): void;
  /** The whole text of a part: delivers what no delta has. */
  complete(part: Part, whole: Json | undefined, what: string): void;
  annotate(part: Part, annotation: Json | undefined): void;
  /** Delivers everything in a finished item that is not delivered yet. */
  fill(item: Item, wire: WireObject): void;
  /** One entry of `content`, of a message or of reasoning. */
  fillContent(item: Item, entry: WireObject, place: number): void;
  unknown(path: string, wire: Json): void;
}

const itemFields: Readonly<Record<string, ReadonlySet<string>>> = {
  message: new Set(["id", "type", "status", "role", "content"]),
  reasoning: new Set(["id", "type", "status", "summary", "content", "encrypted_content"]),
  function_call: new Set(["id", "type", "status", "call_id", "name", "arguments"]),
};

/** What an item of these types has besides the fields that its parts deliver: goes back to the server as it came. */
export function otherFields(wire: WireObject): WireObject {
  const known = itemFields[String(wire["type"])];
  const other: Record<string, Json> = {};
  if (known === undefined) return other;
  for (const key in wire) {
    const value = wire[key];
    if (!known.has(key) && value !== null && value !== undefined) other[key] = value;
  }
  return other;
}

export function createPartWriter(out: EventWriter): PartWriter {
  const find = (item: Item, kind: PartKind, place: number): Part | undefined =>
    item.parts.find((part) => part.kind === kind && part.place === place);

  const writer: PartWriter = {
    open(item, kind, place) {
      const found = find(item, kind, place);
      if (found !== undefined) return found;
      const part: Part = { kind, place, index: begin(out, item, kind), text: "", annotations: [] };
      item.parts.push(part);
      return part;
    },
    append(part, text) {
      part.text += text;
      out.delta(part.index, text);
    },
    complete(part, whole, what) {
      // Some servers leave the text of a closing event empty.
      if (typeof whole !== "string" || whole === "" || whole === part.text) return;
      if (!whole.startsWith(part.text)) {
        throw new DialectError("malformed_event", {
          message: `${what} has ${whole.length} characters that do not begin with the ${part.text.length} characters streamed before it.`,
        });
      }
      out.delta(part.index, whole.slice(part.text.length));
      part.text = whole;
    },
    annotate(part, annotation) {
      if (!isObject(annotation)) return writer.unknown("annotation", annotation ?? null);
      part.annotations.push(annotation);
      const url = textOf(annotation["url"]);
      if (annotation["type"] !== "url_citation" || url === undefined) return;
      const title = textOf(annotation["title"]);
      out.add({ type: "source", url, ...(title === undefined ? {} : { title }) });
    },
    fill(item, wire) {
      if (item.type === "function_call") return fillCall(item, wire);
      if (item.type !== "message" && item.type !== "reasoning") return;
      objectsOf(wire["summary"]).forEach((entry, place) => {
        fillText(item, "reasoning_summary_text", place, entry["text"]);
      });
      objectsOf(wire["content"]).forEach((entry, place) => writer.fillContent(item, entry, place));
    },
    fillContent(item, entry, place) {
      switch (entry["type"]) {
        case "output_text": {
          const part = fillText(item, "text", place, entry["text"]);
          if (part === undefined) return;
          // Those that came in events of their own are a prefix of this list.
          const annotations = entry["annotations"];
          if (Array.isArray(annotations))
            annotations.slice(part.annotations.length).forEach((one: Json) => writer.annotate(part, one));
          return;
        }
        case "refusal":
          fillText(item, "refusal", place, entry["refusal"]);
          return;
        case "reasoning_text":
          fillText(item, "reasoning_text", place, entry["text"]);
          return;
        default:
          writer.unknown(`item.content[].type=${String(entry["type"])}`, entry);
      }
    },
    unknown(path, wire) {
      out.warn({ code: "wire_unknown_field", message: `The answer has something that is not read: ${path}.`, path });
      out.keep(wire);
    },
  };

  const fillText = (item: Item, kind: PartKind, place: number, text: Json | undefined): Part | undefined => {
    if (text !== undefined && text !== null && typeof text !== "string")
      throw malformed(`${kind} of an item`, text, "text");
    const found = find(item, kind, place);
    if (found === undefined && (text === undefined || text === null || text === "")) return undefined;
    const part = found ?? writer.open(item, kind, place);
    writer.complete(part, text, `The ${kind} of the finished item`);
    return part;
  };
  const fillCall = (item: Item, wire: WireObject): void => {
    const held = item.gathered?.["arguments"];
    // A call that was announced keeps the name and id that it was announced with.
    if (item.parts.length === 0) item.wire = wire;
    const part = writer.open(item, "arguments", 0);
    item.gathered = undefined;
    if (held !== undefined) writer.append(part, held);
    const whole = wire["arguments"];
    if (whole !== undefined && whole !== null && typeof whole !== "string")
      throw malformed("arguments of a function_call", whole, "text");
    writer.complete(part, whole, "The arguments of the finished function_call");
  };
  return writer;
}

function begin(out: EventWriter, item: Item, kind: PartKind): number {
  if (kind === "text" || kind === "refusal") return out.begin(kind);
  if (kind !== "arguments") return out.begin("reasoning", kind);
  const wire = item.wire;
  const name = textOf(wire["name"]);
  if (name === undefined) throw missingField("A function_call item", "name");
  const callId = textOf(wire["call_id"]);
  const id = callId ?? textOf(wire["id"]);
  if (id === undefined) throw missingField("A function_call item", "call_id and no id");
  if (callId === undefined) {
    out.warn({
      code: "wire_missing_field",
      message: "A function_call item has no call_id; its id is used.",
      path: "item.call_id",
    });
  }
  return out.beginCall(id, name);
}
