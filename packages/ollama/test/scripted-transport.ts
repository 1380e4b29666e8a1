import type { Connection, ResponseHandler, Transport, WireRequest } from "@dialect/core/provider";

/** One HTTP answer, as bytes in the pieces that the network gives. */
export interface Answer {
  /** @defaultValue 200 */
  readonly status?: number;
  /** @defaultValue NDJSON */
  readonly headers?: Readonly<Record<string, string>>;
  readonly chunks?: readonly (string | Uint8Array)[];
  /** @defaultValue `end` */
  readonly finally?: "end" | "reset" | "stall";
  /** The connection fails with this code. */
  readonly refused?: string;
}

export interface Scripted {
  readonly transport: Transport;
  readonly requests: readonly (WireRequest & { readonly json: unknown })[];
  /** Connections that the client gave up. */
  readonly aborted: () => number;
}

/** A transport that answers from a list and keeps what was sent; more requests than answers fail the test. */
export function scripted(...answers: readonly Answer[]): Scripted {
  const requests: (WireRequest & { readonly json: unknown })[] = [];
  let aborted = 0;
  return {
    requests,
    aborted: () => aborted,
    transport: {
      send(request: WireRequest, handler: ResponseHandler): Connection {
        const answer = answers[requests.length];
        requests.push({ ...request, json: typeof request.body === "string" ? JSON.parse(request.body) : undefined });
        let over = false;
        setImmediate(() => {
          if (over) return;
          if (answer === undefined) return handler.error(new Error("no answer is scripted for this request"));
          if (answer.refused !== undefined)
            return handler.error(Object.assign(new Error(answer.refused), { code: answer.refused }));
          handler.connected();
          handler.headers(answer.status ?? 200, {
            "content-type": "application/x-ndjson",
            ...answer.headers,
          });
          for (const chunk of answer.chunks ?? []) {
            if (over) return;
            handler.chunk(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
          }
          if (over || answer.finally === "stall") return;
          over = true;
          if (answer.finally === "reset") handler.error(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
          else handler.end();
        });
        return {
          pause: () => undefined,
          resume: () => undefined,
          abort: () => {
            if (over) return;
            over = true;
            aborted++;
          },
        };
      },
    },
  };
}

/** Lines of one answer of `/api/chat`; `done` ends it. */
export function lines(...messages: readonly Readonly<Record<string, unknown>>[]): string {
  return messages
    .map(({ done, ...message }) =>
      JSON.stringify({
        model: "qwen3:8b",
        created_at: "2026-11-21T00:12:16.265894906Z",
        message: { role: "assistant", content: "", ...message },
        ...(typeof done === "object" ? { done: true, done_reason: "stop", ...done } : { done: false }),
      }),
    )
    .map((line) => `${line}\n`)
    .join("");
}

/** The counts at the end of a turn. */
export const counts = { prompt_eval_count: 21, eval_count: 16 };
