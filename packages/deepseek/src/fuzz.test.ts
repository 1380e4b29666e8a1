import { type ChatEvent, isDialectError, jsonSchema, type Message, type Tool } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wireFile } from "../test/capture.js";
import { scripted } from "../test/scripted-transport.js";
import { createDeepSeek } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const tools: readonly Tool[] = [{ name: "weather", input: jsonSchema({ type: "object" }) }];
const files = [
  "deepseek-v4-pro.thinking-text.sse",
  "deepseek-v4-pro.tool-call.sse",
  "deepseek-v4-pro.parallel-tool-calls.sse",
  "deepseek-v4-pro.markup-in-text.sse",
  "deepseek-v4-pro.interrupted.sse",
];

// fast-check prints the seed of a failing run; another one is taken with DIALECT_FUZZ_SEED.
const seed = Number(process.env["DIALECT_FUZZ_SEED"] ?? 20_261_121);

interface Outcome {
  readonly code: string;
  readonly calls: number;
  readonly finishes: number;
}

/** Runs the bytes to the one end that every stream has. */
async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  const { transport } = scripted({ chunks: [bytes] });
  const stream = createDeepSeek({ apiKey: "sk-test", transport, retry: false })
    .chat("deepseek-v4-pro")
    .stream({ messages, tools });
  const events: ChatEvent[] = [];
  const thrown = await (async () => {
    for await (const event of stream) events.push(event);
  })().then(
    () => undefined,
    (error: unknown) => error,
  );
  const finishes = events.filter((event) => event.type === "finish").length;
  const settled = await stream.result().then(
    (result) => result,
    (error: unknown) => error,
  );
  if (thrown === undefined)
    return { code: "ok", calls: (settled as { toolCalls: readonly unknown[] }).toolCalls.length, finishes };
  if (!isDialectError(thrown)) throw thrown;
  expect(settled).toBe(thrown);
  return { code: thrown.code, calls: 0, finishes };
}

describe("whatever arrives, the turn ends once and by name", () => {
  it.each(files)("%s cut at every byte", async (name) => {
    const bytes = wireFile(name);
    const text = new TextDecoder().decode(bytes);
    const finishAt = text.lastIndexOf('"finish_reason":"');
    for (let end = 0; end <= bytes.length; end++) {
      const outcome = await outcomeOf(bytes.subarray(0, end));
      expect(outcome.finishes).toBe(outcome.code === "ok" ? 1 : 0);
      // Without the finish word nothing is a success and nothing is executable.
      if (end < finishAt) expect(outcome).not.toMatchObject({ code: "ok" });
      if (outcome.code !== "ok") expect(outcome.calls).toBe(0);
    }
  });

  it("random changes of random bytes", async () => {
    const change = fc.tuple(
      fc.nat(),
      fc.oneof(
        fc.constantFrom("null", "0", "[]", "{}", '""', '"', ",", "\n\n", "data: ", "�"),
        fc.string({ maxLength: 3 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...files),
        fc.array(change, { minLength: 1, maxLength: 6 }),
        async (name, changes) => {
          let text = new TextDecoder().decode(wireFile(name));
          for (const [at, piece] of changes) {
            const place = at % text.length;
            text = text.slice(0, place) + piece + text.slice(place + piece.length);
          }
          const outcome = await outcomeOf(new TextEncoder().encode(text));
          expect(outcome.finishes).toBe(outcome.code === "ok" ? 1 : 0);
        },
      ),
      { numRuns: 6_000, seed },
    );
  }, 60_000);

  it("random types in every field", async () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    const chunk = fc.record(
      {
        id: anything,
        model: anything,
        usage: anything,
        error: fc.option(anything, { freq: 8 }),
        choices: fc.oneof(
          anything,
          fc.array(
            fc.record(
              {
                index: anything,
                finish_reason: fc.oneof(fc.constantFrom(null, "", "stop", "tool_calls", "length", "odd"), anything),
                delta: fc.oneof(
                  anything,
                  fc.record(
                    {
                      role: anything,
                      content: fc.oneof(fc.string(), anything),
                      reasoning_content: fc.oneof(fc.string(), anything),
                      tool_calls: fc.array(
                        fc.record(
                          {
                            index: anything,
                            id: anything,
                            function: fc.record({ name: anything, arguments: anything }, { requiredKeys: [] }),
                          },
                          { requiredKeys: [] },
                        ),
                      ),
                    },
                    { requiredKeys: [] },
                  ),
                ),
              },
              { requiredKeys: [] },
            ),
            { maxLength: 2 },
          ),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 6 }), async (chunks) => {
        const text = chunks.map((one) => `data: ${JSON.stringify(one)}\n\n`).join("") + "data: [DONE]\n\n";
        const outcome = await outcomeOf(new TextEncoder().encode(text));
        expect(outcome.finishes).toBe(outcome.code === "ok" ? 1 : 0);
      }),
      { numRuns: 4_000, seed },
    );
  }, 60_000);
});
