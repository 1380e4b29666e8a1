/** Writes the parts of items, from deltas and from what is said whole, so that nothing is said twice or lost. */
import { DialectError, type Json } from "@dialect/core";
import type { EventWriter } from "@dialect/core/provider";
import type { Item, Part, PartKind } from "./item-table.js";
import { isObject, malformed, missingField, objectsOf, textOf, type WireObject } from "./wire-object.js";

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

/** Something that nobody reads: said once, kept each time. */
export function reportUnknown(out: EventWriter, path: string, wire: Json): void {
  out.warn({ code: "wire_unknown_field", message: `The answer has something that is not read: ${path}.`, path });
  out.keep(wire);
}

/** The part, opened if it is not. */
export function openPart(out: EventWriter, item: Item, kind: PartKind, place: number): Part {
  return findPart(item, kind, place) ?? addPart(item, kind, place, begin(out, item, kind));
}

/** Reasoning of which nothing but its end was heard: no field that its text could have come in. */
export function openClosedReasoning(out: EventWriter, item: Item): Part {
  return addPart(item, "reasoning_summary_text", 0, out.begin("reasoning"));
}

export function appendText(out: EventWriter, part: Part, text: string): void {
  part.text += text;
  out.delta(part.index, text);
}

/** The whole text of a part: delivers what no delta has. */
export function completeText(out: EventWriter, part: Part, whole: Json | undefined, what: string): void {
  // Some servers leave the text of a closing event empty.
  if (typeof whole !== "string" || whole === "" || whole === part.text) return;
  if (!whole.startsWith(part.text)) {
    throw new DialectError("malformed_event", {
      message: `${what} has ${whole.length} characters that do not begin with the ${part.text.length} characters streamed before it.`,
    });
  }
  out.delta(part.index, whole.slice(part.text.length));
  part.text = whole;
}

export function annotate(out: EventWriter, part: Part, annotation: Json | undefined): void {
  if (!isObject(annotation)) return reportUnknown(out, "annotation", annotation ?? null);
  part.annotations.push(annotation);
  const url = textOf(annotation["url"]);
  if (annotation["type"] !== "url_citation" || url === undefined) return;
  const title = textOf(annotation["title"]);
  out.add({ type: "source", url, ...(title === undefined ? {} : { title }) });
}

/** Delivers everything in a finished item that is not delivered yet. */
export function fillItem(out: EventWriter, item: Item, wire: WireObject): void {
  if (item.type === "function_call") return fillCall(out, item, wire);
  if (item.type !== "message" && item.type !== "reasoning") return;
  objectsOf(wire["summary"]).forEach((entry, place) => {
    fillText(out, item, "reasoning_summary_text", place, entry["text"]);
  });
  objectsOf(wire["content"]).forEach((entry, place) => fillContent(out, item, entry, place));
}

function fillContent(out: EventWriter, item: Item, entry: WireObject, place: number): void {
  switch (entry["type"]) {
    case "output_text": {
      const part = fillText(out, item, "text", place, entry["text"]);
      const annotations = entry["annotations"];
      if (part === undefined || !Array.isArray(annotations)) return;
      // Those that came in events of their own are a prefix of this list.
      annotations.slice(part.annotations.length).forEach((one: Json) => annotate(out, part, one));
      return;
    }
    case "refusal":
      fillText(out, item, "refusal", place, entry["refusal"]);
      return;
    case "reasoning_text":
      fillText(out, item, "reasoning_text", place, entry["text"]);
      return;
    default:
      reportUnknown(out, `item.content[].type=${String(entry["type"])}`, entry);
  }
}

function fillText(
  out: EventWriter,
  item: Item,
  kind: PartKind,
  place: number,
  text: Json | undefined,
): Part | undefined {
  checkText(`${kind} of an item`, text);
  const found = findPart(item, kind, place);
  if (found === undefined && textOf(text) === undefined) return undefined;
  const part = found ?? openPart(out, item, kind, place);
  completeText(out, part, text, `The ${kind} of the finished item`);
  return part;
}

function fillCall(out: EventWriter, item: Item, wire: WireObject): void {
  const held = item.gathered?.["arguments"];
  // A call that was announced keeps the name and id that it was announced with.
  if (item.parts.length === 0) item.wire = wire;
  const part = openPart(out, item, "arguments", 0);
  item.gathered = undefined;
  if (held !== undefined) appendText(out, part, held);
  const whole = wire["arguments"];
  checkText("arguments of a function_call", whole);
  completeText(out, part, whole, "The arguments of the finished function_call");
}

function checkText(path: string, value: Json | undefined): void {
  if (value !== undefined && value !== null && typeof value !== "string") throw malformed(path, value, "text");
}

function findPart(item: Item, kind: PartKind, place: number): Part | undefined {
  return item.parts.find((part) => part.kind === kind && part.place === place);
}

function addPart(item: Item, kind: PartKind, place: number, index: number): Part {
  const part: Part = { kind, place, index, text: "", annotations: [] };
  item.parts.push(part);
  return part;
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
