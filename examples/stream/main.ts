/** Streams one answer, reasoning and text apart. Run: DEEPSEEK_API_KEY=… npx tsx examples/stream/main.ts */
import { createDeepSeek } from "@dialect/deepseek";

const model = createDeepSeek({}).chat("deepseek-v4-pro");
const stream = model.stream({ messages: [{ role: "user", content: "Why is the sky blue? Two sentences." }] });

for await (const event of stream) {
  if (event.type === "reasoning-delta") process.stderr.write(event.text);
  else if (event.type === "text-delta") process.stdout.write(event.text);
}
const { usage, finish, warnings } = await stream.result();
console.error("\n", finish, usage, warnings);
