import { describe, expect, it } from "vitest";
import { type ChatResult, isDialectError, type Message } from "@dialect/core";
import { createOpenAI } from "../src/index.js";
import { type Recording, recordings, replaying } from "./replay.js";

const messages: readonly Message[] = [{ role: "user", content: "hi" }];
/** A recorded answer is read with everything assumed: what is under test is the reading. */
const assume = { like: "gpt-4o" } as const;

function model(recording: Recording, cuts: readonly number[] | "bytes" | undefined, length?: number) {
  const provider = createOpenAI({
    baseUrl: "http://127.0.0.1:9/v1",
    apiKey: "",
    retry: false,
    transport: replaying(recording, cuts, length),
  });
  return provider.chat("scripted", { route: recording.route, assume });
}

function read(recording: Recording, cuts?: readonly number[] | "bytes", length?: number): Promise<unknown> {
  const chat = model(recording, cuts, length);
  const answer = recording.stream ? chat.stream({ messages }).result() : chat.generate({ messages });
  return answer.catch((error: unknown) => error);
}

function compare(recording: Recording, outcome: unknown): void {
  if (recording.code !== undefined) {
    expect(isDialectError(outcome) ? outcome.code : outcome).toBe(recording.code);
    if (recording.status >= 400) expect(outcome).toMatchObject({ status: recording.status });
    return;
  }
  if (isDialectError(outcome)) throw outcome;
  const result = outcome as ChatResult;
  expect({
    text: result.text,
    reasoning: result.reasoning,
    toolCalls: result.message.content.flatMap((part) =>
      part.type === "tool-call" ? [{ id: part.id, name: part.name, arguments: part.arguments }] : [],
    ),
    finish: result.finish.reason,
    usage: result.usage === undefined ? null : { input: result.usage.input?.total, output: result.usage.output?.total },
  }).toEqual({
    text: recording.text,
    reasoning: recording.reasoning,
    toolCalls: recording.toolCalls,
    finish: recording.finish?.reason,
    usage: recording.usage ?? null,
  });
  expect(result.reasoningCharacters).toEqual({
    received: recording.reasoning?.length,
    delivered: recording.reasoning?.length,
  });
  const field = result.message.content.find((part) => part.type === "reasoning");
  if (recording.reasoningField !== null && field?.type === "reasoning")
    expect(field.field).toContain(recording.reasoningField);
}

describe("recorded answers of real servers mean what their bytes say", () => {
  for (const recording of recordings) {
    it(`${recording.server} ${recording.route} ${recording.case}${recording.code === undefined ? "" : ` → ${recording.code}`}`, async () => {
      compare(recording, await read(recording));
    });
  }

  it("at least 60 of them are replayed, of all three servers, both routes, stream and not, with errors and kills", () => {
    expect(recordings.length).toBeGreaterThanOrEqual(60);
    for (const server of ["vllm", "llamacpp", "ollama"]) {
      for (const route of ["chat", "responses"]) {
        for (const stream of [true, false]) {
          expect(
            recordings.some((one) => one.server === server && one.route === route && one.stream === stream),
            `${server} ${route} ${stream}`,
          ).toBe(true);
        }
      }
    }
    expect(recordings.filter((one) => one.broken).length).toBeGreaterThanOrEqual(2);
  });
});

const small = recordings.filter((one) => one.stream && one.status === 200 && one.bytes.length < 16_384);

describe("recorded streams at every byte offset", () => {
  it("split in single bytes they mean the same", async () => {
    for (const recording of small) compare(recording, await read(recording, "bytes"));
  });

  for (const recording of small) {
    it(`${recording.server} ${recording.route} ${recording.case}: cut anywhere, it has exactly one end`, async () => {
      for (let length = 0; length < recording.bytes.length; length++) await oneEnd(recording, length);
    }, 60_000);
  }
});

/** Iterates a stream that was cut after `length` bytes and counts its ends: a finish event or a throw, one of them, once. */
async function oneEnd(recording: Recording, length: number): Promise<void> {
  let ends = 0;
  try {
    for await (const event of model(recording, undefined, length).stream({ messages }))
      if (event.type === "finish") ends++;
  } catch (error) {
    if (!isDialectError(error)) throw error;
    ends++;
  }
  if (ends !== 1) expect({ ends, length }).toEqual({ ends: 1, length });
}
