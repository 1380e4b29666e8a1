import type { Headers, ResponseHandler, Transport, WireRequest } from "@dialect/core/provider";

/** One answer: a list of chunks, each one network read; `error` breaks the connection after them, `stall` leaves it open. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Headers;
  readonly chunks: readonly string[];
  readonly error?: Error;
  readonly stall?: true;
}

export interface ScriptedTransport extends Transport {
  /** Every request, in order. */
  readonly sent: WireRequest[];
}

/** A transport that gives the answers in order and keeps what was sent. One answer too many is a failure of the test. */
export function scripted(...answers: readonly Answer[]): ScriptedTransport {
  const sent: WireRequest[] = [];
  return {
    sent,
    send(request, handler) {
      const answer = answers[sent.length];
      sent.push(request);
      let stopped = false;
      if (answer === undefined)
        throw new Error(`Request ${sent.length} was not expected: ${request.method} ${request.url}`);
      queueMicrotask(() => play(answer, handler, () => stopped));
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

function play(answer: Answer, handler: ResponseHandler, stopped: () => boolean): void {
  if (stopped()) return;
  handler.connected();
  handler.headers(answer.status ?? 200, answer.headers ?? { "content-type": "text/event-stream" });
  for (const chunk of answer.chunks) {
    if (stopped()) return;
    handler.chunk(new TextEncoder().encode(chunk));
  }
  if (stopped() || answer.stall === true) return;
  if (answer.error === undefined) handler.end();
  else handler.error(answer.error);
}

/** A stream of wire objects, with the terminator unless said otherwise. */
export function sse(...events: readonly unknown[]): Answer {
  return { chunks: [...events.map(eventText), "data: [DONE]\n\n"] };
}

/** The same without the terminator: the socket closes after the events. */
export function cut(...events: readonly unknown[]): Answer {
  return { chunks: events.map(eventText) };
}

function eventText(event: unknown): string {
  return typeof event === "string" ? event : `data: ${JSON.stringify(event)}\n\n`;
}

/** One JSON body. */
export function json(body: unknown, status = 200, headers: Headers = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, chunks: [JSON.stringify(body)] };
}

/** A chunk of Chat Completions. */
export function delta(fields: object, finish: string | null = null): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "m-1",
    choices: [{ index: 0, delta: fields, finish_reason: finish }],
  };
}

/** A whole answer of Chat Completions. */
export function answer(message: object, finish: string | null = "stop"): object {
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: "m-1",
    choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
  };
}
