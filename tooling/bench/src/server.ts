/** The server that both sides talk to, in a process of its own, so that its CPU counts for nobody. */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { chat, completion, type Rendered, responses, toolArguments } from "./streams.ts";

type Manner = "blocks" | "drip" | "hold" | "whole";
interface Route {
  readonly rendered: Rendered;
  readonly manner: Manner;
  /** What goes out in one write. */
  readonly writes: readonly Buffer[];
}

/** As much as one read of a client takes. */
const blockBytes = 16_384;

function route(rendered: Rendered, manner: Manner): Route {
  const events = rendered.events.map((event) => Buffer.from(event));
  if (manner !== "blocks") return { rendered, manner, writes: events };
  const writes: Buffer[] = [];
  let block: Buffer[] = [];
  let size = 0;
  for (const event of events) {
    block.push(event);
    size += event.length;
    if (size < blockBytes) continue;
    writes.push(Buffer.concat(block));
    block = [];
    size = 0;
  }
  return { rendered, manner, writes: [...writes, Buffer.concat(block)] };
}

/** The first path segment of a request names its route; what follows is the vendor's path. */
const routes: Readonly<Record<string, Route>> = {
  chat: route(chat(1_000), "blocks"),
  responses: route(responses(1_000), "blocks"),
  "arguments-10000": route(toolArguments(10_000), "blocks"),
  "arguments-1000": route(toolArguments(1_000), "blocks"),
  drip: route(chat(1_000), "drip"),
  hold: route(chat(10), "hold"),
  "non-stream": route(completion(), "whole"),
};

// One event per connection and tick: faster, and several would be waiting when the client reads.
const dripMs = 2;
const dripping = new Set<() => void>();
setInterval(() => {
  for (const next of dripping) next();
}, dripMs);

async function answer({ manner, writes }: Route, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    "content-type": manner === "whole" ? "application/json" : "text/event-stream",
    "x-request-id": "req_bench",
  });
  if (manner === "whole") return void response.end(writes[0]);
  if (manner === "hold") {
    // Never ends; the client closes it.
    for (const event of writes.slice(0, 5)) response.write(event);
    return;
  }
  if (manner === "blocks") {
    for (const block of writes) {
      if (!response.write(block)) await new Promise((resolve) => response.once("drain", resolve));
    }
    return void response.end();
  }
  let at = 0;
  const next = (): void => {
    const event = writes[at++];
    if (event !== undefined) return void response.write(event);
    dripping.delete(next);
    response.end();
  };
  dripping.add(next);
  response.on("close", () => dripping.delete(next));
}

const server = createServer((request, response) => {
  const name = request.url?.split("/")[1] ?? "";
  const found = routes[name];
  if (found === undefined) return void response.writeHead(404).end();
  request.resume();
  if (request.method === "GET") {
    return void response.end(JSON.stringify({ ...found.rendered.expected, chunks: found.rendered.events.length }));
  }
  request.on("end", () => void answer(found, response));
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
// Ends with the process that started it.
process.stdin.resume().on("end", () => process.exit());
