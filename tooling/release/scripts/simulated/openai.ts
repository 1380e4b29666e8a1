import { createOpenAI } from "@dialect/openai";
import { startSimulator } from "@dialect/openai/simulator";

export async function stream(print: (text: string) => void): Promise<void> {
  const simulator = await startSimulator({ turns: [{ text: "Hello from the simulator." }] });
  const model = createOpenAI({ apiKey: "sk-example", baseUrl: simulator.baseUrl }).chat("gpt-5.5");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
  await simulator.close();
}
