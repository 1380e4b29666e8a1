import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Transport } from "@dialect/core/provider";

/** One answer as it arrived. */
export interface Recorded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

export interface Recorder extends Transport {
  /** Answers that ended, in order of their requests. */
  readonly answers: readonly Recorded[];
}

/** A plain transport for loopback on `node:http`, one socket per request, that keeps what arrived. */
export function createRecorder(): Recorder {
  const answers: Recorded[] = [];
  return {
    answers,
    send(request, handler) {
      const chunks: Buffer[] = [];
      let over = false;
      let response: IncomingMessage | undefined;
      const once = (act: () => void): void => {
        if (over) return;
        over = true;
        act();
      };
      const outgoing = httpRequest(request.url, { method: request.method, headers: request.headers, agent: false });
      outgoing.on("socket", (socket) => socket.once("connect", () => void (over || handler.connected())));
      outgoing.on("response", (incoming) => {
        if (over) return;
        response = incoming;
        const head = { status: incoming.statusCode ?? 0, headers: headersOf(incoming) };
        handler.headers(head.status, head.headers);
        incoming.on("data", (chunk: Buffer) => {
          if (over) return;
          chunks.push(chunk);
          handler.chunk(chunk);
        });
        incoming.on("end", () => once(() => {
          answers.push({ ...head, bytes: Buffer.concat(chunks) });
          handler.end();
        }));
        incoming.on("error", (cause) => once(() => handler.error(cause)));
      });
      outgoing.on("error", (cause) => once(() => handler.error(cause)));
      outgoing.end(request.body);
      return {
        pause: () => void response?.pause(),
        resume: () => void response?.resume(),
        abort() {
          over = true;
          outgoing.destroy();
        },
      };
    },
  };
}

function headersOf(message: IncomingMessage): Readonly<Record<string, string>> {
  const entries = Object.entries(message.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
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
