import { type ChatEvent, isDialectError, jsonSchema, type Message, type Tool } from "@dialect/core";
import { describe, expect, it } from "vitest";
import { wireFile } from "../test/capture.js";
import { scripted } from "../test/scripted-transport.js";
import { createKimi } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const tools: readonly Tool[] = [{ name: "read", input: jsonSchema({ type: "object" }) }];

interface Outcome {
  readonly code: string;
  readonly calls: number;
  readonly finishes: number;
}

/** Runs the bytes to the one end that every stream has. */
async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  const { transport } = scripted({ chunks: [bytes] });
  const stream = createKimi({ apiKey: "k", transport, retry: false }).chat("kimi-k2.6").stream({ messages, tools });
  const events: ChatEvent[] = [];
  const thrown: unknown = await (async () => {
    for await (const event of stream) events.push(event);
  })().then(
    () => undefined,
    (error: unknown) => error,
  );
  const finishes = events.filter((event) => event.type === "finish").length;
  const settled: unknown = await stream.result().then(
    (result) => result,
    (error: unknown) => error,
  );
  if (thrown === undefined)
    return { code: "ok", calls: (settled as { toolCalls: readonly unknown[] }).toolCalls.length, finishes };
  if (!isDialectError(thrown)) throw thrown;
  expect(settled).toBe(thrown);
  return { code: thrown.code, calls: 0, finishes };
}

describe("whatever is cut, the turn ends once and by name", () => {
  it.each([
    "kimi-k2.6.thinking-text.sse",
    "kimi-k2.6.tool-calls.sse",
    "kimi-k2.6.changing-call-ids.sse",
    "kimi-k2.6.repeated-call-ids.sse",
    "kimi-k2.6.tokens-in-text.sse",
  ])(
    "%s cut at every byte",
    async (name) => {
      const bytes = wireFile(name);
      const finishAt = Buffer.from(bytes).lastIndexOf('"finish_reason":"');
      for (let end = 0; end <= bytes.length; end++) {
        const outcome = await outcomeOf(bytes.subarray(0, end));
        expect(outcome.finishes).toBe(outcome.code === "ok" ? 1 : 0);
        // Without the finish word nothing is a success and nothing is executable.
        if (end < finishAt) expect(outcome.code).not.toBe("ok");
        if (outcome.code !== "ok") expect(outcome.calls).toBe(0);
      }
    },
    60_000,
  );
});
