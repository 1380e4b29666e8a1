import { type ChatResult, type DialectError, isDialectError, jsonSchema, type Message } from "@dialect/core";
import { createOpenAI } from "../src/index.js";
import { type Answer, delta, scripted } from "./scripted.js";

export const messages: readonly Message[] = [{ role: "user", content: "hi" }];
export const tools = [
  { name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) },
];

/** A custom server of which everything is assumed: what is under test is the reading. */
export function open(answers: readonly Answer[], settings: object = {}) {
  const transport = scripted(...answers);
  const provider = createOpenAI({
    baseUrl: "http://127.0.0.1:8080/v1",
    apiKey: "",
    retry: false,
    transport,
    ...settings,
  });
  return { transport, model: provider.chat("m-1", { route: "chat", assume: { like: "gpt-4.1" } }) };
}

/** The result of one streamed turn. */
export const result = (one: Answer, request: object = {}): Promise<ChatResult> =>
  open([one])
    .model.stream({ messages, ...request })
    .result() as Promise<ChatResult>;

/** The error that a call ends with. */
export async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}

/** A chunk with one entry of `tool_calls`. */
export const call = (fields: object, finish: string | null = null): object => delta({ tool_calls: [fields] }, finish);
