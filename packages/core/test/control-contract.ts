import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Transport } from "../src/contract/wire.js";
import { exchange, type LoopbackServer, serve, serveRaw } from "./loopback.js";

const get = { method: "GET", headers: {} } as const;

/** What `abort`, `pause` and `resume` of every transport do. */
export function controlContract(name: string, transport: Transport, closeIdle: () => Promise<void>): void {
  describe(`control of a request: ${name}`, () => {
    const servers: LoopbackServer[] = [];
    const started = async (server: Promise<LoopbackServer>): Promise<LoopbackServer> => {
      servers.push(await server);
      return server;
    };
    afterEach(async () => {
      await Promise.all(servers.splice(0).map((server) => server.close()));
    });
    afterAll(closeIdle);

    describe("abort", () => {
      const reason = new Error("enough");
      it("right after send: nothing is sent", async () => {
        const server = await started(serve((_, response) => response.end()));
        const done = exchange(transport, { ...get, url: server.url });
        done.connection.abort(reason);
        expect(done.calls).toEqual(["error"]);
        expect(done.error()).toBe(reason);
        await exchange(transport, { ...get, url: server.url }).over;
        expect(server.requests()).toBe(1);
      });
      it("before the headers: the server sees the socket close", async () => {
        const server = await started(serve(() => {}));
        const done = exchange(transport, { ...get, url: server.url });
        await done.until("connected");
        while (server.requests() === 0) await new Promise(setImmediate);
        done.connection.abort(reason);
        expect(done.calls).toEqual(["connected", "error"]);
        await server.drained();
      });
      it("inside the body: nothing follows, and the server sees the socket close", async () => {
        const server = await started(
          serve((_, response) => {
            const timer = setInterval(() => response.write("tick"), 5);
            response.on("close", () => clearInterval(timer));
          }),
        );
        const done = exchange(transport, { ...get, url: server.url });
        await done.until("chunk");
        done.connection.abort(reason);
        expect(done.calls).toEqual(["connected", "headers 200", "chunk", "error"]);
        expect(done.error()).toBe(reason);
        await server.drained();
        expect(done.calls).toHaveLength(4);
      });
      it("inside a handler call: nothing follows", async () => {
        const server = await started(
          serveRaw((socket) => {
            socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r\n1\r\nc\r\n");
          }),
        );
        const done = exchange(transport, { ...get, url: server.url }, { chunk: () => done.connection.abort(reason) });
        expect(await done.over).toEqual(["connected", "headers 200", "chunk", "error"]);
        await server.drained();
        expect(done.calls).toHaveLength(4);
      });
      it("while paused: the server sees the socket close", async () => {
        const server = await started(serve((_, response) => response.write("hello")));
        const done = exchange(transport, { ...get, url: server.url });
        done.connection.pause();
        await done.until("headers");
        done.connection.abort(reason);
        await server.drained();
        expect(done.calls.at(-1)).toBe("error");
      });
      it("after the end, and a second time: nothing happens", async () => {
        const server = await started(serve((_, response) => response.end("hello")));
        const done = exchange(transport, { ...get, url: server.url });
        await done.over;
        done.connection.abort(reason);
        done.connection.abort(reason);
        done.connection.pause();
        done.connection.resume();
        await new Promise(setImmediate);
        expect(done.calls).toEqual(["connected", "headers 200", "chunk", "end"]);
      });
      it("without a reason gives an error too", async () => {
        const server = await started(serve(() => {}));
        const done = exchange(transport, { ...get, url: server.url });
        done.connection.abort();
        expect(done.error()).toBeInstanceOf(Error);
      });
    });

    it("stops reading while paused, and delivers every byte after it", async () => {
      const size = 64 * 1_048_576;
      const block = Buffer.alloc(65_536, "x");
      let written = 0;
      const server = await started(
        serve((_, response) => {
          const more = (): void => {
            while (written < size) {
              written += block.length;
              if (!response.write(block)) return void response.once("drain", more);
            }
            response.end();
          };
          more();
        }),
      );
      const done = exchange(transport, { ...get, url: server.url });
      await done.until("chunk");
      done.connection.pause();
      // A server that could still write would be far on after this; a slow machine only makes it less.
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(done.calls.at(-1)).toBe("chunk");
      const before = done.bytes();
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(done.bytes()).toBe(before);
      expect(written).toBeLessThan(size);
      done.connection.resume();
      await done.over;
      expect(done.bytes()).toBe(size);
    });

    it("can pause before the headers and resume after many pauses", async () => {
      const server = await started(serve((_, response) => response.end("hello")));
      const done = exchange(
        transport,
        { ...get, url: server.url },
        {
          chunk: () => {
            done.connection.pause();
            done.connection.pause();
            done.connection.resume();
          },
        },
      );
      done.connection.pause();
      done.connection.pause();
      await done.until("headers");
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(done.calls).toEqual(["connected", "headers 200"]);
      done.connection.resume();
      expect(await done.over).toEqual(["connected", "headers 200", "chunk", "end"]);
    });
  });
}
