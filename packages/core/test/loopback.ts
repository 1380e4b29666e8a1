import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";
import type { Connection, Headers, ResponseHandler, Transport, WireRequest } from "../src/contract/wire.js";

/** One request, and every call that its handler got. */
export interface Exchange {
  readonly connection: Connection;
  /** `connected`, `headers 200`, `chunk`, `end` or `error: …`; neighbouring chunks are one. */
  readonly calls: readonly string[];
  readonly headers: Headers;
  text(): string;
  bytes(): number;
  error(): Error | undefined;
  /** Resolves with `calls` at the end or error. */
  readonly over: Promise<readonly string[]>;
  /** Resolves when this call has come. */
  until(call: string): Promise<void>;
}

export function exchange(
  transport: Transport,
  request: WireRequest,
  handlers: Partial<ResponseHandler> = {},
): Exchange {
  const calls: string[] = [];
  const chunks: Uint8Array[] = [];
  const waits: { call: string; resolve: () => void }[] = [];
  let received = 0;
  let headers: Headers = {};
  let failure: Error | undefined;
  let finish: (calls: readonly string[]) => void = () => {};
  const over = new Promise<readonly string[]>((resolve) => {
    finish = resolve;
  });
  const note = (call: string): void => {
    if (call !== "chunk" || calls.at(-1) !== "chunk") calls.push(call);
    for (const wait of waits) if (call.startsWith(wait.call)) wait.resolve();
  };
  const connection = transport.send(request, {
    connected() {
      note("connected");
      handlers.connected?.();
    },
    headers(status, newHeaders) {
      headers = newHeaders;
      note(`headers ${status}`);
      handlers.headers?.(status, newHeaders);
    },
    chunk(bytes) {
      chunks.push(bytes);
      received += bytes.length;
      note("chunk");
      handlers.chunk?.(bytes);
    },
    end() {
      note("end");
      finish(calls);
    },
    error(cause) {
      failure = cause;
      note("error");
      finish(calls);
    },
  });
  return {
    connection,
    calls,
    get headers() {
      return headers;
    },
    text: () => Buffer.concat(chunks).toString(),
    bytes: () => received,
    error: () => failure,
    over,
    until: (call) =>
      calls.some((seen) => seen.startsWith(call))
        ? Promise.resolve()
        : new Promise((resolve) => waits.push({ call, resolve })),
  };
}

export interface LoopbackServer {
  readonly url: string;
  /** Requests whose head arrived. */
  requests(): number;
  /** Connections accepted so far. */
  connections(): number;
  /** Connections that are open now. */
  open(): number;
  /** Resolves when no connection is open. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

export async function serve(answer: http.RequestListener): Promise<LoopbackServer> {
  const server = http.createServer(answer);
  let requests = 0;
  server.on("request", () => requests++);
  return watch(server, "http", () => requests);
}

/** A server without HTTP of its own: `answer` writes bytes once the head of a request has arrived. */
export async function serveRaw(answer: (socket: net.Socket, head: string) => void): Promise<LoopbackServer> {
  let requests = 0;
  const server = net.createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes) => {
      requests++;
      answer(socket, bytes.toString());
    });
  });
  return watch(server, "http", () => requests);
}

async function watch(server: net.Server, protocol: string, requests: () => number): Promise<LoopbackServer> {
  const open = new Set<net.Socket>();
  let connections = 0;
  let onDrained: (() => void)[] = [];
  server.on("connection", (socket) => {
    connections++;
    open.add(socket);
    socket.on("close", () => {
      open.delete(socket);
      if (open.size > 0) return;
      for (const resolve of onDrained) resolve();
      onDrained = [];
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `${protocol}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    connections: () => connections,
    open: () => open.size,
    drained: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => onDrained.push(resolve))),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
