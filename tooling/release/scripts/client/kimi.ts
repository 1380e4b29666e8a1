import { createKimi } from "@dialect/kimi";

export async function stream(apiKey: string, print: (text: string) => void): Promise<void> {
  const model = createKimi({ apiKey }).chat("kimi-k2.6");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
}
