import { describe, expect, it } from "vitest";
import { dechunk, rawRequest } from "../test/raw-client.js";
import type { Fault } from "./fault.js";
import type { Reply } from "./reply.js";
import { startServer, type SimulatorServer } from "./server.js";

const events = ["data: one\n\n", "data: two\n\n", "data: three\n\n", "data: four\n\n"] as const;
const whole = events.join("");
const answerInEvents = (_: unknown, reply: Reply): void =>
  reply.stream().event("one").event("two").comment("a note").event("three").event("four").end();
const answerInFour = (_: unknown, reply: Reply): void =>
  reply.stream().event("one").event("two").event("three").event("four").end();

async function withFault<T>(
  fault: Fault | readonly Fault[],
  use: (server: SimulatorServer) => Promise<T>,
  handle = answerInFour,
): Promise<T> {
  await using server = await startServer({ handle });
  server.fault(fault);
  return await use(server);
}

describe("faults that replace the answer", () => {
  it("status: status, JSON body and headers; the handler is not asked", async () => {
    let asked = 0;
    const fault: Fault = {
      kind: "status",
      status: 429,
      body: { error: { message: "slow" } },
      headers: { "Retry-After": "2" },
    };
    const seen = await withFault(
      fault,
      (server) => rawRequest(server.url),
      () => {
        asked += 1;
      },
    );
    expect(seen.head).toMatch(/^HTTP\/1\.1 429 /);
    expect(seen.head).toMatch(/retry-after: 2\r\n/);
    expect(seen.head).toMatch(/content-type: application\/json/);
    expect(seen.body).toBe('{"error":{"message":"slow"}}');
    expect(asked).toBe(0);
  });

  it("status: a text body under the content type that is given", async () => {
    const fault: Fault = {
      kind: "status",
      status: 400,
      body: "{}",
      headers: { "content-type": "application/octet-stream" },
    };
    const seen = await withFault(fault, (server) => rawRequest(server.url));
    expect(seen.head).toMatch(/content-type: application\/octet-stream/);
    expect(seen.body).toBe("{}");
  });

  it("html: a page with 200", async () => {
    const seen = await withFault({ kind: "html" }, (server) => rawRequest(server.url));
    expect(seen.head).toMatch(/^HTTP\/1\.1 200 [^]*content-type: text\/html/);
    expect(seen.body).toMatch(/^<!doctype html>/);
  });

  it("json-error: a JSON error with 200", async () => {
    const seen = await withFault({ kind: "json-error" }, (server) => rawRequest(server.url));
    expect(seen.head).toMatch(/^HTTP\/1\.1 200 [^]*content-type: application\/json/);
    expect(JSON.parse(seen.body)).toHaveProperty("error.message");
  });
});

describe("reset", () => {
  it("before the headers: no byte arrives", async () => {
    const seen = await withFault({ kind: "reset", at: "before-headers" }, (server) => rawRequest(server.url));
    expect(seen).toMatchObject({ text: "", ended: "reset" });
  });

  it("after the headers: the whole head and no body", async () => {
    const seen = await withFault({ kind: "reset", at: "after-headers" }, (server) => rawRequest(server.url));
    expect(seen.head).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(seen).toMatchObject({ body: "", ended: "reset" });
  });

  it.each([1, 11, 15, whole.length])("after %i bytes: these and no others", async (bytes) => {
    const seen = await withFault({ kind: "reset", at: { bytes } }, (server) => rawRequest(server.url));
    expect(seen.ended).toBe("reset");
    expect(dechunk(seen.body)).toEqual({ text: whole.slice(0, bytes), complete: false });
  });

  it("after 2 events", async () => {
    const seen = await withFault({ kind: "reset", at: { events: 2 } }, (server) => rawRequest(server.url));
    expect(seen.ended).toBe("reset");
    expect(dechunk(seen.body).text).toBe(events[0] + events[1]);
  });
});

describe("eof", () => {
  it.each([0, 1, 14, whole.length])("clean after %i bytes: the HTTP message ends properly", async (bytes) => {
    const seen = await withFault({ kind: "eof", after: { bytes }, how: "clean" }, (server) => rawRequest(server.url));
    expect(seen.ended).toBe("end");
    expect(dechunk(seen.body)).toEqual({ text: whole.slice(0, bytes), complete: true });
  });

  it.each([0, 1, 14, whole.length])("abrupt after %i bytes: FIN without the last chunk", async (bytes) => {
    const seen = await withFault({ kind: "eof", after: { bytes }, how: "abrupt" }, (server) => rawRequest(server.url));
    expect(seen.ended).toBe("end");
    expect(dechunk(seen.body)).toEqual({ text: whole.slice(0, bytes), complete: false });
  });

  it.each([0, 1, 3])("after %i events; comments do not count", async (count) => {
    for (const how of ["clean", "abrupt"] as const) {
      const seen = await withFault(
        { kind: "eof", after: { events: count }, how },
        (server) => rawRequest(server.url),
        answerInEvents,
      );
      const expected = ["", events[0], `${events[0]}${events[1]}: a note\n\n${events[2]}`][count === 3 ? 2 : count];
      expect(dechunk(seen.body)).toEqual({ text: expected, complete: how === "clean" });
    }
  });

  it("cuts a JSON body too: clean without its length, abrupt with it", async () => {
    const handle = (_: unknown, reply: Reply): void => reply.json(200, { text: "whole" });
    const clean = await withFault(
      { kind: "eof", after: { bytes: 6 }, how: "clean" },
      (server) => rawRequest(server.url),
      handle,
    );
    expect(clean.head).not.toMatch(/content-length/);
    expect(dechunk(clean.body)).toEqual({ text: '{"text', complete: true });
    const abrupt = await withFault(
      { kind: "eof", after: { bytes: 6 }, how: "abrupt" },
      (server) => rawRequest(server.url),
      handle,
    );
    expect(abrupt.head).toMatch(/content-length: 16/);
    expect(abrupt.body).toBe('{"text');
  });

  it("is logged as a fault, with the bytes that were sent", async () => {
    await withFault({ kind: "eof", after: { bytes: 14 }, how: "clean" }, async (server) => {
      await rawRequest(server.url);
      expect(server.requests[0]?.faults).toEqual(['eof after={"bytes":14} how=clean']);
      expect(await server.requests[0]?.ended).toMatchObject({ how: "fault", bytesSent: 14 });
    });
  });

  it("that the answer is too short for does not strike, and the log says finished", async () => {
    await withFault({ kind: "eof", after: { events: 99 }, how: "abrupt" }, async (server) => {
      expect(dechunk((await rawRequest(server.url)).body)).toEqual({ text: whole, complete: true });
      expect(await server.requests[0]?.ended).toMatchObject({ how: "finished" });
    });
  });
});

describe("stall", () => {
  it("after 2 events: silence with an open socket until the client closes", async () => {
    await withFault({ kind: "stall", after: { events: 2 } }, async (server) => {
      const seen = await rawRequest(server.url, { stop: (text) => text.includes("two") });
      expect(dechunk(seen.body).text).toBe(events[0] + events[1]);
      expect(await server.requests[0]?.ended).toMatchObject({ how: "client-closed", bytesSent: 22 });
    });
  });

  it("for a time only: the answer goes on", async () => {
    const seen = await withFault({ kind: "stall", after: { bytes: 5 }, ms: 5 }, (server) => rawRequest(server.url));
    expect(dechunk(seen.body)).toEqual({ text: whole, complete: true });
  });

  it("at the request: not even headers, and the handler is not asked", async () => {
    let asked = 0;
    const server = await startServer({
      handle: (_, reply) => {
        asked += 1;
        reply.text(200, "ok");
      },
    });
    server.fault({ kind: "stall", after: "request" });
    const seen = rawRequest(server.url);
    await rawRequest(server.url);
    await server.close();
    expect((await seen).text).toBe("");
    expect(asked).toBe(1);
  });
});

describe("keep-alive", () => {
  it("sends comments only, for as long as the client stays", async () => {
    await withFault({ kind: "keep-alive", everyMs: 1 }, async (server) => {
      const seen = await rawRequest(server.url, { stop: (text) => text.split(": keep-alive").length > 4 });
      expect(dechunk(seen.body).text).toMatch(/^(: keep-alive\n\n){4,}$/);
      expect(await server.requests[0]?.ended).toMatchObject({ how: "client-closed" });
    });
  });

  it("goes on with the answer after so many, from the place that is given", async () => {
    const fault: Fault = { kind: "keep-alive", everyMs: 1, times: 2, after: { events: 1 }, text: ": ping\n\n" };
    const seen = await withFault(fault, (server) => rawRequest(server.url));
    expect(dechunk(seen.body)).toEqual({ text: `${events[0]}: ping\n\n: ping\n\n${whole.slice(11)}`, complete: true });
  });

  it("sends line feeds before a JSON body", async () => {
    const handle = (_: unknown, reply: Reply): void => reply.json(200, { ok: true });
    const seen = await withFault(
      { kind: "keep-alive", everyMs: 1, times: 3 },
      (server) => rawRequest(server.url),
      handle,
    );
    expect(dechunk(seen.body)).toEqual({ text: '\n\n\n{"ok":true}', complete: true });
  });
});

describe("bytes in other TCP writes", () => {
  const bodyReads = (reads: readonly string[]): string[] => dechunkEach(reads.slice(1));

  it("drip: n bytes per write", async () => {
    const seen = await withFault({ kind: "drip", bytes: 3 }, (server) => rawRequest(server.url));
    expect(bodyReads(seen.reads)).toEqual(whole.match(/[^]{1,3}/g));
  });

  it("drip with a pause between the writes", async () => {
    const seen = await withFault({ kind: "drip", bytes: 20, everyMs: 1 }, (server) => rawRequest(server.url));
    expect(bodyReads(seen.reads).join("")).toBe(whole);
  });

  it("split at n: a write may hold the end of one event and the start of the next", async () => {
    const seen = await withFault({ kind: "split", at: 8 }, (server) => rawRequest(server.url));
    expect(bodyReads(seen.reads)).toEqual(whole.match(/[^]{1,8}/g));
  });

  it("split at a list of offsets: the rest is one write", async () => {
    const seen = await withFault({ kind: "split", at: [2, 13] }, (server) => rawRequest(server.url));
    expect(bodyReads(seen.reads)).toEqual([whole.slice(0, 2), whole.slice(2, 13), whole.slice(13)]);
  });

  it("split by events", async () => {
    const seen = await withFault({ kind: "split", at: "events" }, (server) => rawRequest(server.url));
    expect(bodyReads(seen.reads)).toEqual([...events]);
  });

  it("the server's and the reply's own split hold where no fault does", async () => {
    await using server = await startServer({
      split: 30,
      handle(request, reply) {
        if (request.path === "/own") reply.split(40);
        answerInFour(request, reply);
      },
    });
    expect(bodyReads((await rawRequest(server.url)).reads)).toEqual([whole.slice(0, 30), whole.slice(30)]);
    expect(bodyReads((await rawRequest(server.url, { path: "/own" })).reads)).toEqual([
      whole.slice(0, 40),
      whole.slice(40),
    ]);
  });

  it("refuses a split below 1: the log keeps the failure", async () => {
    await withFault({ kind: "split", at: 0 }, async (server) => {
      await rawRequest(server.url);
      expect(server.requests[0]?.failure).toEqual(
        new RangeError("A split is a whole number of bytes, at least 1; got 0."),
      );
    });
  });
});

describe("other faults", () => {
  it("late headers: nothing before, everything after", async () => {
    const started = performance.now();
    const seen = await withFault({ kind: "late-headers", ms: 30 }, (server) => rawRequest(server.url));
    expect(performance.now() - started).toBeGreaterThanOrEqual(29);
    expect(dechunk(seen.body)).toEqual({ text: whole, complete: true });
  });

  it("wrong content type on the same answer", async () => {
    const seen = await withFault({ kind: "content-type", value: "application/json" }, (server) =>
      rawRequest(server.url),
    );
    expect(seen.head).toMatch(/content-type: application\/json\r\n/);
    expect(dechunk(seen.body).text).toBe(whole);
  });

  it("several together", async () => {
    const faults: Fault[] = [
      { kind: "content-type", value: "text/html" },
      { kind: "drip", bytes: 5 },
      { kind: "eof", after: { events: 2 }, how: "clean" },
    ];
    const seen = await withFault(faults, (server) => rawRequest(server.url));
    expect(seen.head).toMatch(/content-type: text\/html/);
    expect(dechunkEach(seen.reads.slice(1))).toEqual(whole.slice(0, 22).match(/[^]{1,5}/g));
  });
});

/** Each read as the piece of body that it held, without the last chunk. */
function dechunkEach(reads: readonly string[]): string[] {
  return reads.map((read) => dechunk(read).text).filter((text) => text !== "");
}
