import { createOllama } from "@dialect/ollama";

export async function stream(_apiKey: string, print: (text: string) => void): Promise<void> {
  const model = createOllama().chat("qwen3");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
}
