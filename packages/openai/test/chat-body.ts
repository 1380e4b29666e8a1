import { isDialectError, jsonSchema, type Message } from "@dialect/core";
import { createOpenAI, type OpenAIRequest } from "../src/index.js";

export const messages: readonly Message[] = [{ role: "user", content: "hi" }];
export const local = "http://127.0.0.1:8080/v1";
export const weather = {
  name: "get_weather",
  description: "The weather of a city.",
  input: jsonSchema({
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  }),
};

/** The body that the chat route writes, as a stream unless said otherwise. */
export function bodyOf(
  request: Partial<OpenAIRequest>,
  model = "gpt-4.1",
  settings: object = {},
  assume?: object,
): unknown {
  const chat = createOpenAI({ apiKey: "k", ...settings }).chat(model, {
    route: "chat",
    ...(assume === undefined ? {} : { assume }),
  } as { assume: object; route: "chat" });
  return chat.prepare({ messages, ...request } as never).body;
}
/** What a call is refused with, or nothing. */
export function codeOf(work: () => unknown): { readonly code: string; readonly message: string } | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (isDialectError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}
