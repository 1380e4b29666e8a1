import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { startServer } from "./server.js";

describe("the log", () => {
  it("keeps method, path, query, headers, body and when it arrived", async () => {
    await using server = await startServer({ handle: (_, reply) => reply.json(200, { ok: true }) });
    const before = performance.now();
    const response = await fetch(`${server.url}/v1/chat?a=1&b=x%20y`, {
      method: "POST",
      body: '{"model":"m","n":1}',
      headers: { "X-Custom": "yes", "content-type": "application/json" },
    });
    expect(await response.json()).toEqual({ ok: true });
    const [request] = server.requests;
    expect(request).toMatchObject({
      index: 0,
      method: "POST",
      path: "/v1/chat",
      query: { a: "1", b: "x y" },
      text: '{"model":"m","n":1}',
      json: { model: "m", n: 1 },
      faults: [],
    });
    expect(request?.headers["x-custom"]).toBe("yes");
    expect(request?.receivedAt).toBeGreaterThanOrEqual(before);
    expect(await request?.ended).toMatchObject({ how: "finished", bytesSent: 11 });
    expect(server.openRequests()).toBe(0);
  });

  it("keeps bytes that are no JSON and no text", async () => {
    await using server = await startServer({ handle: (_, reply) => reply.text(200, "ok") });
    await fetch(server.url, { method: "POST", body: new Uint8Array([0, 255, 1]) }).then((response) => response.text());
    expect([...(server.requests[0]?.bytes ?? [])]).toEqual([0, 255, 1]);
    expect(server.requests[0]).not.toHaveProperty("json");
  });

  it("says that, and when, the client closed before the end", async () => {
    await using server = await startServer({ handle: (_, reply) => void reply.stream().event({ n: 1 }) });
    const control = new AbortController();
    const response = await fetch(server.url, { signal: control.signal });
    await response.body?.getReader().read();
    expect(server.openRequests()).toBe(1);
    control.abort();
    const ending = await server.requests[0]?.ended;
    expect(ending).toMatchObject({ how: "client-closed", bytesSent: 15 });
    expect(ending?.at).toBeGreaterThan(server.requests[0]?.receivedAt ?? Infinity);
    expect(server.openRequests()).toBe(0);
  });

  it("leaves out a request whose body never arrived whole", async () => {
    await using server = await startServer({ handle: (_, reply) => reply.text(200, "ok") });
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    await new Promise<void>((done) =>
      socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf", () => done()),
    );
    socket.destroy();
    await fetch(server.url).then((response) => response.text());
    expect(server.requests.map((request) => request.method)).toEqual(["GET"]);
  });
});

describe("the server", () => {
  it("listens on 127.0.0.1 only, on the port that was asked for", async () => {
    const first = await startServer({ handle: (_, reply) => reply.text(200, "ok") });
    const port = Number(new URL(first.url).port);
    await first.close();
    await using again = await startServer({ port, handle: (_, reply) => reply.text(200, "again") });
    expect(again.url).toBe(`http://127.0.0.1:${port}`);
    expect(await fetch(again.url).then((response) => response.text())).toBe("again");
    await expect(startServer({ port, handle: () => undefined })).rejects.toThrow(/EADDRINUSE/);
  });

  it("close() destroys open streams and idle sockets, ends the log entries, and may be called twice", async () => {
    const server = await startServer({
      handle: (request, reply) =>
        request.path === "/open" ? void reply.stream().comment("hi") : reply.text(200, "ok"),
    });
    await fetch(server.url).then((response) => response.text());
    const open = await fetch(`${server.url}/open`);
    const reading = open.text().catch((cause: unknown) => cause);
    expect(server.openSockets()).toBeGreaterThan(0);
    await server.close();
    await server.close();
    expect(server.openSockets()).toBe(0);
    expect(await server.requests[1]?.ended).toMatchObject({ how: "server-closed" });
    expect(await reading).toBeInstanceOf(Error);
  });

  it("answers 500 and keeps the failure when a handler throws", async () => {
    await using server = await startServer({ handle: () => Promise.reject(new Error("no rule for this")) });
    const response = await fetch(server.url);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ error: { type: "simulator_failed", message: "no rule for this" } });
    expect(server.requests[0]?.failure).toEqual(new Error("no rule for this"));
  });

  it("answers 500 when a handler gives no answer, and refuses a second answer", async () => {
    await using server = await startServer({
      handle(request, reply) {
        if (request.path === "/none") return;
        reply.text(200, "one");
        expect(() => reply.text(200, "two")).toThrow(/answered already/);
      },
    });
    expect((await fetch(`${server.url}/none`)).status).toBe(500);
    expect(await fetch(server.url).then((response) => response.text())).toBe("one");
  });
});

describe("replies", () => {
  it("streams while the handler still works", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await using server = await startServer({
      async handle(_, reply) {
        const stream = reply.stream().event("one");
        await held;
        stream.event({ two: 2 }, "named").comment("note").line({ three: 3 }).raw("four").end();
        expect(() => stream.event("late")).toThrow(/ended/);
      },
    });
    const reader = (await fetch(server.url)).body?.getReader();
    const decoder = new TextDecoder();
    expect(decoder.decode((await reader?.read())?.value)).toBe("data: one\n\n");
    release();
    let rest = "";
    for (;;) {
      const read = await reader?.read();
      if (read === undefined || read.done) break;
      rest += decoder.decode(read.value);
    }
    expect(rest).toBe('event: named\ndata: {"two":2}\n\n: note\n\n{"three":3}\nfour');
  });

  it("writes one data line per line of a text", async () => {
    await using server = await startServer({ handle: (_, reply) => reply.stream().event("a\nb").end() });
    expect(await fetch(server.url).then((response) => response.text())).toBe("data: a\ndata: b\n\n");
  });

  it("aborts a stream by FIN or RST when the handler says so", async () => {
    await using server = await startServer({
      handle: (request, reply) =>
        reply
          .stream()
          .event("one")
          .abort(request.path === "/reset" ? "reset" : "close"),
    });
    for (const path of ["/close", "/reset"]) {
      const response = await fetch(server.url + path);
      await expect(response.text()).rejects.toThrow();
    }
  });
});
