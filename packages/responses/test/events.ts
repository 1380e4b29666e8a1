import type { Json } from "@dialect/core";

export const added = (item: Json, place = 0): Json => ({
  type: "response.output_item.added",
  output_index: place,
  item,
});
export const done = (item: Json, place = 0): Json => ({ type: "response.output_item.done", output_index: place, item });
export const completed = (output: readonly Json[], more: { readonly [key: string]: Json } = {}): Json => ({
  type: "response.completed",
  response: { id: "resp_1", status: "completed", output, ...more },
});
export const textDelta = (delta: string, id = "msg_1", place = 0): Json => ({
  type: "response.output_text.delta",
  item_id: id,
  output_index: place,
  content_index: 0,
  delta,
});
export const message = (text: string, more: { readonly [key: string]: Json } = {}): Json => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text, annotations: [] }],
  ...more,
});
export const call: { readonly [key: string]: Json } = {
  type: "function_call",
  id: "fc_1",
  call_id: "call_1",
  name: "f",
  arguments: "",
};
export const argumentsDelta = (delta: string, id = "fc_1"): Json => ({
  type: "response.function_call_arguments.delta",
  item_id: id,
  output_index: 0,
  delta,
});
