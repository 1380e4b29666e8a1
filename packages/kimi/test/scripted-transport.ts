import type { Connection, ResponseHandler, Transport, WireRequest } from "@dialect/core/provider";

/** One HTTP answer, as bytes in the pieces that the network gives. */
export interface Answer {
  /** @defaultValue 200 */
  readonly status?: number;
  /** @defaultValue an event stream */
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

/** The parsed body of a request that was sent. */
export function bodyOf(from: Scripted["requests"], at: number): { [member: string]: unknown; messages: unknown[] } {
  const request = from[at];
  if (request === undefined) throw new Error(`There is no request ${at}; ${from.length} were sent.`);
  return request.json as { messages: unknown[] };
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
            "content-type": "text/event-stream; charset=utf-8",
            "msh-request-id": "request-1",
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

const envelope = {
  id: "chatcmpl-6a96f1c5d7",
  object: "chat.completion.chunk",
  created: 1788302326,
  model: "kimi-k2.6",
};

/** Chunks of one answer in the vendor's envelope, as server-sent events. */
export function sse(
  choices: readonly Readonly<Record<string, unknown>>[],
  end: "[DONE]" | "nothing" = "[DONE]",
): string {
  const events = choices.map(
    (choice) =>
      `data: ${JSON.stringify({
        ...envelope,
        choices: [{ index: 0, delta: {}, finish_reason: null, ...choice }],
        system_fingerprint: "fpv0_10a6da87",
      })}\n\n`,
  );
  return `${events.join("")}${end === "[DONE]" ? "data: [DONE]\n\n" : ""}`;
}

/** The chunk after the last choice, where `include_usage` asks for one. */
export function tail(counts: object): string {
  return `data: ${JSON.stringify({ ...envelope, choices: [], usage: counts })}\n\n`;
}

export const usage = {
  prompt_tokens: 93,
  completion_tokens: 54,
  total_tokens: 147,
  cached_tokens: 93,
  completion_tokens_details: { reasoning_tokens: 38 },
  prompt_tokens_details: { cached_tokens: 93 },
};

/** An answer that is JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, chunks: [JSON.stringify(value)] };
}

/** A whole answer of `generate`. */
export function whole(message: Readonly<Record<string, unknown>>, finish = "stop"): Answer {
  return json({
    ...envelope,
    object: "chat.completion",
    choices: [{ index: 0, message: { role: "assistant", ...message }, finish_reason: finish }],
    usage,
  });
}
