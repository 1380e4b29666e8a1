/**
 * A tool loop in the open: stream, run the executable calls, answer them, go on. `result.toolCalls` holds only calls
 * that are complete, so nothing cut or malformed can run. Run: OPENAI_API_KEY=… npx tsx examples/tools/main.ts
 */
import { isDialectError, jsonSchema, type Message, type Tool } from "@dialect/core";
import { createOpenAI } from "@dialect/openai";

const weather: Tool = {
  name: "get_weather",
  description: "The weather of a city, now.",
  input: jsonSchema({
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
    additionalProperties: false,
  }),
};
const model = createOpenAI({}).chat("gpt-5.5");
let messages: readonly Message[] = [{ role: "user", content: "Is it warmer in Paris or in Oslo?" }];

try {
  for (let round = 0; round < 8; round++) {
    const stream = model.stream({ messages, tools: [weather], reasoning: { effort: "low" } });
    for await (const text of stream.text()) process.stdout.write(text);
    const { message, toolCalls } = await stream.result();
    messages = [...messages, message];
    if (toolCalls.length === 0) break;
    for (const call of toolCalls) {
      const celsius = call.input["city"] === "Paris" ? 18 : 9;
      messages = [
        ...messages,
        { role: "tool", toolCallId: call.id, toolName: call.name, content: { json: { celsius } } },
      ];
    }
  }
} catch (error) {
  if (!isDialectError(error)) throw error;
  console.error(`${error.code} (${error.phase}, ${error.attempts} requests): ${error.message}\n${error.hint ?? ""}`);
  process.exitCode = 1;
}
