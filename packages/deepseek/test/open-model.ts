import { type ChatModel, type DialectError, isDialectError, jsonSchema, type Message, type Tool } from "@dialect/core";
import { createDeepSeek, type DeepSeekRequest } from "../src/index.js";
import { type Answer, scripted, type Scripted } from "./scripted-transport.js";

export const messages: readonly Message[] = [{ role: "user", content: "Weather?" }];
export const tools: readonly Tool[] = [
  { name: "get_weather", input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }) },
];

export function open(
  ...answers: readonly Answer[]
): Pick<Scripted, "requests" | "aborted"> & { readonly model: ChatModel<DeepSeekRequest> } {
  const { transport, requests, aborted } = scripted(...answers);
  const model: ChatModel<DeepSeekRequest> = createDeepSeek({ apiKey: "sk-test", transport }).chat(
    "deepseek-v4-pro",
  ) as never;
  return { model, requests, aborted };
}
export async function failure(work: Promise<unknown>): Promise<DialectError> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isDialectError(error)) throw new Error(`Expected a DialectError, got ${String(error)}`);
  return error;
}
