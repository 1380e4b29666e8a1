import { createOpenAI } from "@dialect/openai";

export async function stream(apiKey: string, print: (text: string) => void): Promise<void> {
  const model = createOpenAI({ apiKey }).chat("gpt-5.5");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
}
