import type { Connection, ResponseHandler, Transport, WireRequest } from "@dialect/core/provider";

/** An answer that needs no socket. */
export interface MemoryAnswer {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Uint8Array[];
  /** `error` breaks the connection after the last chunk, `silence` leaves it open. */
  readonly end?: "end" | "error" | "silence";
}

export interface MemoryTransport extends Transport {
  readonly requests: readonly WireRequest[];
  /** Exchanges that neither ended nor were aborted. */
  open(): number;
}

/** Answers every request by `answer`, one chunk per microtask, and stops at `pause` and `abort` as a socket would. */
export function memoryTransport(answer: (request: WireRequest, index: number) => MemoryAnswer): MemoryTransport {
  const requests: WireRequest[] = [];
  let open = 0;
  return {
    requests,
    open: () => open,
    send(request, handler) {
      requests.push(request);
      open += 1;
      return play(answer(request, requests.length - 1), handler, () => {
        open -= 1;
      });
    },
  };
}

function play(answer: MemoryAnswer, handler: ResponseHandler, closed: () => void): Connection {
  const { status = 200, headers, chunks, end = "end" } = answer;
  let next = -1;
  let paused = false;
  let over = false;
  let scheduled = false;

  const close = (): void => {
    if (over) return;
    over = true;
    closed();
  };
  const step = (): void => {
    scheduled = false;
    if (over || paused) return;
    const at = next;
    next += 1;
    if (at < 0) {
      handler.connected();
      if (!over) handler.headers(status, headers);
    } else if (at < chunks.length) {
      handler.chunk(chunks[at] ?? new Uint8Array());
    } else {
      if (end === "silence") return;
      close();
      if (end === "end") handler.end();
      else handler.error(Object.assign(new Error("The connection was reset."), { code: "ECONNRESET" }));
      return;
    }
    schedule();
  };
  const schedule = (): void => {
    if (over || paused || scheduled) return;
    scheduled = true;
    queueMicrotask(step);
  };

  schedule();
  return {
    pause() {
      paused = true;
    },
    resume() {
      paused = false;
      schedule();
    },
    abort: close,
  };
}
