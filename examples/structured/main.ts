/** Structured output by contract: the guarantee is named, never weakened. Run: OPENAI_API_KEY=… npx tsx examples/structured/main.ts */
import { createOpenAI } from "@dialect/openai";
import { z } from "zod";

const schema = z.strictObject({ city: z.string(), celsius: z.number() });
const model = createOpenAI({}).chat("gpt-5.5");

const result = await model.generate({
  messages: [{ role: "user", content: "It is 18 degrees in Paris. Report it." }],
  output: { schema, guarantee: "strict", name: "report" },
});
// Typed by the schema, and validated here as well.
console.log(result.output.city, result.output.celsius, result.guarantee);
