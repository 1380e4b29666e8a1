import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Transport, WireRequest } from "@dialect/core/provider";
import { memoryTransport } from "./memory-transport.js";
import { must } from "./must.js";

/** One answer as it arrived. */
export interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** The request that a model makes, without sending it: the call is answered by a broken connection. */
export async function captureRequest(call: (transport: Transport) => Promise<unknown>): Promise<WireRequest> {
  const transport = memoryTransport(() => ({ headers: {}, chunks: [], end: "error" }));
  await call(transport);
  const [request] = transport.requests;
  must(request !== undefined, "The model made no request.");
  return request;
}

/** What a server answers to a request, byte for byte, read without any code of the provider. */
export function fetchWire({ url, method, headers, body }: WireRequest): Promise<Recorded> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), bytes: Buffer.concat(chunks) }),
      );
      incoming.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

function headersOf(message: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(message.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return Object.fromEntries(entries);
}

/** The blocks of a stream: SSE events with their blank lines, or NDJSON lines. */
export function blocksOf(recorded: Recorded): readonly string[] {
  const text = new TextDecoder().decode(recorded.bytes);
  const isSse = (recorded.headers["content-type"] ?? "").includes("event-stream");
  return (isSse ? text.split(/(?<=\n\n)/) : text.split(/(?<=\n)/)).filter((block) => block !== "");
}

/** Whether a block is an event: not only comments and blank lines. */
export function isEvent(block: string): boolean {
  return block.split("\n").some((line) => line !== "" && !line.startsWith(":"));
}
