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
            "x-ds-trace-id": "trace-1",
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

/** Chunks of one answer in the vendor's envelope, as server-sent events. */
export function sse(
  choices: readonly Readonly<Record<string, unknown>>[],
  end: "[DONE]" | "nothing" = "[DONE]",
): string {
  const events = choices.map(
    ({ usage = null, ...choice }) =>
      `data: ${JSON.stringify({
        id: "930c60df-bf64-41c9-a88e-3ec75f81e00e",
        object: "chat.completion.chunk",
        created: 1788302326,
        model: "deepseek-v4-pro",
        system_fingerprint: "a307abda487cd1b463329ccb945ce396",
        choices: [{ index: 0, delta: {}, logprobs: null, finish_reason: null, ...choice }],
        usage,
      })}\n\n`,
  );
  return `${events.join("")}${end === "[DONE]" ? "data: [DONE]\n\n" : ""}`;
}

export const usage = {
  prompt_tokens: 18,
  completion_tokens: 219,
  total_tokens: 237,
  prompt_tokens_details: { cached_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 205 },
  prompt_cache_hit_tokens: 0,
  prompt_cache_miss_tokens: 18,
};

/** A whole answer of `generate`. */
export function whole(message: Readonly<Record<string, unknown>>, finish = "stop"): Answer {
  const body = {
    id: "273c710f-b65c-4746-843e-a2842ccc8699",
    object: "chat.completion",
    created: 1788306819,
    model: "deepseek-v4-pro",
    choices: [{ index: 0, message: { role: "assistant", ...message }, logprobs: null, finish_reason: finish }],
    usage,
    system_fingerprint: "a307abda487cd1b463329ccb945ce396",
  };
  return { headers: { "content-type": "application/json" }, chunks: [JSON.stringify(body)] };
}
