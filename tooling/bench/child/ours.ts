/** The default path of a user: the provider from npm, a model of it, `for await` over its events. */
import { jsonSchema } from "@dialect/core";
import { createOpenAI } from "@dialect/openai";
import type { Answer, Side } from "./side.ts";

const messages = [{ role: "user", content: [{ type: "text", text: "Answer." }] }] as const;
const assume = { tools: "native", generate: "native", streamUsage: "native" } as const;
const tools = [{ name: "write_file", input: jsonSchema({ type: "object" }) }];

// One model per route, as a program has it.
const models = new Map<string, ReturnType<typeof model>>();
function model(url: string, route: "chat" | "responses") {
  return createOpenAI({ baseUrl: `${url}/v1`, apiKey: "k" }).chat("bench-1", { route, assume });
}
function modelFor(url: string, route: "chat" | "responses"): ReturnType<typeof model> {
  const known = models.get(url) ?? model(url, route);
  models.set(url, known);
  return known;
}

async function read(url: string, route: "chat" | "responses", withTools: boolean): Promise<Answer> {
  let text = "";
  let reasoning = "";
  const fragments: string[] = [];
  let finish = "";
  const stream = modelFor(url, route).stream(withTools ? { messages, tools } : { messages });
  for await (const event of stream) {
    if (event.type === "text-delta") text += event.text;
    else if (event.type === "reasoning-delta") reasoning += event.text;
    else if (event.type === "tool-call-delta") fragments.push(event.text);
    else if (event.type === "finish") finish = event.finish.reason;
  }
  if (finish !== (withTools ? "tool-calls" : "stop")) throw new Error(`finish ${finish}`);
  return { text, reasoning, arguments: fragments.join("") };
}

export const side: Side = {
  chat: (url) => read(url, "chat", false),
  responses: (url) => read(url, "responses", false),
  arguments: (url) => read(url, "chat", true),
  async whole(url) {
    const { text } = await modelFor(url, "chat").generate({ messages });
    return { text, reasoning: "", arguments: "" };
  },
  async hold(url) {
    const iterator = modelFor(url, "chat").stream({ messages })[Symbol.asyncIterator]();
    const held = { iterator, text: "", next: undefined as unknown };
    while (held.text === "") {
      const { value } = await iterator.next();
      if (value?.type === "text-delta") held.text += value.text;
    }
    held.next = iterator.next();
    return held;
  },
};
