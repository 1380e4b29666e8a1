// What every turn promises whatever the provider is, by the numbers that the project gives to other clients' failures.
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ChatEvent } from "../src/contract/result.js";
import { DialectError } from "../src/error.js";
import { completeChat, startChat } from "../src/turn/stream.js";
import { answer, driver, scripted, type Step } from "./scripted-transport.js";

const messages = [{ role: "user", content: "hi" }] as const;
const status = (code: number, body: string): Step[] => [
  { do: "connected" },
  { do: "headers", status: code, headers: { "content-type": "application/json" } },
  { do: "chunk", text: body },
  { do: "end" },
];

async function drive(
  steps: readonly Step[],
): Promise<{ readonly types: readonly string[]; readonly error: unknown; readonly requests: number }> {
  const transport = scripted([steps, steps]);
  const types: string[] = [];
  const error = await (async () => {
    for await (const event of startChat(() => driver(transport), { messages }, { retry: false }))
      types.push(event.type);
  })().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { types, error, requests: transport.log.length };
}

describe("errors are thrown, never told as text", () => {
  it.each([400, 401, 403, 404, 422, 429, 500])("S2.4: a %i on a stream throws before any event", async (code) => {
    const { types, error } = await drive(status(code, '{"error":"Error: no"}'));
    expect(types).toEqual([]);
    expect(error).toMatchObject({ status: code, provider: "acme", model: "acme-1", phase: "before-output" });
  });

  it("S2.4: a 200 that says the same words is text (the other side)", async () => {
    const { types, error } = await drive(answer([{ text: "Error: no" }, { finish: "stop", over: true }]));
    expect(types).toContain("text-delta");
    expect(error).toBeUndefined();
  });

  it.each<[string, readonly Step[], string]>([
    ["a refused connection", [{ do: "error", code: "ECONNREFUSED" }], "connect_failed"],
    ["a 500", status(500, "oops"), "overloaded"],
    ["a cut stream", answer([{ text: "half" }]), "stream_truncated"],
    [
      "a line that is not JSON",
      [...answer([{ text: "a" }], []), { do: "chunk", text: "data: {bad\n\n" }, { do: "end" }],
      "malformed_event",
    ],
    ["an empty answer", answer([{ finish: "stop", over: true }]), "empty_model_response"],
  ])("pains 46: %s is thrown by the iterator, and nothing is printed", async (_name, steps, code) => {
    const printed: unknown[] = [];
    const spies = [
      ...(["log", "info", "warn", "error", "debug"] as const).map((name) =>
        vi.spyOn(console, name).mockImplementation((...said) => void printed.push(said)),
      ),
      vi.spyOn(process.stdout, "write").mockImplementation((said) => printed.push(said) > 0),
      vi.spyOn(process.stderr, "write").mockImplementation((said) => printed.push(said) > 0),
    ];
    const { error } = await drive(steps);
    for (const spy of spies) spy.mockRestore();
    expect(error).toMatchObject({ code });
    expect(printed).toEqual([]);
  });
});

describe("every result and error has request and raw", () => {
  const request = { method: "POST", url: "https://acme.example/chat", headers: { authorization: "Bearer [redacted]" } };

  it.each<[string, readonly Step[], string, unknown]>([
    ["connect", [{ do: "error", code: "ECONNREFUSED" }], "connect_failed", []],
    ["status", status(400, '{"error":"bad"}'), "invalid_request", { error: "bad" }],
    ["no events", answer([]), "empty_stream", []],
    ["cut", answer([{ text: "half" }]), "stream_truncated", [{ text: "half" }]],
    [
      "terminal law",
      answer([{ reasoning: "hm" }, { finish: "stop", over: true }]),
      "reasoning_only_response",
      [{ reasoning: "hm" }, { finish: "stop", over: true }],
    ],
  ])("an error of a stream: %s", async (_name, steps, code, raw) => {
    const error: unknown = await startChat(() => driver(scripted([steps])), { messages }, { retry: false, raw: "all" })
      .result()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, request, raw });
  });

  it("an abort of a stream that has begun", async () => {
    const controller = new AbortController();
    const transport = scripted([answer([{ text: "half" }], [{ do: "wait", ms: 60_000 }, { do: "end" }])]);
    const stream = startChat(() => driver(transport), { messages }, { signal: controller.signal, raw: "all" });
    const error: unknown = await (async () => {
      for await (const event of stream) if (event.type === "text-delta") controller.abort();
    })().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "aborted", request, raw: [{ text: "half" }] });
  });

  it("a result of both ways, with the body as it came", async () => {
    const events = [{ text: "a" }, { finish: "stop", over: true }];
    const streamed = await startChat(() => driver(scripted([answer(events)])), { messages }, { raw: "all" }).result();
    const whole = await completeChat(
      () => driver(scripted([status(200, JSON.stringify(events))])),
      { messages },
      undefined,
    );
    for (const result of [streamed, whole]) expect(result).toMatchObject({ request, raw: events });
  });
});

describe("abort", () => {
  it("pains 54, S1.43: after output it rejects with the partial, ends no turn, closes the socket and gives no call", async () => {
    const controller = new AbortController();
    const call = { call: { id: "c1", name: "read", arguments: '{"path":"/tmp' } };
    const transport = scripted([answer([{ text: "half" }, call], [{ do: "wait", ms: 60_000 }, { do: "end" }])]);
    const stream = startChat(() => driver(transport), { messages }, { signal: controller.signal });
    const seen: ChatEvent["type"][] = [];
    const thrown: unknown = await (async () => {
      for await (const event of stream) {
        seen.push(event.type);
        if (event.type === "tool-call-delta") controller.abort(new Error("enough"));
      }
    })().catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      code: "aborted",
      phase: "after-output",
      retryable: false,
      cause: { message: "enough" },
      partial: {
        message: {
          content: [
            { type: "text", text: "half", complete: false },
            { type: "tool-call", arguments: '{"path":"/tmp', complete: false },
          ],
          origin: { complete: false },
        },
      },
    });
    expect(thrown).not.toHaveProperty("toolCalls");
    expect(seen).not.toContain("finish");
    expect(seen).not.toContain("tool-call-end");
    expect(transport.log[0]?.aborted).toBe(true);
    await expect(stream.result()).rejects.toBe(thrown);
  });

  it("pains 47: a signal that is already aborted is seen before the key is asked for", async () => {
    const open = vi.fn(() => driver(scripted([])));
    await expect(completeChat(open, { messages }, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
      attempts: 0,
    });
    await expect(startChat(open, { messages }, { signal: AbortSignal.abort() }).result()).rejects.toMatchObject({
      code: "aborted",
    });
    expect(open).not.toHaveBeenCalled();
  });
});

describe("long streams", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("pains 49: half an hour of deltas is not cut, because no limit is on the whole stream", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const minutes = Array.from(
      { length: 40 },
      () =>
        [
          { do: "chunk", text: 'data: {"reasoning":"x"}\n\n' },
          { do: "wait", ms: 59_000 },
        ] as const,
    ).flat();
    const steps = answer(
      [],
      [...minutes, { do: "chunk", text: 'data: {"text":"a","finish":"stop","over":true}\n\n' }, { do: "end" }],
    );
    const timeouts = { connectMs: 10_000, firstEventMs: 60_000, idleMs: 60_000, answerMs: 60_000 };
    const result = startChat(() => driver(scripted([steps])), { messages }, { timeouts }).result();
    const ended = result.then(
      () => "whole",
      (error: unknown) => (error instanceof DialectError ? error.code : error),
    );
    await vi.advanceTimersByTimeAsync(40 * 59_000 + 1_000);
    expect(await ended).toBe("whole");
  });

  it("pains 49: one silence that is longer than the limit is (the refusing side)", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    const steps = answer([{ text: "x" }], [{ do: "wait", ms: 61_000 }, { do: "end" }]);
    const ended = startChat(() => driver(scripted([steps])), { messages }, { timeouts: { idleMs: 60_000 } })
      .result()
      .catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(await ended).toMatchObject({ code: "timeout_idle" });
  });

  it("pains 66: no event repeats what came before it, and nothing of the wire is kept that nobody asked for", async () => {
    const count = 20_000;
    const piece = "0123456789";
    const text = `data: ${JSON.stringify({ text: piece })}\n\n`;
    const chunks = Array.from({ length: 20 }, () => ({ do: "chunk", text: text.repeat(count / 20) }) as const);
    const steps = answer(
      [],
      [...chunks, { do: "chunk", text: 'data: {"finish":"stop","over":true}\n\n' }, { do: "end" }],
    );
    const stream = startChat(() => driver(scripted([steps])), { messages }, undefined);
    let longest = 0;
    let deltas = 0;
    for await (const event of stream) {
      if (event.type !== "text-delta") continue;
      deltas++;
      longest = Math.max(longest, JSON.stringify(event).length);
    }
    const result = await stream.result();
    expect({ deltas, length: result.text.length }).toEqual({ deltas: count, length: count * piece.length });
    expect(longest).toBeLessThan(100);
    expect(JSON.stringify(result.raw).length).toBeLessThan(1_000);
  });
});
