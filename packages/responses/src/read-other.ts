/** Events that write no part: progress of hosted tools, streamed pieces of items that are delivered whole, the unknown. */
import type { Json } from "@dialect/core";
import type { Reading, Step } from "./finish-items.js";
import type { Item } from "./item-table.js";
import { reportUnknown } from "./part-writer.js";
import { readError } from "./read-error.js";
import { missingField, textOf, type WireObject } from "./wire-object.js";

/** Text of items that are delivered whole when they are over; kept in case the end of the item never comes. */
const streamedFields: Readonly<Record<string, string>> = {
  "response.custom_tool_call_input.delta": "input",
  "response.mcp_call_arguments.delta": "arguments",
  "response.code_interpreter_call_code.delta": "code",
};

/** Events that say nothing which the item of `output_item.done` does not say. */
const progress =
  /^response\.(?:content_part\.(?:added|done)|reasoning_summary_part\.(?:added|done)|custom_tool_call_input\.done|mcp_call_arguments\.done|code_interpreter_call_code\.done|(?:web_search_call|file_search_call|code_interpreter_call|image_generation_call|mcp_call|mcp_list_tools)\.(?:in_progress|searching|interpreting|generating|completed|failed))$/;

export function readOther({ out, items }: Reading, type: string, event: WireObject): Step | undefined {
  if (type === "") {
    const error = readError(event);
    if (error !== undefined) return { type: "error", error, response: undefined };
    throw missingField("The event", "type");
  }
  // An item in the place of an event.
  if (type === "message" || type === "reasoning" || type === "function_call") {
    throw missingField(`An event of type ${JSON.stringify(type)}`, "item");
  }
  const field = Object.hasOwn(streamedFields, type) ? streamedFields[type] : undefined;
  if (field !== undefined) {
    const id = textOf(event["item_id"]);
    const item =
      items.find((one) => id !== undefined && one.id === id) ??
      items.findLast((one) => !one.over && one.parts.length === 0);
    if (item !== undefined && !item.over) gather(item, field, event["delta"]);
  } else if (type === "response.image_generation_call.partial_image") out.keep(event);
  else if (!progress.test(type)) reportUnknown(out, type, event);
  // The server works; that is progress although nothing is said.
  out.start({});
  return undefined;
}

export function gather(item: Item, field: string, text: Json | undefined): void {
  if (typeof text !== "string") return;
  item.gathered ??= {};
  item.gathered[field] = (item.gathered[field] ?? "") + text;
}
