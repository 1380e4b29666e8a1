import { createDeepSeek } from "@dialect/deepseek";
import { startSimulator } from "@dialect/deepseek/simulator";

export async function stream(print: (text: string) => void): Promise<void> {
  const simulator = await startSimulator({ turns: [{ text: "Hello from the simulator." }] });
  const model = createDeepSeek({ apiKey: "sk-example", baseUrl: simulator.baseUrl }).chat("deepseek-flash");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
  await simulator.close();
}
