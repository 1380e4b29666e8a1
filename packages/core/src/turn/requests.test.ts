import { describe, expect, it } from "vitest";
import { answer, driver, scripted, type Step } from "../../test/scripted-transport.js";
import { isDialectError } from "../error.js";
import { completeChat, startChat } from "./stream.js";

const messages = [{ role: "user", content: "hi" }] as const;
const good = answer([{ text: "ok" }, { finish: "stop", over: true }]);
const status = (code: number, body: string): Step[] => [
  { do: "connected" },
  { do: "headers", status: code, headers: { "content-type": "application/json" } },
  { do: "chunk", text: body },
  { do: "end" },
];

interface Row {
  readonly phase: string;
  readonly fault: string;
  readonly first: readonly Step[];
  readonly requests: 1 | 2;
  readonly code: string;
}

// phase × status × body → number of HTTP requests. The second request always succeeds.
const table: readonly Row[] = [
  {
    phase: "connect",
    fault: "refused",
    first: [{ do: "error", code: "ECONNREFUSED" }],
    requests: 2,
    code: "connect_failed",
  },
  {
    phase: "connect",
    fault: "no such name",
    first: [{ do: "error", code: "ENOTFOUND" }],
    requests: 1,
    code: "connect_failed",
  },
  {
    phase: "headers",
    fault: "reset",
    first: [{ do: "connected" }, { do: "error", code: "ECONNRESET" }],
    requests: 2,
    code: "connection_reset",
  },
  { phase: "headers", fault: "400", first: status(400, '{"error":"bad"}'), requests: 1, code: "invalid_request" },
  { phase: "headers", fault: "401", first: status(401, "{}"), requests: 1, code: "authentication_failed" },
  { phase: "headers", fault: "403", first: status(403, "{}"), requests: 1, code: "invalid_request" },
  { phase: "headers", fault: "404", first: status(404, "nothing here"), requests: 1, code: "invalid_request" },
  { phase: "headers", fault: "408", first: status(408, ""), requests: 2, code: "overloaded" },
  { phase: "headers", fault: "422", first: status(422, "{}"), requests: 1, code: "invalid_request" },
  {
    phase: "headers",
    fault: "429 rate",
    first: status(429, '{"error":"slow down"}'),
    requests: 2,
    code: "rate_limited",
  },
  {
    phase: "headers",
    fault: "429 quota",
    first: status(429, '{"error":"quota"}'),
    requests: 1,
    code: "insufficient_quota",
  },
  {
    phase: "headers",
    fault: "429 with a Retry-After over a minute",
    first: status(429, '{"error":"later"}'),
    requests: 1,
    code: "rate_limited",
  },
  { phase: "headers", fault: "500", first: status(500, "oops"), requests: 2, code: "overloaded" },
  { phase: "headers", fault: "503", first: status(503, "{}"), requests: 2, code: "overloaded" },
  {
    phase: "headers",
    fault: "307",
    first: [
      { do: "connected" },
      { do: "headers", status: 307, headers: { location: "https://elsewhere.example/" } },
      { do: "end" },
    ],
    requests: 1,
    code: "redirect_refused",
  },
  {
    phase: "headers",
    fault: "200 with a page",
    first: [
      { do: "connected" },
      { do: "headers", status: 200, headers: { "content-type": "text/html" } },
      { do: "chunk", text: "<!doctype html>" },
      { do: "end" },
    ],
    requests: 1,
    code: "unexpected_content_type",
  },
  { phase: "before-output", fault: "zero events", first: answer([]), requests: 1, code: "empty_stream" },
  {
    phase: "before-output",
    fault: "reset before any event",
    first: answer([], [{ do: "error", code: "ECONNRESET" }]),
    requests: 2,
    code: "empty_stream",
  },
  {
    phase: "before-output",
    fault: "end after an empty event",
    first: answer([{ id: "a" }]),
    requests: 2,
    code: "stream_truncated",
  },
  {
    phase: "before-output",
    fault: "reset after an empty event",
    first: answer([{ id: "a" }], [{ do: "error", code: "ECONNRESET" }]),
    requests: 2,
    code: "stream_truncated",
  },
  {
    phase: "before-output",
    fault: "not JSON",
    first: [...answer([], []), { do: "chunk", text: "data: {bad\n\n" }, { do: "end" }],
    requests: 1,
    code: "malformed_event",
  },
  {
    phase: "after-output",
    fault: "reset",
    first: answer([{ text: "h" }], [{ do: "error", code: "ECONNRESET" }]),
    requests: 1,
    code: "stream_truncated",
  },
  { phase: "after-output", fault: "end", first: answer([{ text: "h" }]), requests: 1, code: "stream_truncated" },
  {
    phase: "after-output",
    fault: "not JSON",
    first: [...answer([{ text: "h" }], []), { do: "chunk", text: "data: {bad\n\n" }, { do: "end" }],
    requests: 1,
    code: "malformed_event",
  },
];

describe("phase × status × body gives the number of requests", () => {
  for (const row of table) {
    it(`${row.phase}: ${row.fault} → ${row.requests}`, async () => {
      const transport = scripted([row.first, good]);
      const outcome = await startChat(() => driver(transport), { messages }, undefined)
        .result()
        .catch((error: unknown) => error);
      expect(transport.log).toHaveLength(row.requests);
      if (row.requests === 2) expect(outcome).toMatchObject({ text: "ok", response: { attempt: 2 } });
      else
        expect(outcome).toMatchObject({
          code: row.code,
          attempts: 1,
          phase: row.phase === "headers" && "headers" in (row.first[1] ?? {}) ? "before-output" : expect.any(String),
        });
    });

    it(`${row.phase}: ${row.fault} → 1 with retry: false, named ${row.code}`, async () => {
      const transport = scripted([row.first, good]);
      const error = await startChat(() => driver(transport), { messages }, { retry: false })
        .result()
        .catch((thrown: unknown) => thrown);
      expect(isDialectError(error)).toBe(true);
      expect(error).toMatchObject({
        code: row.code,
        attempts: 1,
        provider: "acme",
        model: "acme-1",
        request: { url: "https://acme.example/chat" },
      });
      expect(transport.log).toHaveLength(1);
    });
  }

  it("two transient failures give the second error, never a third request", async () => {
    const transport = scripted([status(503, "{}"), status(500, "no"), good]);
    const error = await startChat(() => driver(transport), { messages }, undefined)
      .result()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "overloaded", status: 500, attempts: 2 });
    expect(transport.log).toHaveLength(2);
  });

  it("a retried attempt is never seen by the consumer", async () => {
    const transport = scripted([
      answer([{ id: "first" }]),
      answer([{ id: "second" }, { text: "ok" }, { finish: "stop", over: true }]),
    ]);
    const types: string[] = [];
    for await (const event of startChat(() => driver(transport), { messages }, undefined)) {
      types.push(event.type === "start" ? `start ${event.response.id} ${event.response.attempt}` : event.type);
    }
    expect(types).toEqual(["start second 2", "text-start", "text-delta", "text-end", "warning", "finish"]);
  });

  it("generate retries on the same table", async () => {
    const body = JSON.stringify([{ text: "ok" }, { finish: "stop" }]);
    const transport = scripted([status(503, "{}"), status(200, body)]);
    expect(await completeChat(() => driver(transport), { messages }, undefined)).toMatchObject({
      text: "ok",
      finish: { reason: "stop" },
    });
    const refused = scripted([status(400, "{}"), status(200, body)]);
    await expect(completeChat(() => driver(refused), { messages }, undefined)).rejects.toMatchObject({
      code: "invalid_request",
    });
    expect(refused.log).toHaveLength(1);
  });
});
