// Requests that the tests of both routes send.
import { jsonSchema, type Message, type PreparedRequest, type Schema, type Tool } from "@dialect/core";
import { createOllama, type OllamaAssume, type OllamaRequest, type RouteId } from "../src/index.js";

export const messages: readonly Message[] = [{ role: "user", content: "hi" }];
export const weather: Tool = {
  name: "get_weather",
  description: "Weather of a city",
  input: jsonSchema({ type: "object", properties: { city: { type: "string" } }, required: ["city"] }),
};
export const pet: Schema = jsonSchema({
  type: "object",
  properties: { name: { type: "string" } },
  required: ["name"],
});
export const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

export const toolRound: readonly Message[] = [
  { role: "system", content: "Be brief." },
  { role: "user", content: "Weather?" },
  {
    role: "assistant",
    content: [
      { type: "reasoning", text: "T", field: "thinking" },
      { type: "tool-call", id: "call_1", name: "get_weather", arguments: '{"city":"Paris"}' },
    ],
    origin: { provider: "ollama", route: "native", model: "qwen3:8b", complete: true },
  },
  { role: "tool", toolCallId: "call_1", toolName: "get_weather", content: { json: { sky: "clear" } } },
];

/** A caller who knows the model. */
const known: OllamaAssume = {
  reasoning: "native",
  outputStrict: "native",
  outputJson: "native",
  outputWithTools: "native",
};

export function prepare(request: Partial<OllamaRequest>, route: RouteId = "native"): PreparedRequest {
  const model = createOllama({ env: {} }).chat("qwen3:8b", { route, assume: known });
  return model.prepare({ messages, ...request } as never);
}
