import { readFileSync } from "node:fs";
import type { Transport } from "@dialect/core/provider";

interface Expected {
  readonly server: string;
  readonly case: string;
  readonly route: "chat" | "responses";
  readonly stream: boolean;
  readonly status: number;
  /** The connection broke after the bytes. */
  readonly broken: boolean;
  readonly code?: string;
  readonly text?: string;
  readonly reasoning?: string;
  readonly reasoningField?: string | null;
  readonly toolCalls?: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly finish?: { readonly raw: string | null; readonly reason?: string };
  readonly usage?: { readonly input: number; readonly output: number } | null;
}

/** One recorded answer: what it means, and its bytes. */
export interface Recording extends Expected {
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

const folder = new URL("./wire/recorded/", import.meta.url);

export const recordings: readonly Recording[] = (
  JSON.parse(readFileSync(new URL("expected.json", folder), "utf8")) as Expected[]
).map((one) => {
  const file = readFileSync(new URL(`${one.server}/${one.case}.resp.txt`, folder));
  const end = file.indexOf("\r\n\r\n");
  const headers: Record<string, string> = {};
  for (const line of file.subarray(0, end).toString("latin1").split("\r\n").slice(1)) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { ...one, headers, bytes: new Uint8Array(file.subarray(end + 4)) };
});

/**
 * A transport that plays one recording: as one read, in reads that end at `cuts`, or byte by byte; with `length`, only
 * so many bytes and then a clean end.
 */
export function replaying(
  recording: Recording,
  cuts: readonly number[] | "bytes" | undefined,
  length?: number,
): Transport {
  return {
    send(_request, handler) {
      let stopped = false;
      queueMicrotask(() => {
        const bytes = length === undefined ? recording.bytes : recording.bytes.subarray(0, length);
        const ends = cuts === "bytes" ? Array.from(bytes, (_, i) => i + 1) : [...(cuts ?? []), bytes.length];
        handler.connected();
        handler.headers(recording.status, recording.headers);
        let from = 0;
        for (const to of ends) {
          if (stopped) return;
          if (to > from) handler.chunk(bytes.subarray(from, to));
          from = to;
        }
        if (stopped) return;
        if (recording.broken && length === undefined)
          handler.error(Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }));
        else handler.end();
      });
      return {
        pause() {},
        resume() {},
        abort() {
          stopped = true;
        },
      };
    },
  };
}
