import { createDeepSeek } from "@dialect/deepseek";

export async function stream(apiKey: string, print: (text: string) => void): Promise<void> {
  const model = createDeepSeek({ apiKey }).chat("deepseek-flash");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
}
