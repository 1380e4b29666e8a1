import { createOllama } from "@dialect/ollama";
import { startSimulator } from "@dialect/ollama/simulator";

export async function stream(print: (text: string) => void): Promise<void> {
  const simulator = await startSimulator({ turns: [{ text: "Hello from the simulator." }] });
  const model = createOllama({ baseUrl: simulator.baseUrl }).chat("qwen3");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
  await simulator.close();
}
