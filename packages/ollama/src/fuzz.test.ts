import { type ChatEvent, type ChatModel, isDialectError, type Message } from "@dialect/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recorded, told } from "../test/capture.js";
import { scripted } from "../test/scripted-transport.js";
import { createOllama } from "./index.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
const files = [
  "api-chat-stream",
  "api-chat-tools-parallel-stream",
  "api-chat-tools-badjson-stream",
  "api-chat-utf8-stream",
];
const bytesOf = (name: string): Uint8Array => recorded(name).chunks?.[0] as Uint8Array;
const seed = Number(process.env["DIALECT_FUZZ_SEED"] ?? 20_261_121);

interface Outcome {
  readonly code: string;
  readonly calls: number;
  readonly events: readonly ChatEvent[];
}

/** Runs the bytes to the one end that every stream has. */
async function outcomeOf(...chunks: readonly Uint8Array[]): Promise<Outcome> {
  const { transport } = scripted({ chunks });
  const model = createOllama({ env: {}, transport, retry: false }).chat("m") as ChatModel;
  const stream = model.stream({ messages });
  const events: ChatEvent[] = [];
  const thrown = await (async () => {
    for await (const event of stream) events.push(event);
  })().then(
    () => undefined,
    (error: unknown) => error,
  );
  const settled = await stream.result().then(
    (result) => result,
    (error: unknown) => error,
  );
  expect(events.filter((event) => event.type === "finish")).toHaveLength(thrown === undefined ? 1 : 0);
  if (thrown === undefined)
    return { code: "ok", calls: (settled as { toolCalls: readonly unknown[] }).toolCalls.length, events };
  if (!isDialectError(thrown)) throw thrown;
  expect(settled).toBe(thrown);
  return { code: thrown.code, calls: 0, events };
}

describe("native: whatever arrives, the turn ends once and by name", () => {
  it.each(files)("%s cut at every byte", async (name) => {
    const bytes = bytesOf(name);
    const doneLine = new TextDecoder("latin1").decode(bytes).lastIndexOf("\n", bytes.length - 2);
    for (let end = 0; end <= bytes.length; end++) {
      const outcome = await outcomeOf(bytes.subarray(0, end));
      // Without the whole last line nothing is a success and nothing is executable.
      if (end < bytes.length - 2) expect(outcome).toMatchObject({ calls: 0 });
      if (end <= doneLine) expect(outcome.code).not.toBe("ok");
    }
  });

  it("any split of the same bytes gives the same events", async () => {
    const bytes = bytesOf("api-chat-utf8-stream");
    const whole = told((await outcomeOf(bytes)).events);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const chunks = places.slice(1).map((end, at) => bytes.subarray(places[at], end));
        expect(told((await outcomeOf(...chunks)).events)).toEqual(whole);
      }),
      { numRuns: 200, seed },
    );
  });

  it("random types in every field", async () => {
    const anything = fc.jsonValue({ maxDepth: 2 });
    const call = fc.record(
      {
        id: anything,
        function: fc.oneof(
          anything,
          fc.record(
            { index: anything, name: fc.oneof(fc.string(), anything), arguments: anything },
            { requiredKeys: [] },
          ),
        ),
      },
      { requiredKeys: [] },
    );
    const message = fc.record(
      {
        role: anything,
        content: fc.oneof(fc.string(), anything),
        thinking: fc.oneof(fc.string(), anything),
        tool_calls: fc.oneof(fc.array(call, { maxLength: 3 }), anything),
      },
      { requiredKeys: [] },
    );
    const line = fc.record(
      {
        model: anything,
        created_at: anything,
        message: fc.oneof(message, anything),
        done: fc.oneof(fc.boolean(), anything),
        done_reason: fc.oneof(fc.constantFrom("stop", "length", "load", ""), anything),
        prompt_eval_count: anything,
        eval_count: anything,
        logprobs: anything,
        error: fc.option(anything, { freq: 8 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 5 }), async (all) => {
        await outcomeOf(new TextEncoder().encode(all.map((one) => `${JSON.stringify(one)}\n`).join("")));
      }),
      { numRuns: 3_000, seed },
    );
  }, 60_000);
});
