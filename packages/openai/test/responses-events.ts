/** A custom server on either route, and Responses events in the vendor's frame. */
import { type ChatModel, type DialectError, isDialectError, jsonSchema, type Tool } from "@dialect/core";
import { createOpenAI, type OpenAIRequest, type RouteId } from "../src/index.js";
import { type Answer, json, scripted, type ScriptedTransport } from "./scripted.js";

export const local: string = "http://127.0.0.1:9/v1";
export const weather: Tool = {
  name: "get_weather",
  description: "Weather of a city",
  input: jsonSchema({
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  }),
};

export function open(
  route: RouteId,
  answers: readonly Answer[],
  settings: object = {},
): { readonly transport: ScriptedTransport; readonly model: ChatModel<OpenAIRequest> } {
  const transport = scripted(...answers);
  const model = createOpenAI({ baseUrl: local, apiKey: "", transport, ...settings }).chat("m-1", {
    route,
    assume: { like: "gpt-4.1" },
  });
  return { transport, model };
}
export async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}

/** One event by its type, with what it carries. */
export interface Event {
  readonly type: string;
  readonly [member: string]: unknown;
}

/** Responses events in the vendor's frame: named, without a terminator of their own. */
export function responses(...events: readonly Event[]): Answer {
  return { chunks: events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`) };
}
export const created: Event = {
  type: "response.created",
  response: { id: "resp_1", model: "m-1", status: "in_progress" },
};
export const textDelta = (text: string): Event => ({
  type: "response.output_text.delta",
  item_id: "msg_1",
  output_index: 0,
  content_index: 0,
  delta: text,
});
export const messageItem = (text: string): object => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status: "completed",
  content: [{ type: "output_text", text, annotations: [] }],
});
export const completed = (
  output: readonly object[],
  usage: object | null = { input_tokens: 1, output_tokens: 2 },
): Event => ({
  type: "response.completed",
  response: { id: "resp_1", model: "m-1", status: "completed", output, usage },
});
export const whole = (output: readonly object[]): Answer =>
  json({
    id: "resp_1",
    object: "response",
    model: "m-1",
    status: "completed",
    output,
    usage: { input_tokens: 1, output_tokens: 2 },
  });
export const good: Answer = responses(created, textDelta("ok"), completed([messageItem("ok")]));
