import type net from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type HangingPort, hangingPort } from "../test/full-backlog.js";
import { exchange, type LoopbackServer, serve, serveRaw } from "../test/loopback.js";
import { controlContract } from "../test/control-contract.js";
import { transportContract } from "../test/transport-contract.js";
import { closeDefaultTransport, defaultTransport } from "./transport-undici.js";

const transport = defaultTransport();
transportContract("undici", transport, closeDefaultTransport);
controlContract("undici", transport, closeDefaultTransport);

const get = { method: "GET", headers: {} } as const;
const reason = new Error("enough");
// By name: for a proxy named by address, undici connects to that address under the name of the request's host.
const byName = (url: string): string => url.replace("127.0.0.1", "localhost");
const pendingConnects = (): number => process.getActiveResourcesInfo().filter((name) => name === "ConnectWrap").length;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeDefaultTransport();
  for (const close of closing.splice(0)) await close();
});
const server = async (answer: Parameters<typeof serve>[0]): Promise<LoopbackServer> => {
  const started = await serve(answer);
  closing.push(() => started.close());
  return started;
};
const hanging = async (): Promise<HangingPort> => {
  const started = await hangingPort();
  closing.push(() => started.close());
  return started;
};

describe("abort while the connection is not open", () => {
  it("is seen at once and ends the attempt, when the server does not answer the connect", async () => {
    const { port } = await hanging();
    const before = pendingConnects();
    const done = exchange(transport, { ...get, url: `http://127.0.0.1:${port}` });
    while (pendingConnects() === before) await new Promise(setImmediate);
    done.connection.abort(reason);
    expect(done.calls).toEqual(["error"]);
    expect(done.error()).toBe(reason);
    while (pendingConnects() > before) await new Promise(setImmediate);
    expect(done.calls).toEqual(["error"]);
  });
  it("ends only its own attempt, of several to one server", async () => {
    const { port } = await hanging();
    const before = pendingConnects();
    const all = [1, 2, 3].map(() => exchange(transport, { ...get, url: `http://127.0.0.1:${port}` }));
    while (pendingConnects() < before + 3) await new Promise(setImmediate);
    all[1]?.connection.abort(reason);
    while (pendingConnects() > before + 2) await new Promise(setImmediate);
    expect(all.map(({ calls }) => calls)).toEqual([[], ["error"], []]);
    all[0]?.connection.abort(reason);
    all[2]?.connection.abort(reason);
    while (pendingConnects() > before) await new Promise(setImmediate);
  });
  it("never sends the request later: the server sees it if and only if `connected` was called", async () => {
    const { url, requests } = await server((_, response) => response.end());
    let connected = 0;
    for (let turns = 0; turns < 12; turns++) {
      // A new socket in each round, aborted a little later each time.
      await closeDefaultTransport();
      const done = exchange(transport, { ...get, url });
      for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
      done.connection.abort(reason);
      await done.over;
      if (done.calls.includes("connected")) connected++;
    }
    // A request on the same origin comes after all that could still be on its way.
    await exchange(transport, { ...get, url }).over;
    expect(requests()).toBeLessThanOrEqual(connected + 1);
    expect(requests()).toBeGreaterThanOrEqual(1);
  });
  it("is the caller's business alone: undici sets no connect limit of its own", async () => {
    const { port } = await hanging();
    const before = pendingConnects();
    const timers = vi.spyOn(globalThis, "setTimeout");
    const done = exchange(transport, { ...get, url: `http://127.0.0.1:${port}` });
    while (pendingConnects() === before) await new Promise(setImmediate);
    const set = timers.mock.calls.length;
    timers.mockRestore();
    done.connection.abort(reason);
    expect(set).toBe(0);
  });
});

describe("a proxy from the environment", () => {
  const proxy = async (answer: (socket: net.Socket, head: string) => void): Promise<LoopbackServer> => {
    const started = await serveRaw(answer);
    closing.push(() => started.close());
    return started;
  };
  it("gets the request in absolute form, for a plain address elsewhere", async () => {
    let head = "";
    const { url } = await proxy((socket, text) => {
      head = text;
      socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    });
    vi.stubEnv("HTTP_PROXY", byName(url));
    vi.stubEnv("NO_PROXY", "");
    const done = exchange(transport, { ...get, url: "http://models.example/v1?a=1" });
    expect(await done.over).toEqual(["connected", "headers 200", "chunk", "end"]);
    expect(head).toMatch(/^GET http:\/\/models\.example\/v1\?a=1 HTTP\/1\.1\r\nhost: models\.example\r\n/);
  });
  it("is asked for a tunnel, for https", async () => {
    let head = "";
    const { url } = await proxy((socket, text) => {
      head = text;
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    });
    vi.stubEnv("https_proxy", byName(url));
    vi.stubEnv("NO_PROXY", "");
    const done = exchange(transport, {
      ...get,
      url: "https://models.example/v1",
      headers: { authorization: "Bearer secret" },
    });
    expect(await done.over).toEqual(["error"]);
    expect(head).toMatch(/^CONNECT models\.example:443 HTTP\/1\.1\r\n/);
    expect(head).not.toContain("secret");
  });
  it("is not used for this machine", async () => {
    const through = await proxy((socket) => socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n"));
    vi.stubEnv("HTTP_PROXY", byName(through.url));
    vi.stubEnv("NO_PROXY", "");
    const { url } = await server((_, response) => response.end("direct"));
    for (const host of ["127.0.0.1", "localhost"]) {
      const done = exchange(transport, { ...get, url: url.replace("127.0.0.1", host) });
      expect((await done.over).slice(0, 2)).toEqual(["connected", "headers 200"]);
    }
    expect(through.connections()).toBe(0);
  });
  it.each([
    ["http", "HTTP_PROXY"],
    ["https", "HTTPS_PROXY"],
  ])("that does not answer the connect holds no aborted %s request", async (scheme, variable) => {
    const { port } = await hanging();
    vi.stubEnv(variable, `http://localhost:${port}`);
    vi.stubEnv("NO_PROXY", "");
    const before = pendingConnects();
    const done = exchange(transport, { ...get, url: `${scheme}://models.example/v1` });
    while (pendingConnects() === before) await new Promise(setImmediate);
    done.connection.abort(reason);
    expect(done.calls).toEqual(["error"]);
    while (pendingConnects() > before) await new Promise(setImmediate);
  });
  it("that is silent after the tunnel request holds no aborted request", async () => {
    const through = await proxy(() => {});
    vi.stubEnv("HTTPS_PROXY", byName(through.url));
    vi.stubEnv("NO_PROXY", "");
    const done = exchange(transport, { ...get, url: "https://models.example/v1" });
    while (through.requests() === 0) await new Promise(setImmediate);
    done.connection.abort(reason);
    expect(done.calls).toEqual(["error"]);
    await through.drained();
  });
});

describe("closing", () => {
  it("closes idle sockets on demand, and a later request opens a new one", async () => {
    const { url, connections, drained } = await server((_, response) => response.end());
    await exchange(transport, { ...get, url }).over;
    await closeDefaultTransport();
    await drained();
    await exchange(transport, { ...get, url }).over;
    expect(connections()).toBe(2);
  });
});
