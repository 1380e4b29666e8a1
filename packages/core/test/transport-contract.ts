import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Transport } from "../src/contract/wire.js";
import { exchange, type LoopbackServer, serve, serveRaw } from "./loopback.js";

const get = { method: "GET", headers: {} } as const;

/** What core asks of every transport. */
export function transportContract(name: string, transport: Transport, closeIdle: () => Promise<void>): void {
  describe(`transport contract: ${name}`, () => {
    const servers: LoopbackServer[] = [];
    const started = async (server: Promise<LoopbackServer>): Promise<LoopbackServer> => {
      servers.push(await server);
      return server;
    };
    afterEach(async () => {
      await Promise.all(servers.splice(0).map((server) => server.close()));
    });
    afterAll(closeIdle);

    it("delivers connected, headers, chunks and the end, in this order", async () => {
      const server = await started(serve((_, response) => response.end("hello")));
      const { over, text } = exchange(transport, { ...get, url: `${server.url}/path?a=1` });
      expect(await over).toEqual(["connected", "headers 200", "chunk", "end"]);
      expect(text()).toBe("hello");
    });

    it("sends method, path, query, headers and body as given, and asks for no compression", async () => {
      let seen: unknown;
      const server = await started(
        serve((request, response) => {
          let body = "";
          request.on("data", (bytes: Buffer) => (body += bytes.toString()));
          request.on("end", () => {
            const {
              host,
              connection,
              "content-length": length,
              "x-own": own,
              "accept-encoding": encoding,
            } = request.headers;
            seen = {
              method: request.method,
              url: request.url,
              own,
              body,
              length,
              host: host !== undefined,
              connection,
              encoding: encoding ?? "identity",
            };
            response.end();
          });
        }),
      );
      const headers = { "content-type": "application/json", "x-own": "1" };
      await exchange(transport, { url: `${server.url}/v1/chat?x=%20y`, method: "POST", headers, body: '{"a":"ä"}' })
        .over;
      expect(seen).toEqual({
        method: "POST",
        url: "/v1/chat?x=%20y",
        own: "1",
        body: '{"a":"ä"}',
        length: "10",
        host: true,
        connection: "keep-alive",
        encoding: "identity",
      });
    });

    it("sends a body of bytes", async () => {
      let seen = Buffer.alloc(0);
      const server = await started(
        serve((request, response) => {
          request.on("data", (bytes: Buffer) => (seen = Buffer.concat([seen, bytes])));
          request.on("end", () => response.end());
        }),
      );
      const body = new Uint8Array([9, 0, 255, 128, 9]).subarray(1, 4);
      await exchange(transport, { url: server.url, method: "POST", headers: {}, body }).over;
      expect([...seen]).toEqual([0, 255, 128]);
    });

    it("gives header names in lower case and joins repeated ones with a comma", async () => {
      const server = await started(
        serve((_, response) => {
          response.writeHead(200, { "X-Request-Id": "r1", "X-Many": ["a", "b"] });
          response.end();
        }),
      );
      const done = exchange(transport, { ...get, url: server.url });
      await done.over;
      expect(done.headers).toMatchObject({ "x-request-id": "r1", "x-many": "a, b" });
    });

    it.each([301, 302, 303, 307, 308])("does not follow a %i", async (status) => {
      const target = await started(serve((_, response) => response.end()));
      const server = await started(
        serve((_, response) => {
          response.writeHead(status, { location: `${target.url}/elsewhere` });
          response.end();
        }),
      );
      const done = exchange(transport, {
        url: server.url,
        method: "POST",
        headers: { authorization: "Bearer k" },
        body: "{}",
      });
      expect(await done.over).toEqual(["connected", `headers ${status}`, "end"]);
      expect(done.headers["location"]).toBe(`${target.url}/elsewhere`);
      expect(target.requests()).toBe(0);
    });

    it("skips informational answers", async () => {
      const server = await started(
        serveRaw((socket) => {
          socket.end("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
        }),
      );
      expect(await exchange(transport, { ...get, url: server.url }).over).toEqual([
        "connected",
        "headers 200",
        "chunk",
        "end",
      ]);
    });

    it("names a refused connection by the error of the socket", async () => {
      const server = await serve(() => {});
      await server.close();
      const done = exchange(transport, { ...get, url: server.url });
      expect((await done.over).at(-1)).toBe("error");
      expect(done.error()).toMatchObject({ code: "ECONNREFUSED" });
    });

    it("reports an unusable address by the handler, not by a throw", async () => {
      expect((await exchange(transport, { ...get, url: "nonsense" }).over).at(-1)).toBe("error");
    });

    it("ends with an error when the server resets before the headers", async () => {
      const server = await started(serveRaw((socket) => socket.resetAndDestroy()));
      expect(await exchange(transport, { ...get, url: server.url }).over).toEqual(["connected", "error"]);
    });

    it("ends with an error when the server resets inside the body, after what arrived", async () => {
      const server = await started(
        serveRaw((socket) => {
          socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n", () => {
            setTimeout(() => socket.resetAndDestroy(), 20);
          });
        }),
      );
      const done = exchange(transport, { ...get, url: server.url });
      expect(await done.over).toEqual(["connected", "headers 200", "chunk", "error"]);
      expect(done.text()).toBe("hello");
    });

    it.each([
      ["chunked", "transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"],
      ["content-length", "content-length: 10\r\n\r\nhello"],
    ])("ends with an error when a %s body is cut by an orderly close", async (_, rest) => {
      const server = await started(serveRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\n${rest}`)));
      expect((await exchange(transport, { ...get, url: server.url }).over).at(-1)).toBe("error");
    });

    it("gives what a handler throws back as its error, and closes the socket", async () => {
      const server = await started(serve((_, response) => response.write("hello")));
      const done = exchange(
        transport,
        { ...get, url: server.url },
        {
          chunk() {
            throw new RangeError("too much");
          },
        },
      );
      expect(await done.over).toEqual(["connected", "headers 200", "chunk", "error"]);
      expect(done.error()).toBeInstanceOf(RangeError);
      await server.drained();
    });

    it("reuses its socket for a later request", async () => {
      const server = await started(serve((_, response) => response.end("hello")));
      for (let round = 0; round < 5; round++) {
        await exchange(transport, { ...get, url: server.url }).over;
        // A socket is free one turn of the event loop after its answer.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(server.requests()).toBe(5);
      expect(server.connections()).toBe(1);
    });
  });
}
