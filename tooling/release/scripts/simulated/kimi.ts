import { createKimi } from "@dialect/kimi";
import { startSimulator } from "@dialect/kimi/simulator";

export async function stream(print: (text: string) => void): Promise<void> {
  const simulator = await startSimulator({ turns: [{ text: "Hello from the simulator." }] });
  const model = createKimi({ apiKey: "sk-example", baseUrl: simulator.baseUrl }).chat("kimi-k2.6");
  for await (const text of model.stream({ messages: [{ role: "user", content: "Hello" }] }).text()) print(text);
  await simulator.close();
}
