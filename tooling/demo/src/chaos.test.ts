import {
  type ChatModel,
  type ChatStream,
  errorCodes,
  isDialectError,
  jsonSchema,
  type Message,
  type Tool,
} from "@dialect/core";
import { closeDefaultTransport } from "@dialect/core/provider";
import { createDeepSeek } from "@dialect/deepseek";
import { startSimulator as startDeepSeek } from "@dialect/deepseek/simulator";
import { createOpenAI } from "@dialect/openai";
import { startSimulator as startOpenAI } from "@dialect/openai/simulator";
import type { Simulator } from "@dialect/simulator";
import { describe, expect, it } from "vitest";

const seed = Number(process.env["DIALECT_FUZZ_SEED"] ?? 20_261_121);
const turns = 150;
const messages: readonly Message[] = [{ role: "user", content: "Weather in Paris?" }];
const tools: readonly Tool[] = [
  {
    name: "get_weather",
    description: "Weather",
    input: jsonSchema({ type: "object", properties: { city: { type: "string" } } }),
  },
];
// So short that a stall of the schedule is over at once; nothing is measured.
const timeouts = { firstEventMs: 250, idleMs: 250, answerMs: 250 };
const settings = (simulator: Simulator) => ({
  baseUrl: simulator.baseUrl,
  apiKey: "sk-key-for-the-test",
  timeouts,
  retry: false as const,
});

const lanes: readonly (readonly [string, () => Promise<Simulator>, (simulator: Simulator) => ChatModel])[] = [
  [
    "openai responses",
    startOpenAI,
    (one) => createOpenAI(settings(one)).chat("gpt-4.1", { route: "responses", assume: { like: "gpt-4.1" } }) as never,
  ],
  [
    "openai chat",
    startOpenAI,
    (one) => createOpenAI(settings(one)).chat("gpt-4.1", { route: "chat", assume: { like: "gpt-4.1" } }) as never,
  ],
  [
    "deepseek chat",
    startDeepSeek,
    (one) => createDeepSeek(settings(one)).chat("deepseek-v4-pro", { assume: { like: "deepseek-v4-pro" } }) as never,
  ],
];

/** Reads to the end: the finish events that were seen, and the one outcome. */
async function consume(stream: ChatStream): Promise<{ readonly finishes: number; readonly outcome: string }> {
  let finishes = 0;
  try {
    for await (const event of stream) if (event.type === "finish") finishes += 1;
    return { finishes, outcome: (await stream.result()).finish.reason };
  } catch (error) {
    if (!isDialectError(error)) throw error;
    expect(errorCodes as readonly string[]).toContain(error.code);
    await expect(stream.result()).rejects.toBe(error);
    return { finishes, outcome: error.code };
  }
}

describe("S1.52: faults on real sockets, drawn by a seed", () => {
  it.each(lanes)(
    `%s: ${turns} turns (DIALECT_FUZZ_SEED=${seed}) end once each, one request each, and no socket is left`,
    async (_name, start, connect) => {
      const simulator = await start();
      const lost: unknown[] = [];
      const note = (cause: unknown): void => void lost.push(cause);
      process.on("unhandledRejection", note);
      try {
        simulator.chaos(seed, { rate: 0.7 });
        const model = connect(simulator);
        const seen: Record<string, number> = {};
        for (let turn = 0; turn < turns; turn++) {
          const request = turn % 2 === 0 ? { messages } : { messages, tools };
          const { finishes, outcome } = await consume(model.stream(request) as ChatStream);
          const ended = ["stop", "tool-calls", "length"].includes(outcome);
          expect({ turn, finishes, outcome }).toEqual({ turn, finishes: ended ? 1 : 0, outcome });
          seen[outcome] = (seen[outcome] ?? 0) + 1;
        }
        // The schedule reaches something, and something passes.
        expect(Object.keys(seen).length).toBeGreaterThan(5);
        expect(Object.keys(seen)).toEqual(expect.arrayContaining(["stream_truncated", "unexpected_content_type"]));
        expect(simulator.requests).toHaveLength(turns);
        await closeDefaultTransport();
        for (let patience = 200; simulator.openSockets() > 0 && patience > 0; patience--)
          await new Promise((resolve) => setTimeout(resolve, 10));
        expect(simulator.openSockets()).toBe(0);
        expect(lost).toEqual([]);
      } finally {
        process.off("unhandledRejection", note);
        await simulator.close();
      }
    },
    120_000,
  );
});
