/** Your own code against a vendor that says no, offline. Run: npx tsx examples/simulator/main.ts */
import { isDialectError } from "@dialect/core";
import { createDeepSeek } from "@dialect/deepseek";
import { startSimulator } from "@dialect/deepseek/simulator";

const simulator = await startSimulator({ turns: [{ reasoning: "Easy.", text: "Hello from loopback." }] });
const model = createDeepSeek({ baseUrl: simulator.baseUrl, apiKey: "sk-any" }).chat("deepseek-v4-pro", {
  assume: { like: "deepseek-v4-pro" },
});

for await (const text of model.stream({ messages: [{ role: "user", content: "hi" }] }).text())
  process.stdout.write(text);

// The next answer stops in the middle: that is an error with the partial, not a short answer.
simulator.script({ text: "This will be cut somewhere." });
simulator.fault({ kind: "eof", after: { events: 4 }, how: "abrupt" });
const error = await model
  .stream({ messages: [{ role: "user", content: "again" }] })
  .result()
  .catch((thrown: unknown) => thrown);
if (isDialectError(error)) console.log("\n", error.code, JSON.stringify(error.partial?.message.content));
await simulator.close();
