import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { createChaos, type ChaosOptions } from "./chaos.js";
import { answer, logEntry } from "./exchange.js";
import type { Fault, FaultMatch, Split } from "./fault.js";
import { createFaultQueue } from "./fault-queue.js";
import type { Reply } from "./reply.js";
import type { LoggedRequest } from "./request.js";

export interface ServerSettings {
  /** 0 takes a free one. @defaultValue 0 */
  readonly port?: number;
  /** How every streamed body is cut into TCP writes. As queued unless given. */
  readonly split?: Split;
  /** Called when the request is complete. What it throws is answered with a 500 and kept in `request.failure`. */
  handle(request: LoggedRequest, reply: Reply): void | Promise<void>;
}

/** A loopback HTTP server that keeps a log and makes faults on demand. */
export interface SimulatorServer {
  /** Origin, e.g. `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly requests: readonly LoggedRequest[];
  /** The next matching request gets this fault, or these together. First set, first used; one entry per request. */
  fault(fault: Fault | readonly Fault[], match?: FaultMatch): void;
  /** From here on requests without a fault of their own get faults drawn by `seed`. `rate: 0` ends it. */
  chaos(seed: number, options?: ChaosOptions): void;
  /** TCP connections, idle ones that a client keeps for later included. */
  openSockets(): number;
  /** Requests whose exchange is not over. */
  openRequests(): number;
  /** Destroys every socket. May be called twice. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1, nowhere else.
 *
 * @throws the error of `listen`, e.g. `EADDRINUSE` when the port is taken.
 */
export async function startServer(settings: ServerSettings): Promise<SimulatorServer> {
  const requests: LoggedRequest[] = [];
  const sockets = new Set<Socket>();
  const faults = createFaultQueue();
  let draw: () => Fault | undefined = () => undefined;
  let closing: Promise<void> | undefined;

  const exchange = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const bytes = await bodyOf(message);
    // The client went before its request was complete: nothing arrived that could be answered.
    if (bytes === undefined) return;
    const entry = logEntry(message, bytes, requests.length);
    requests.push(entry.request);
    let applied = faults.take(entry.request);
    if (applied.length === 0) {
      const drawn = draw();
      if (drawn !== undefined) applied = [drawn];
    }
    await answer(entry, response, {
      faults: applied,
      split: settings.split,
      isClosing: () => closing !== undefined,
      handle: (request, reply) => settings.handle(request, reply),
    });
  };

  const server = createServer(
    { noDelay: true, requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 },
    (message, response) => {
      void exchange(message, response);
    },
  );
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.once("close", () => sockets.delete(socket));
    // A reset by the client is an ending like any other; the exchange hears of it by `close`.
    socket.on("error", () => undefined);
  });
  const port = await listen(server, settings.port ?? 0);

  const close = (): Promise<void> => {
    closing ??= Promise.all([
      new Promise<void>((resolve) => server.close(() => resolve())),
      ...[...sockets].map((socket) => new Promise<void>((resolve) => socket.once("close", () => resolve()).destroy())),
    ]).then(() => undefined);
    return closing;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    fault: (fault, match = {}) => faults.add(Array.isArray(fault) ? fault : [fault], match),
    chaos(seed, options) {
      draw = createChaos(seed, options);
    },
    openSockets: () => sockets.size,
    openRequests: () => requests.filter((request) => request.ending === undefined).length,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function bodyOf(message: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of message) chunks.push(chunk as Buffer);
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks);
}
