import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { answer, driver, scripted, type Step } from "../../test/scripted-transport.js";
import type { ChatEvent } from "../contract/result.js";
import { completeChat, startChat } from "./stream.js";
import { mergeTimeouts } from "./timeouts.js";

const messages = [{ role: "user", content: "hi" }] as const;
const silence: Step = { do: "wait", ms: 10_000_000 };
const never: Step = { do: "end" };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

/** Runs until the turn has ended and says at which time it did. */
async function outcome(promise: Promise<unknown>): Promise<{ error: unknown; at: number }> {
  const start = performance.now();
  const ended = promise.then(
    () => ({ error: undefined, at: performance.now() - start }),
    (error: unknown) => ({ error, at: performance.now() - start }),
  );
  for (let i = 0; i < 400; i++) await vi.advanceTimersByTimeAsync(25);
  return ended;
}

describe("limits are on meaning and name themselves", () => {
  it("connect: no socket after connectMs, once more, then timeout_connect", async () => {
    const transport = scripted([
      [silence, never],
      [silence, never],
    ]);
    const { error, at } = await outcome(
      startChat(() => driver(transport), { messages }, { timeouts: { connectMs: 1_000 } }).result(),
    );
    expect(error).toMatchObject({ code: "timeout_connect", attempts: 2, phase: "connect", retryable: true });
    expect(at).toBeGreaterThanOrEqual(2_500);
    expect(transport.log.map((entry) => entry.aborted)).toEqual([true, true]);
  });

  it("first event: headers alone are no event", async () => {
    const transport = scripted([[{ do: "connected" }, { do: "headers", status: 200 }, silence, never]]);
    const { error, at } = await outcome(
      startChat(() => driver(transport), { messages }, { timeouts: { firstEventMs: 1_000 } }).result(),
    );
    expect(error).toMatchObject({ code: "timeout_first_event", attempts: 1, phase: "before-output" });
    expect(Math.round(at / 100)).toBe(10);
    expect(transport.log[0]?.aborted).toBe(true);
  });

  it("incident: a stalled stream ends by name", async () => {
    const transport = scripted([answer([{ text: "half" }], [silence, never])]);
    const { error, at } = await outcome(
      startChat(() => driver(transport), { messages }, { timeouts: { idleMs: 1_000, firstEventMs: 9_000 } }).result(),
    );
    expect(error).toMatchObject({
      code: "timeout_idle",
      phase: "after-output",
      retryable: true,
      message: expect.stringContaining("1000 ms (limit timeouts.idleMs"),
      partial: { message: { content: [{ type: "text", text: "half", complete: false }] } },
    });
    expect(Math.round(at / 100)).toBe(10);
    expect(transport.log[0]?.aborted).toBe(true);
  });

  it("scenario 11: comments are no progress, and the consumer is told that the server waits", async () => {
    const alive = Array.from(
      { length: 8 },
      () =>
        [
          { do: "chunk", text: ": keep-alive\n\n" },
          { do: "wait", ms: 1_000 },
        ] as const,
    ).flat();
    const seen: ChatEvent["type"][] = [];
    const stream = startChat(
      () => driver(scripted([answer([{ text: "a" }], [{ do: "wait", ms: 1_000 }, ...alive, never])])),
      { messages },
      { timeouts: { idleMs: 5_000 } },
    );
    const drive = (async () => {
      for await (const event of stream) seen.push(event.type);
    })();
    const { error } = await outcome(drive);
    expect(error).toMatchObject({ code: "timeout_idle" });
    const waiting = seen.filter((type) => type === "waiting").length;
    expect(waiting).toBeGreaterThanOrEqual(3);
    expect(waiting).toBeLessThanOrEqual(5);
  });

  it("a stream that goes on longer than the idle limit is not cut", async () => {
    const slow = Array.from(
      { length: 6 },
      () =>
        [
          { do: "chunk", text: 'data: {"text":"x"}\n\n' },
          { do: "wait", ms: 800 },
        ] as const,
    ).flat();
    const transport = scripted([
      answer([], [...slow, { do: "chunk", text: 'data: {"finish":"stop","over":true}\n\n' }, never]),
    ]);
    const stream = startChat(
      () => driver(transport),
      { messages },
      { timeouts: { idleMs: 1_000, firstEventMs: 1_000 } },
    );
    const { error } = await outcome(stream.result());
    expect(error).toBeUndefined();
  });

  it("reasoning that has sent no text yet may take as long as a first event", async () => {
    const transport = scripted([
      answer(
        [{ reasoning: "" }],
        [{ do: "wait", ms: 3_000 }, { do: "chunk", text: 'data: {"text":"x","finish":"stop","over":true}\n\n' }, never],
      ),
    ]);
    const { error } = await outcome(
      startChat(() => driver(transport), { messages }, { timeouts: { idleMs: 1_000, firstEventMs: 5_000 } }).result(),
    );
    expect(error).toBeUndefined();
  });

  it("finish seen and then silence: the answer, with a warning, not an error", async () => {
    const transport = scripted([answer([{ text: "a" }, { finish: "stop" }], [silence, never])]);
    let warnings: readonly { code: string }[] = [];
    const { error } = await outcome(
      startChat(() => driver(transport), { messages }, { timeouts: { idleMs: 1_000 } })
        .result()
        .then((result) => {
          warnings = result.warnings;
        }),
    );
    expect(error).toBeUndefined();
    expect(warnings.map((warning) => warning.code)).toEqual(["terminator_missing", "usage_missing"]);
  });

  it("generate has one limit for the whole answer", async () => {
    const transport = scripted([
      [
        { do: "connected" },
        { do: "headers", status: 200, headers: { "content-type": "application/json" } },
        { do: "chunk", text: "[" },
        silence,
        never,
      ],
    ]);
    const { error, at } = await outcome(
      completeChat(() => driver(transport), { messages }, { timeouts: { answerMs: 2_000 } }),
    );
    expect(error).toMatchObject({ code: "timeout_answer" });
    expect(Math.round(at / 100)).toBe(20);
  });

  it("the error says who set the limit", async () => {
    const timeouts = mergeTimeouts(
      { connectMs: 1, firstEventMs: 2, idleMs: 3, answerMs: 4 },
      { idleMs: 5 },
      { firstEventMs: 70 },
      undefined,
    );
    expect(timeouts).toMatchObject({ connectMs: 1, firstEventMs: 70, idleMs: 5, answerMs: 4 });
    const { error } = await outcome(
      startChat(
        () => driver(scripted([[{ do: "connected" }, silence, never]])),
        { messages },
        { timeouts: { ...timeouts, connectMs: 0 } },
      ).result(),
    );
    expect(error).toMatchObject({
      message: expect.stringContaining("after 70 ms (limit timeouts.firstEventMs, set by model)"),
    });
  });
});

describe("abort", () => {
  const cases: readonly [string, readonly Step[]][] = [
    ["connect", [silence, never]],
    ["headers", [{ do: "connected" }, silence, never]],
    ["stall", answer([{ text: "a" }], [silence, never])],
    ["back-off", [{ do: "connected" }, { do: "headers", status: 503 }, never]],
  ];
  for (const [where, steps] of cases) {
    it(`during ${where} lands at once, drops what is queued and leaves nothing behind`, async () => {
      const transport = scripted([steps, [silence, never]]);
      const controller = new AbortController();
      const slow =
        where === "back-off" ? { classify: () => ({ code: "overloaded", retryable: true, retryAfterMs: 5_000 }) } : {};
      const promise = startChat(() => driver(transport, slow), { messages }, { signal: controller.signal }).result();
      const ended = promise.catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(500);
      controller.abort(new Error("enough"));
      expect(await ended).toMatchObject({ code: "aborted", cause: { message: "enough" } });
      expect(transport.log).toHaveLength(1);
      expect(transport.pending()).toBe(0);
    });
  }

  it("a signal that is already aborted sends nothing", async () => {
    const transport = scripted([answer([{ text: "a" }, { finish: "stop" }])]);
    const signal = AbortSignal.abort("no");
    await expect(startChat(() => driver(transport), { messages }, { signal }).result()).rejects.toMatchObject({
      code: "aborted",
      phase: "request",
      attempts: 0,
    });
    expect(transport.log).toHaveLength(0);
  });

  it("listeners are removed at the end", async () => {
    let listeners = 0;
    const signal = {
      aborted: false,
      addEventListener: () => {
        listeners++;
      },
      removeEventListener: () => {
        listeners--;
      },
    };
    const promise = startChat(
      () => driver(scripted([answer([{ text: "a" }, { finish: "stop", over: true }])])),
      { messages },
      { signal },
    ).result();
    await vi.advanceTimersByTimeAsync(100);
    await promise;
    expect(listeners).toBe(0);
  });
});
