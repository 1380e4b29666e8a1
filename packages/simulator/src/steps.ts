import type { Reply, ReplyHeaders, StreamReply } from "./reply.js";
import type { Split } from "./fault.js";

/** What a handler asked for, in order; the player takes it from here. */
export type Step =
  | {
      readonly kind: "head";
      readonly status: number;
      readonly headers: ReplyHeaders;
      readonly delayMs: number;
      readonly split: Split | undefined;
    }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array; readonly isEvent: boolean }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "end" }
  | { readonly kind: "abort"; readonly how: "close" | "reset" };

/** A queue with one reader. */
export interface Steps {
  push(step: Step): void;
  shift(): Step | undefined;
  /** Calls back at the next push, once. */
  onPush(wake: () => void): void;
}

export function createSteps(): Steps {
  const queue: Step[] = [];
  let waiting: (() => void) | undefined;
  return {
    push(step) {
      queue.push(step);
      const wake = waiting;
      waiting = undefined;
      wake?.();
    },
    shift: () => queue.shift(),
    onPush(wake) {
      waiting = wake;
    },
  };
}

export interface OpenReply extends Reply {
  readonly answered: boolean;
}

const encoder = new TextEncoder();
const toBytes = (value: Uint8Array | string): Uint8Array => (typeof value === "string" ? encoder.encode(value) : value);

/** The text of an SSE event as the specification writes it: one `data: ` line per line of the value. */
function sseEvent(data: unknown, name: string | undefined): string {
  const value = typeof data === "string" ? data : JSON.stringify(data);
  const lines = value.split("\n").map((line) => `data: ${line}\n`);
  return `${name === undefined ? "" : `event: ${name}\n`}${lines.join("")}\n`;
}

export function createReply(steps: Steps, isClosed: () => boolean): OpenReply {
  let answered = false;
  let delayMs = 0;
  let split: Split | undefined;

  const head = (status: number, headers: ReplyHeaders): void => {
    if (answered) throw new Error("This request is answered already; a reply is used once.");
    answered = true;
    steps.push({ kind: "head", status, headers, delayMs, split });
  };
  const whole = (status: number, bytes: Uint8Array, type: string, headers: ReplyHeaders = {}): void => {
    head(status, { "content-type": type, "content-length": String(bytes.byteLength), ...headers });
    steps.push({ kind: "bytes", bytes, isEvent: true });
    steps.push({ kind: "end" });
  };

  return {
    get answered() {
      return answered;
    },
    get closed() {
      return isClosed();
    },
    json: (status, value, headers) => whole(status, encoder.encode(JSON.stringify(value)), "application/json", headers),
    text: (status, text, headers) => whole(status, encoder.encode(text), "text/plain; charset=utf-8", headers),
    bytes: (status, bytes, headers) => whole(status, toBytes(bytes), "application/octet-stream", headers),
    stream(headers = {}, status = 200) {
      head(status, { "content-type": "text/event-stream", "cache-control": "no-cache", ...headers });
      return createStreamReply(steps);
    },
    delay(ms) {
      delayMs += ms;
    },
    split(at) {
      split = at;
    },
  };
}

function createStreamReply(steps: Steps): StreamReply {
  let over = false;
  const write = (bytes: Uint8Array | string, isEvent: boolean): StreamReply => {
    if (over) throw new Error("The stream has ended; nothing can follow.");
    steps.push({ kind: "bytes", bytes: toBytes(bytes), isEvent });
    return stream;
  };
  const stream: StreamReply = {
    event: (data, name) => write(sseEvent(data, name), true),
    comment: (text) => write(`: ${text}\n\n`, false),
    line: (value) => write(`${typeof value === "string" ? value : JSON.stringify(value)}\n`, true),
    raw: (bytes) => write(bytes, false),
    wait(ms) {
      steps.push({ kind: "wait", ms });
      return stream;
    },
    end() {
      over = true;
      steps.push({ kind: "end" });
    },
    abort(how) {
      over = true;
      steps.push({ kind: "abort", how });
    },
  };
  return stream;
}
